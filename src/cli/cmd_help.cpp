#include "cli/commands.hpp"
#include "cli/console.hpp"

namespace backsift::cli {

base::ExitStatus run_help(const Invocation& invocation) {
    std::string text = overview();
    if (!invocation.operands.empty()) {
        const Command* command = find_command(invocation.operands.front());
        if (command == nullptr) {
            complain("there is no command \"" + invocation.operands.front() + '"');
            return base::ExitStatus::usage;
        }
        text = usage(*command);
    }
    return print(text) ? base::ExitStatus::ok : base::ExitStatus::temporary;
}

base::ExitStatus run_version(const Invocation&) {
    return print("backsift " BACKSIFT_VERSION "\n") ? base::ExitStatus::ok : base::ExitStatus::temporary;
}

}  // namespace backsift::cli
