#include "proof/dkim_canonical.hpp"

#include "base/text.hpp"
#include "message/lines.hpp"

namespace backsift::proof {
namespace {

constexpr std::string_view k_line_end = "\r\n";

// Runs of blanks become one; those at the end go.
void append_squeezed(std::string& out, std::string_view line) {
    bool blank = false;
    for (const char c : line) {
        if (base::is_blank(c)) {
            blank = true;
            continue;
        }
        if (blank) {
            out += ' ';
        }
        blank = false;
        out += c;
    }
}

// 3.4.2: lower-case name, unfolded, blanks squeezed, none around the colon or at the end.
std::string relaxed_field(std::string_view raw) {
    const std::size_t colon = raw.find(':');
    if (colon == std::string_view::npos) {
        return std::string(raw);
    }
    std::string unfolded;
    message::LineReader lines(raw, colon + 1);
    message::Line line;
    while (lines.next(line)) {
        unfolded += line.text;
    }
    std::string out = base::to_lower(base::trim(raw.substr(0, colon))) + ':';
    append_squeezed(out, base::trim(unfolded));
    return out;
}

// 3.4.1: as it is.
std::string simple_field(std::string_view raw) {
    std::string out;
    out.reserve(raw.size() + 16);
    message::LineReader lines(raw);
    message::Line line;
    while (lines.next(line)) {
        if (line.at > 0) {
            out += k_line_end;
        }
        out += line.text;
    }
    return out;
}

} // namespace

std::string_view raw_text(const message::Field& field) {
    const char* const begin = field.name.data();
    const char* const end = field.value.data() + field.value.size();
    return {begin, static_cast<std::size_t>(end - begin)};
}

std::string canonical_field(std::string_view raw, Canonical how) {
    return how == Canonical::relaxed ? relaxed_field(raw) : simple_field(raw);
}

// 3.4.3 and 3.4.4: empty lines at the end do not count; a body without any line is one line end
// (simple) or nothing (relaxed).
std::string canonical_body(std::string_view body, Canonical how) {
    std::string out;
    out.reserve(body.size() + body.size() / 32 + 2);
    std::size_t end = 0; // behind the last line that is not empty
    message::LineReader lines(body);
    message::Line line;
    while (lines.next(line)) {
        const std::size_t before = out.size();
        if (how == Canonical::relaxed) {
            append_squeezed(out, line.text);
        } else {
            out += line.text;
        }
        const bool empty = out.size() == before;
        out += k_line_end;
        if (!empty) {
            end = out.size();
        }
    }
    out.resize(end);
    if (out.empty() && how == Canonical::simple) {
        out = k_line_end;
    }
    return out;
}

} // namespace backsift::proof
