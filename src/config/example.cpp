// The example file, and how a type is named to a person.
#include <string>

#include "base/text.hpp"
#include "config/options.hpp"

namespace backsift::config {

namespace {

constexpr std::size_t k_widest_line = 78;

std::string one_of(std::span<const std::string_view> words) {
    std::string out;
    for (std::size_t i = 0; i < words.size(); ++i) {
        if (i != 0)
            out += i + 1 == words.size() ? " or " : ", ";
        out += '"';
        out += words[i];
        out += '"';
    }
    return out;
}

// The text as comment lines of bounded width.
void append_comment(std::string& out, std::string_view text) {
    std::string line = "#";
    for (const std::string_view word : base::words(text)) {
        if (line.size() + 1 + word.size() > k_widest_line) {
            out += line + '\n';
            line.resize(1);
        }
        line += ' ';
        line += word;
    }
    if (line.size() > 1)
        out += line + '\n';
}

std::string facts(const Option& option) {
    std::string out = wanted(option);
    if (option.required)
        out += "; required";
    if (!option.fallback.empty())
        out += "; default " + std::string(option.fallback);
    return out;
}

void append_option(std::string& out, const Option& option) {
    std::string brief(option.brief);
    if (brief.front() >= 'a' && brief.front() <= 'z')
        brief.front() = static_cast<char>(brief.front() - 'a' + 'A');
    out += "\n# " + brief + " (" + facts(option) + ")\n";
    append_comment(out, option.text);
    const std::string setting = std::string(option.key) + " = " + std::string(option.example);
    if (option.instead_of.empty()) {
        out += '#' + setting + '\n';
    } else {
        out += "# In place of " + std::string(option.instead_of) + ":\n# " + setting + '\n';
    }
}

void append_section(std::string& out, const Section& section) {
    out += '\n';
    append_comment(out, section.text);
    const std::string name(section.name);
    out += section.repeats == Repeats::yes ? "#[[" + name + "]]\n" : '[' + name + "]\n";
    for (const Option& option : options()) {
        if (option.section == section.name && !option.without_effect)
            append_option(out, option);
    }
}

} // namespace

std::string wanted(const Option& option) {
    switch (option.type) {
    case Type::text:
        return "a text";
    case Type::field_name:
        return "the name of a header field";
    case Type::path:
        return "a path";
    case Type::target:
        return "a Maildir or \"|PROGRAM ARGS\"";
    case Type::boolean:
        return "true or false";
    case Type::integer:
        return "a number from " + std::to_string(option.least) + " to "
               + std::to_string(option.most) + ' ' + std::string(option.unit);
    case Type::texts:
        return "a list of texts";
    case Type::paths:
        return "a list of paths";
    case Type::date:
        return "a date";
    case Type::word:
        return one_of(option.words);
    }
    return {};
}

std::string example_file() {
    std::string out;
    append_comment(out,
                   "The settings of Backsift, all of them. Each is commented out: as it "
                   "stands, this file changes nothing. Yours is ~/.config/backsift/config.toml; "
                   "where there is none, /etc/backsift/config.toml is read. Nobody but you may "
                   "be able to write it. `backsift check` tells whether it is sound.");
    append_comment(out, "Paths are absolute or begin with ~/.");
    for (const Section& section : sections())
        append_section(out, section);
    return out;
}

} // namespace backsift::config
