#include "cli/completion.hpp"
#include "cli/options.hpp"

namespace backsift::cli {

namespace {

// Within single quotes, and between the brackets and colons of _arguments.
std::string quoted(std::string_view text) {
    std::string out;
    for (const char c : text) {
        if (c == '\'')
            out += "'\\''";
        else if (c == '[' || c == ']' || c == ':' || c == '\\')
            out += std::string("\\") + c;
        else
            out += c;
    }
    return out;
}

std::string spaced(const std::vector<std::string>& words) {
    std::string out;
    for (const std::string& word : words)
        out += (out.empty() ? "" : " ") + word;
    return out;
}

// How a value is completed: the third part of an _arguments specification.
std::string action(const Choices& offered) {
    const std::string words = spaced(offered.words);
    if (offered.list)
        return "_sequence compadd - " + words;
    if (!words.empty() && offered.files)
        return "{ compadd -- " + words + "; _files }";
    if (!words.empty())
        return '(' + words + ')';
    return offered.files ? "_files" : " ";
}

std::string option_line(const Command& command, const Option& option) {
    const std::string name(option.name);
    std::string value;
    if (!option.argument.empty())
        value = ':' + quoted(option.argument) + ':' + action(value_choices(command, option));
    const std::string text = '[' + quoted(option_text(command, option)) + ']' + value + "'";
    const std::string assigns = option.argument.empty() ? "" : "=";
    if (option.letter == 0)
        return "            '*--" + name + assigns + text;
    const std::string letter(1, option.letter);
    const std::string glued = option.argument.empty() ? "" : "+";
    return "            '*-" + letter + glued + text + " \\\n            '*--" + name + assigns
           + text;
}

std::string command_case(const Command& command) {
    std::string out = "    " + std::string(command.name) + ")\n        _arguments -s";
    for (const Option* option : options_of(command))
        out += " \\\n" + option_line(command, *option);
    const Choices operands = operand_choices(command);
    if (!operands.words.empty() || operands.files)
        out += " \\\n            '*:operand:" + action(operands) + '\'';
    return out + "\n        ;;\n";
}

} // namespace

std::string zsh_completion() {
    std::string out = R"(#compdef backsift
# zsh completion for backsift, printed by "backsift completion zsh"
_backsift() {
    local -a commands
    commands=(
)";
    for (const Command& command : commands())
        out += "        '" + std::string(command.name) + ':' + quoted(command.text) + "'\n";
    out += R"(    )
    if ((CURRENT == 2)); then
        _describe command commands
        return
    fi
    local command=$words[2]
    shift words
    ((CURRENT--))
    case $command in
)";
    for (const Command& command : commands())
        out += command_case(command);
    return out + R"(    esac
}
if [[ $funcstack[1] == _backsift ]]; then
    _backsift "$@"
else
    compdef _backsift backsift
fi
)";
}

} // namespace backsift::cli
