#include "rules/string_place.hpp"

#include <string>

#include "base/text.hpp"

namespace backsift::rules {

namespace {

std::size_t line_start(std::string_view text, std::size_t line) {
    std::size_t at = 0;
    for (; line > 1; --line) {
        at = text.find('\n', at);
        if (at == std::string_view::npos)
            return text.size();
        ++at;
    }
    return at;
}

// How many bytes of the value an escape sequence makes, and how long it is.
struct Step {
    std::size_t written = 1;
    std::size_t value = 1;
};

Step escape_step(std::string_view rest) {
    const std::size_t digits = rest.size() < 2 ? 0 : rest[1] == 'u' ? 4 : rest[1] == 'U' ? 8 : 0;
    if (digits == 0 || rest.size() < 2 + digits)
        return {2, 1};
    char32_t c = 0;
    for (const char digit : rest.substr(2, digits)) {
        const char low = base::lower(digit);
        c = c * 16 + static_cast<char32_t>(base::is_digit(low) ? low - '0' : low - 'a' + 10);
    }
    std::string utf8;
    base::append_utf8(utf8, c);
    return {2 + digits, utf8.size()};
}

} // namespace

base::Place place_in_string(std::string_view toml_text, const base::Place& place,
                            std::size_t offset) {
    std::size_t at = line_start(toml_text, place.line) + place.column - 1;
    if (at >= toml_text.size())
        return place;
    const char quote = toml_text[at];
    if (quote != '"' && quote != '\'')
        return place;
    const bool longer = toml_text.substr(at).starts_with(std::string(3, quote));
    base::Place out = place;
    const auto move = [&](std::size_t bytes) {
        for (; bytes > 0 && at < toml_text.size(); --bytes, ++at) {
            out.column = toml_text[at] == '\n' ? 1 : out.column + 1;
            out.line += toml_text[at] == '\n' ? 1U : 0U;
        }
    };
    move(longer ? 3 : 1);
    if (longer && toml_text.substr(at).starts_with("\r\n"))
        move(2);
    else if (longer && toml_text.substr(at).starts_with('\n'))
        move(1);
    for (std::size_t value = 0; value < offset && at < toml_text.size();) {
        const Step step =
            quote == '"' && toml_text[at] == '\\' ? escape_step(toml_text.substr(at)) : Step{};
        move(step.written);
        value += step.value;
    }
    return out;
}

} // namespace backsift::rules
