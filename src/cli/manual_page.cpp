#include "cli/manual_page.hpp"

#include <cctype>
#include <vector>

#include "base/text.hpp"
#include "cli/commands.hpp"
#include "cli/manual_blocks.hpp"

namespace backsift::cli {

namespace {

constexpr std::string_view k_prefix = "backsift-";

const Command* command_of(const manual::Page& page) {
    return page.name.starts_with(k_prefix) ? find_command(page.name.substr(k_prefix.size()))
                                           : nullptr;
}

std::string upper(std::string_view text) {
    std::string out(text);
    for (char& c : out)
        c = c >= 'a' && c <= 'z' ? static_cast<char>(c - 'a' + 'A') : c;
    return out;
}

// "show|verify [FILE…]" as mdoc: words in lower case are typed as they stand.
std::string operand_macros(std::string_view operands) {
    std::string out;
    std::string spaced;
    for (const char c : operands)
        spaced += c == '|' ? std::string(" | ") : std::string(1, c);
    for (std::string_view word : base::words(spaced)) {
        if (word == "|" || word == "--") {
            out += word == "|" ? " |" : " Fl -";
            continue;
        }
        const bool optional = word.starts_with('[') && word.ends_with(']');
        if (optional)
            word = word.substr(1, word.size() - 2);
        const bool many = word.ends_with("…");
        if (many)
            word.remove_suffix(std::string_view("…").size());
        const bool literal = word == base::to_lower(word);
        out += std::string(optional ? " Op" : "") + (literal ? " Cm " : " Ar ") + std::string(word)
               + (many ? " ..." : "");
        if (optional)
            out += '\n';
    }
    return out;
}

std::string synopsis(const Command& command) {
    std::string out = ".Sh SYNOPSIS\n.Nm backsift " + std::string(command.name) + '\n';
    if (!command.options.empty())
        out += ".Op Ar OPTIONS\n";
    std::string macros = operand_macros(command.operands);
    for (const std::string_view line : base::split(macros, '\n')) {
        const std::string_view text = base::trim(line);
        if (!text.empty())
            out += (text.front() == '|' ? ".No " : ".") + std::string(text) + '\n';
    }
    return out;
}

// What every page begins with, up to its own first section.
std::string head(const manual::Page& page, std::string_view brief, const Command* command) {
    std::string out = ".Dd " BACKSIFT_DATE "\n.Dt " + upper(page.name) + ' ' + page.section
                      + "\n.Os\n.Sh NAME\n.Nm " + std::string(page.name) + "\n.Nd "
                      + std::string(brief) + '\n';
    return command == nullptr ? out : out + synopsis(*command);
}

// A page about no command says in its first line what it is about: ".Nd settings of Backsift".
std::string_view take_brief(std::string_view& source, const Command* command) {
    constexpr std::string_view k_macro = ".Nd ";
    if (command != nullptr || !source.starts_with(k_macro))
        return command == nullptr ? "" : command->text;
    std::size_t at = 0;
    const std::string_view line = base::next_line(source, at);
    source.remove_prefix(at);
    return line.substr(k_macro.size());
}

} // namespace

std::string_view short_name(const manual::Page& page) {
    return page.name.substr(page.name.find_first_of("-.") + 1);
}

base::Result<const manual::Page*> page_named(std::string_view name) {
    for (const std::string_view prefix : {"", "backsift-", "backsift."}) {
        const manual::Page* page = manual::find_page(std::string(prefix) + std::string(name));
        if (page != nullptr)
            return page;
    }
    std::vector<std::string_view> names;
    for (const manual::Page& page : manual::pages())
        names.push_back(short_name(page));
    const auto near = base::closest(name, names);
    return base::fail(base::Failure{base::Kind::usage,
                                    "there is no command or page \"" + std::string(name) + '"',
                                    {},
                                    {},
                                    near ? "did you mean \"" + std::string(*near) + "\"?"
                                         : "\"backsift help\" lists them"});
}

base::Result<std::string> mdoc_page(const manual::Page& page) {
    const Command* command = command_of(page);
    std::string_view source = page.source;
    const std::string_view brief = take_brief(source, command);
    std::string out = head(page, brief, command);
    for (std::size_t at = 0; at < source.size();) {
        const std::string_view line = base::next_line(source, at);
        if (!line.starts_with('@')) {
            out += std::string(line) + '\n';
            continue;
        }
        const auto block = manual_block(line.substr(1), command);
        if (!block)
            return base::fail(base::Kind::internal,
                              std::string(page.name) + " names no block: " + std::string(line));
        out += *block;
    }
    return out;
}

} // namespace backsift::cli
