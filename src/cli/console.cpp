#include "cli/console.hpp"

#include <algorithm>
#include <cerrno>
#include <cstdlib>
#include <cstring>
#include <string>

#include <sys/ioctl.h>
#include <unistd.h>

#include "base/text.hpp"
#include "cli/exit_status.hpp"

namespace backsift::cli {

namespace {

base::Result<base::Done> write_all(int fd, std::string_view text) {
    while (!text.empty()) {
        const ssize_t written = ::write(fd, text.data(), text.size());
        if (written < 0 && errno == EINTR) continue;
        if (written <= 0) return base::fail(base::Kind::temporary, std::string("cannot write: ") + std::strerror(errno));
        text.remove_prefix(static_cast<std::size_t>(written));
    }
    return base::Done{};
}

}  // namespace

base::Result<base::Done> print(std::string_view text) {
    return write_all(STDOUT_FILENO, text);
}

void complain(const base::Failure& failure) {
    (void)write_all(STDERR_FILENO, "backsift: " + base::describe(failure) + '\n');
}

void complain(std::string_view sentence) {
    (void)write_all(STDERR_FILENO, "backsift: " + base::clean(sentence, 1000) + '\n');
}

base::ExitStatus refuse(const base::Failure& failure) {
    complain(failure);
    return exit_status(failure.kind, Mode::person);
}

report::Dress dress() {
    constexpr std::size_t k_narrowest = 40;
    constexpr std::size_t k_widest = 160;
    report::Dress dress;
    if (::isatty(STDOUT_FILENO) == 0) return dress;
    const char* no_colour = std::getenv("NO_COLOR");
    const char* terminal = std::getenv("TERM");
    dress.colours = (no_colour == nullptr || *no_colour == '\0') && terminal != nullptr && std::strcmp(terminal, "dumb") != 0;
    winsize size{};
    if (::ioctl(STDOUT_FILENO, TIOCGWINSZ, &size) == 0 && size.ws_col != 0) {
        dress.width = std::clamp<std::size_t>(size.ws_col, k_narrowest, k_widest);
    }
    return dress;
}

bool input_is_terminal() {
    return ::isatty(STDIN_FILENO) != 0;
}

bool error_is_terminal() {
    return ::isatty(STDERR_FILENO) != 0;
}

}  // namespace backsift::cli
