#include "cli/run.hpp"

#include <span>
#include <string>
#include <vector>

#include "base/text.hpp"
#include "cli/commands.hpp"
#include "cli/console.hpp"
#include "cli/options.hpp"
#include "os/account.hpp"

namespace backsift::cli {

using base::ExitStatus;

namespace {

base::Failure unknown_command(std::string_view name) {
    std::vector<std::string_view> names;
    for (const Command& command : commands())
        names.push_back(command.name);
    const auto near = base::closest(name, names);
    return {base::Kind::usage,
            "there is no command \"" + std::string(name) + '"',
            {},
            {},
            near ? "did you mean \"" + std::string(*near) + "\"?" : "\"backsift help\" lists them"};
}

// The words are a person's, but with a message on standard input they stand in a .forward by
// mistake, and it would be lost behind a screen of help.
ExitStatus instead_of_help() {
    return refuse({base::Kind::usage,
                   "a message is waiting on standard input",
                   {},
                   {},
                   "\"backsift help\" reads none"},
                  Mode::delivery);
}

ExitStatus run_command(const Command& command, std::span<char* const> arguments) {
    if (os::rights_are_borrowed()) {
        return refuse({base::Kind::permission,
                       "runs as its caller only, never with borrowed rights",
                       {},
                       {},
                       "chmod ug-s"},
                      command.mode);
    }
    const auto invocation = read_arguments(command, arguments);
    if (!invocation)
        return refuse(invocation.error(), command.mode);
    if (invocation->help && command.mode == Mode::delivery && input_holds_a_message())
        return instead_of_help();
    if (invocation->help)
        return print(usage(command)) ? ExitStatus::ok : ExitStatus::temporary;
    return command.run(*invocation);
}

bool is_word(const char* argument, std::initializer_list<std::string_view> words) {
    for (const std::string_view word : words) {
        if (word == argument)
            return true;
    }
    return false;
}

} // namespace

int run(int argc, char** argv) {
    const std::span<char* const> arguments(argv + (argc > 0 ? 1 : 0),
                                           argc > 0 ? static_cast<std::size_t>(argc) - 1 : 0);
    if (!arguments.empty()) {
        if (const Command* command = find_command(arguments[0])) {
            return static_cast<int>(run_command(*command, arguments.subspan(1)));
        }
        const bool help = is_word(arguments[0], {"--help", "-h"});
        if (help || is_word(arguments[0], {"--version", "-V"})) {
            if (input_holds_a_message())
                return static_cast<int>(instead_of_help());
            return static_cast<int>(help ? run_help({}) : run_version({}));
        }
    }
    // With a message on standard input and no command, deliver: `|backsift` in a .forward is right.
    const Mode mode = input_is_terminal() ? Mode::person : Mode::delivery;
    if (arguments.empty() && mode == Mode::person)
        return static_cast<int>(run_help({}));
    if (mode == Mode::delivery && (arguments.empty() || arguments[0][0] == '-')) {
        return static_cast<int>(run_command(*find_command("deliver"), arguments));
    }
    return static_cast<int>(refuse(unknown_command(arguments[0]), mode));
}

} // namespace backsift::cli
