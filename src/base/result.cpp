#include "base/result.hpp"

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

// The caret stands under the byte the place names. Tabs are shown as one blank, so that it does.
void append_caret(std::string& out, const Failure& failure) {
    constexpr std::size_t k_widest_line = 200;
    out += "\n    " + clean(failure.source_line, k_widest_line);
    if (failure.place.column == 0 || failure.place.column > k_widest_line)
        return;
    out += "\n    " + std::string(failure.place.column - 1, ' ') + '^';
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
