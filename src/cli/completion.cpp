#include "cli/completion.hpp"

#include <algorithm>
#include <array>

#include "base/text.hpp"
#include "cli/if_words.hpp"
#include "cli/manual_page.hpp"
#include "cli/options.hpp"
#include "mark/recipes.hpp"

namespace backsift::cli {

namespace {

Choices files() {
    return {{}, true, false};
}

Choices words_of_if() {
    const std::vector<std::string_view> words = if_words();
    return {{words.begin(), words.end()}, false, true};
}

Choices mail_programs() {
    Choices out;
    for (const mark::Recipe& recipe : mark::recipes())
        out.words.emplace_back(recipe.name);
    return out;
}

Choices pages() {
    Choices out;
    for (const Command& command : commands())
        out.words.emplace_back(command.name);
    for (const manual::Page& page : manual::pages()) {
        if (page.section == '5')
            out.words.emplace_back(short_name(page));
    }
    return out;
}

// What the tables call a value, and what that may be. Anything else is free text.
struct Argument {
    std::string_view name;
    Choices (*choices)();
};
constexpr std::array k_arguments{Argument{"FILE", files},       Argument{"PATH", files},
                                 Argument{"MESSAGE", files},    Argument{"TARGET", files},
                                 Argument{"FOLDER", files},     Argument{"PROGRAM", mail_programs},
                                 Argument{"WORD", words_of_if}, Argument{"PAGE", pages}};

std::string_view bare(std::string_view argument) {
    const auto is_capital = [](char c) { return c >= 'A' && c <= 'Z'; };
    const auto* const end = std::find_if_not(argument.begin(), argument.end(), is_capital);
    return argument.substr(0, static_cast<std::size_t>(end - argument.begin()));
}

} // namespace

Choices choices(std::string_view argument) {
    const std::string_view name = bare(argument);
    const auto* const found = std::find_if(k_arguments.begin(), k_arguments.end(),
                                           [name](const Argument& a) { return a.name == name; });
    return found == k_arguments.end() ? Choices{} : found->choices();
}

Choices value_choices(const Command& command, const Option& option) {
    if (option.name == "format")
        return {{command.formats.begin(), command.formats.end()}, false, false};
    return choices(option.argument);
}

Choices operand_choices(const Command& command) {
    Choices out;
    if (command.operands.starts_with("--"))
        return files(); // a program and its arguments
    std::string spaced(command.operands);
    for (char& c : spaced)
        c = c == '|' || c == '[' || c == ']' ? ' ' : c;
    for (const std::string_view word : base::words(spaced)) {
        const Choices more =
            bare(word).empty() ? Choices{{std::string(word)}, false, false} : choices(word);
        out.words.insert(out.words.end(), more.words.begin(), more.words.end());
        out.files = out.files || more.files;
    }
    return out;
}

std::vector<const Option*> options_of(const Command& command) {
    std::vector<const Option*> out;
    for (const std::string_view name : command.options)
        out.push_back(find_option(name));
    out.push_back(find_option("help"));
    return out;
}

} // namespace backsift::cli
