#include "os/handover.hpp"

#include <cerrno>

#include <fcntl.h>
#include <sys/mman.h>
#include <unistd.h>

#include "os/failure.hpp"
#include "os/fd.hpp"

namespace backsift::os {

namespace {

using base::Done;
using base::Result;

Result<Fd> nameless_file() {
    Fd memory(::memfd_create("message", MFD_CLOEXEC));
    if (memory.is_open())
        return memory;
    return open("/tmp", O_TMPFILE | O_RDWR, 0600);
}

} // namespace

Result<Done> become_input(const Source& input) {
    const auto file = nameless_file();
    if (!file)
        return base::fail(file.error());
    const std::string name = "the message for the program";
    if (const auto written = write_all(file->get(), input, name); !written)
        return base::fail(written.error());
    if (::lseek(file->get(), 0, SEEK_SET) != 0)
        return base::fail(failure(errno, "go to the start of", name));
    // The copy is not closed on exec, as the original is.
    if (::dup2(file->get(), STDIN_FILENO) < 0)
        return base::fail(failure(errno, "hand over", name));
    return Done{};
}

base::Failure become(const std::vector<std::string>& words) {
    if (words.empty())
        return {base::Kind::usage, "no program is named", {}, {}, {}};
    std::vector<char*> arguments;
    arguments.reserve(words.size() + 1);
    // execvp(3) does not write to them; its type is older than const.
    for (const std::string& word : words)
        arguments.push_back(const_cast<char*>(word.c_str()));
    arguments.push_back(nullptr);
    ::execvp(arguments.front(), arguments.data());
    return failure(errno, "run", words.front());
}

} // namespace backsift::os
