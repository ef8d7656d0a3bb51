#include "cli/console.hpp"

#include <algorithm>
#include <cstdlib>
#include <cstring>
#include <string>

#include <sys/ioctl.h>
#include <unistd.h>

#include "base/text.hpp"
#include "os/syslog.hpp"
#include "os/wait.hpp"
#include "os/write.hpp"

namespace backsift::cli {

base::Result<base::Done> print(std::string_view text) {
    const auto written = os::write_all(STDOUT_FILENO, text, "standard output");
    if (!written)
        return base::fail(written.error());
    return base::Done{};
}

void complain(const base::Failure& failure) {
    (void)os::write_all(STDERR_FILENO, "backsift: " + base::describe(failure) + '\n',
                        "standard error");
}

void complain(std::string_view sentence) {
    (void)os::write_all(STDERR_FILENO, "backsift: " + base::clean(sentence, 1000) + '\n',
                        "standard error");
}

void print_error(std::string_view text) {
    (void)os::write_all(STDERR_FILENO, text, "standard error");
}

base::ExitStatus refuse(const base::Failure& failure) {
    return refuse(failure, Mode::person);
}

base::ExitStatus refuse(const base::Failure& failure, Mode mode) {
    if (mode == Mode::delivery)
        os::log_trouble(base::describe(failure));
    if (mode == Mode::person || error_is_terminal())
        complain(failure);
    return exit_status(failure.kind, mode);
}

report::Dress dress() {
    constexpr std::size_t k_narrowest = 40;
    constexpr std::size_t k_widest = 160;
    report::Dress dress;
    if (::isatty(STDOUT_FILENO) == 0)
        return dress;
    const char* no_colour = std::getenv("NO_COLOR");
    const char* terminal = std::getenv("TERM");
    dress.colours = (no_colour == nullptr || *no_colour == '\0') && terminal != nullptr
                    && std::strcmp(terminal, "dumb") != 0;
    winsize size{};
    if (::ioctl(STDOUT_FILENO, TIOCGWINSZ, &size) == 0 && size.ws_col != 0) {
        dress.width = std::clamp<std::size_t>(size.ws_col, k_narrowest, k_widest);
    }
    return dress;
}

bool input_is_terminal() {
    return ::isatty(STDIN_FILENO) != 0;
}

bool output_is_terminal() {
    return ::isatty(STDOUT_FILENO) != 0;
}

bool error_is_terminal() {
    return ::isatty(STDERR_FILENO) != 0;
}

std::size_t error_columns() {
    constexpr std::size_t k_usual = 80;
    constexpr std::size_t k_narrowest = 20;
    winsize size{};
    const bool told = ::ioctl(STDERR_FILENO, TIOCGWINSZ, &size) == 0 && size.ws_col != 0;
    return told ? std::max<std::size_t>(size.ws_col, k_narrowest) : k_usual;
}

bool input_holds_a_message() {
    constexpr int k_patience_milliseconds = 1000;
    if (input_is_terminal()
        || !os::wait_for(STDIN_FILENO, os::For::reading, k_patience_milliseconds))
        return false;
    int bytes = 0;
    return ::ioctl(STDIN_FILENO, FIONREAD, &bytes) == 0 && bytes > 0;
}

} // namespace backsift::cli
