#include "base/result.hpp"

#include <algorithm>

#include "base/text.hpp"

namespace backsift::base {

namespace {

void append_place(std::string& out, const Place& place) {
    out += clean(place.file, 400);
    if (place.line != 0) {
        out += ':' + std::to_string(place.line);
        if (place.column != 0)
            out += ':' + std::to_string(place.column);
    }
    out += ": ";
}

std::size_t characters(std::string_view text) {
    const auto continued = std::count_if(text.begin(), text.end(), is_continuation);
    return text.size() - static_cast<std::size_t>(continued);
}

// What is shown of a line: of a very long one, what stands around the column.
struct Window {
    std::size_t begin = 0;
    std::size_t end = 0;
};

Window window_of(std::string_view line, std::size_t column) {
    constexpr std::size_t k_widest_line = 200;
    constexpr std::size_t k_around = 30; // twice that fits beside the indentation on any terminal
    if (line.size() <= k_widest_line)
        return {0, line.size()};
    const auto whole = [&](std::size_t at) { // not within a character
        while (at < line.size() && is_continuation(line[at]))
            ++at;
        return std::min(at, line.size());
    };
    const std::size_t at = std::min(column, line.size());
    const std::size_t begin = at > k_around ? whole(at - k_around) : 0;
    return {begin, whole(begin + 2 * k_around)};
}

// The caret stands under the byte the place names: as far in as what is shown before it is wide.
void append_caret(std::string& out, const Failure& failure) {
    constexpr std::string_view k_cut = "…";
    constexpr std::size_t k_growth = 3; // a byte that is no text is shown as U+FFFD
    const std::string_view line = failure.source_line;
    const std::size_t column = failure.place.column;
    const auto [begin, end] = window_of(line, column);
    const std::string_view before_all = begin == 0 ? "" : k_cut;
    out.append("\n    ").append(before_all);
    out += clean(line.substr(begin, end - begin), k_growth * (end - begin));
    if (end < line.size())
        out += k_cut;
    if (column <= begin || column > end + 1)
        return;
    const std::string to_caret = std::string(line.substr(begin, column - 1 - begin)) + '^';
    const std::size_t width =
        characters(before_all) + characters(clean(to_caret, k_growth * to_caret.size()));
    out += "\n    " + std::string(width - 1, ' ') + '^';
}

} // namespace

std::string describe(const Failure& failure) {
    std::string out;
    if (!failure.place.file.empty())
        append_place(out, failure.place);
    out += clean(failure.sentence, 1000);
    if (!failure.source_line.empty())
        append_caret(out, failure);
    if (!failure.hint.empty())
        out += "\n    " + clean(failure.hint, 400);
    return out;
}

} // namespace backsift::base
