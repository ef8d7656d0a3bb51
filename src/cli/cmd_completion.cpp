#include <algorithm>
#include <array>

#include "cli/commands.hpp"
#include "cli/completion.hpp"
#include "cli/console.hpp"

namespace backsift::cli {

namespace {

struct Shell {
    std::string_view name;
    std::string (*print)();
};
constexpr std::array k_shells{Shell{"bash", bash_completion}, Shell{"zsh", zsh_completion}};

} // namespace

base::ExitStatus run_completion(const Invocation& invocation) {
    const std::string name = invocation.operands.size() == 1 ? invocation.operands[0] : "";
    const auto* const shell = std::find_if(k_shells.begin(), k_shells.end(),
                                           [&name](const Shell& s) { return s.name == name; });
    if (shell == k_shells.end())
        return refuse({base::Kind::usage, "completion needs one word: bash or zsh", {}, {}, {}});
    return print(shell->print()) ? base::ExitStatus::ok : base::ExitStatus::temporary;
}

} // namespace backsift::cli
