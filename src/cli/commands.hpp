// The command table: a verb is a row, and a file of its own.
#pragma once

#include <span>
#include <string_view>

#include "base/exit_status.hpp"
#include "cli/exit_status.hpp"
#include "cli/invocation.hpp"

namespace backsift::cli {

struct Command {
    std::string_view name;
    std::string_view operands;                 // for the usage line: "[FILE…]"
    std::string_view text;                     // one line
    std::span<const std::string_view> options; // long names, in the order of --help
    Mode mode;
    base::ExitStatus (*run)(const Invocation&);
    std::span<const std::string_view> formats = {}; // what --format may be
};

[[nodiscard]] std::span<const Command> commands();
[[nodiscard]] const Command* find_command(std::string_view name);

// One screen each; both end with a newline.
[[nodiscard]] std::string overview();
[[nodiscard]] std::string usage(const Command& command);

struct Option;
// What --help and the manual say of an option of this command.
[[nodiscard]] std::string option_text(const Command& command, const Option& option);

// One file per command: cmd_<name>.cpp.
base::ExitStatus run_deliver(const Invocation&);
base::ExitStatus run_filter(const Invocation&);
base::ExitStatus run_classify(const Invocation&);
base::ExitStatus run_explain(const Invocation&);
base::ExitStatus run_scan(const Invocation&);
base::ExitStatus run_sent(const Invocation&);
base::ExitStatus run_stats(const Invocation&);
base::ExitStatus run_release(const Invocation&);
base::ExitStatus run_report(const Invocation&);
base::ExitStatus run_undo(const Invocation&);
base::ExitStatus run_tag(const Invocation&);
base::ExitStatus run_sendmail(const Invocation&);
base::ExitStatus run_token(const Invocation&);
base::ExitStatus run_check(const Invocation&);
base::ExitStatus run_doctor(const Invocation&);
base::ExitStatus run_init(const Invocation&);
base::ExitStatus run_completion(const Invocation&);
base::ExitStatus run_help(const Invocation&);
base::ExitStatus run_version(const Invocation&);

} // namespace backsift::cli
