#include "base/text.hpp"
#include "message/mail.hpp"
#include "rules/asks/asks.hpp"

namespace backsift::rules {

namespace {

// What the engine would take for a line end inside a line; procmail does not.
constexpr char k_stand_in = '\x7F';

void append_line(std::string& out, std::string_view line) {
    const bool continues = !line.empty() && base::is_blank(line[0]) && !out.empty();
    // A continuation keeps its own white space, as procmail leaves it.
    if (!out.empty())
        out += continues ? ' ' : '\n';
    for (const char c : line)
        out += c == '\r' || c == '\f' ? k_stand_in : base::lower(c);
}

// The header as procmail sees it: everything before the first empty line (those on top do not
// count), be it a field or not; the mbox line first, continuation lines joined, ASCII lower case.
std::string raw_header(std::string_view text, const base::Limits& limits) {
    text = text.substr(0, limits.header_bytes);
    std::string out;
    for (std::size_t at = 0; at < text.size();) {
        const std::string_view line = base::next_line(text, at);
        if (line.empty() && !out.empty())
            break;
        append_line(out, line);
    }
    return out;
}

} // namespace

Match ask_header_line(Inquiry& inquiry, const Condition& condition, Hit* note) {
    const message::Mail& mail = inquiry.subject().mail();
    Target& target = inquiry.target(
        &mail.header, [&] { return raw_header(mail.text(), inquiry.subject().limits()); });
    return inquiry.search(target, condition, "header", note);
}

} // namespace backsift::rules
