#include <algorithm>

#include "cli/completion.hpp"
#include "cli/options.hpp"

namespace backsift::cli {

namespace {

std::string spaced(const std::vector<std::string>& words) {
    std::string out;
    for (const std::string& word : words)
        out += (out.empty() ? "" : " ") + word;
    return out;
}

std::string written(const Option& option) {
    const std::string name = "--" + std::string(option.name);
    return option.letter == 0 ? name : '-' + std::string(1, option.letter) + '|' + name;
}

// Each command has formats of its own.
std::string format_cases(const Option& option) {
    std::string out = "case $command in\n        ";
    for (const Command& command : commands()) {
        if (!command.formats.empty()) {
            out += std::string(command.name) + ") COMPREPLY=($(compgen -W \""
                   + spaced(value_choices(command, option).words) + "\" -- \"$cur\")) ;;\n        ";
        }
    }
    return out + "esac\n        ";
}

// How the word behind an option is completed.
std::string value_case(const Option& option) {
    const Choices offered = choices(option.argument);
    std::string out = "    " + written(option) + ")\n        ";
    if (option.name == "format") {
        out += format_cases(option);
    } else if (offered.list) {
        out += "done=${cur%\"${cur##*,}\"}\n"
               "        COMPREPLY=($(compgen -P \"$done\" -W \""
               + spaced(offered.words)
               + "\" -- \"${cur##*,}\"))\n"
                 "        compopt -o nospace\n        ";
    } else if (!offered.words.empty()) {
        out += "COMPREPLY=($(compgen -W \"" + spaced(offered.words) + "\" -- \"$cur\"))\n        ";
    } else if (offered.files) {
        out += "_backsift_files\n        ";
    }
    return out + "return ;;\n";
}

std::string command_case(const Command& command) {
    std::vector<std::string> options;
    for (const Option* option : options_of(command))
        options.push_back("--" + std::string(option->name));
    const Choices operands = operand_choices(command);
    std::string out =
        "    " + std::string(command.name) + ")\n        options=\"" + spaced(options) + "\"\n";
    if (!operands.words.empty())
        out += "        words=\"" + spaced(operands.words) + "\"\n";
    if (operands.files)
        out += "        files=1\n";
    return out + "        ;;\n";
}

} // namespace

std::string bash_completion() {
    std::vector<std::string> names;
    for (const Command& command : commands())
        names.emplace_back(command.name);
    std::string out = R"(# bash completion for backsift, printed by "backsift completion bash"
_backsift_files() {
    local IFS=$'\n'
    COMPREPLY+=($(compgen -f -- "$cur"))
    compopt -o filenames
}

_backsift() {
    local cur=${COMP_WORDS[COMP_CWORD]} prev=${COMP_WORDS[COMP_CWORD - 1]}
    local command= options= words= files= done= i
    COMPREPLY=()
    # "--format=json" comes as three words.
    [ "$cur" = "=" ] && cur= && COMP_CWORD=$((COMP_CWORD + 1))
    [ "$prev" = "=" ] && prev=${COMP_WORDS[COMP_CWORD - 2]}
    for ((i = 1; i < COMP_CWORD; i++)); do
        case ${COMP_WORDS[i]} in
        -*) ;;
        *) command=${COMP_WORDS[i]} && break ;;
        esac
    done
    if [ -z "$command" ]; then
        COMPREPLY=($(compgen -W ")"
                      + spaced(names) + R"( --help --version" -- "$cur"))
        return
    fi
    case $prev in
)";
    for (const Option& option : options()) {
        if (!option.argument.empty())
            out += value_case(option);
    }
    out += "    esac\n    case $command in\n";
    for (const Command& command : commands())
        out += command_case(command);
    return out + R"(    esac
    if [[ $cur == -* ]]; then
        COMPREPLY=($(compgen -W "$options" -- "$cur"))
        return
    fi
    COMPREPLY=($(compgen -W "$words" -- "$cur"))
    [ -z "$files" ] || _backsift_files
}
complete -F _backsift backsift
)";
}

} // namespace backsift::cli
