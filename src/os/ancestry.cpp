#include "os/ancestry.hpp"

#include <array>
#include <charconv>
#include <optional>
#include <string_view>

#include <fcntl.h>
#include <sys/prctl.h>
#include <unistd.h>

#include "os/fd.hpp"

namespace backsift::os {

namespace {

constexpr const char* k_name = "backsift-hands"; // at most 15 bytes: prctl(2), PR_SET_NAME
constexpr std::size_t k_name_bytes = 16;
constexpr int k_ancestors = 64; // an MTA, a shell and an agent make four

struct Process {
    bool hands_over = false;
    pid_t parent = 0;
};

// proc(5), /proc/PID/stat: "123 (name) S 1 …"; the name may hold anything, blanks and ")" too.
std::optional<Process> look_at(pid_t pid) {
    const auto stat = open("/proc/" + std::to_string(pid) + "/stat", O_RDONLY);
    if (!stat)
        return std::nullopt;
    std::array<char, 256> bytes{};
    const ssize_t length = ::read(stat->get(), bytes.data(), bytes.size());
    if (length <= 0)
        return std::nullopt;
    const std::string_view line(bytes.data(), static_cast<std::size_t>(length));
    const std::size_t begin = line.find('(');
    const std::size_t end = line.rfind(')');
    constexpr std::size_t k_state_bytes = 4; // ") S "
    if (begin == std::string_view::npos || end < begin || end + k_state_bytes >= line.size())
        return std::nullopt;
    Process seen;
    seen.hands_over = line.substr(begin + 1, end - begin - 1) == k_name;
    const std::string_view rest = line.substr(end + k_state_bytes);
    std::from_chars(rest.data(), rest.data() + rest.size(), seen.parent);
    return seen;
}

} // namespace

HandingOver::HandingOver() {
    std::array<char, k_name_bytes> name{};
    if (::prctl(PR_GET_NAME, name.data()) == 0)
        before_ = name.data();
    ::prctl(PR_SET_NAME, k_name);
}

HandingOver::~HandingOver() {
    ::prctl(PR_SET_NAME, before_.c_str());
}

bool is_handed_over() {
    pid_t pid = ::getppid();
    for (int step = 0; pid > 0 && step < k_ancestors; ++step) {
        const auto process = look_at(pid);
        if (!process)
            return false;
        if (process->hands_over)
            return true;
        pid = process->parent;
    }
    return false;
}

} // namespace backsift::os
