#include "mark/tag.hpp"

#include <algorithm>
#include <array>
#include <set>

#include "base/text.hpp"
#include "message/header.hpp"

namespace backsift::mark {
namespace {

constexpr std::size_t k_longest_line = 998;    // RFC 5322 2.1.1
constexpr std::size_t k_shortest_value = 16;   // 96 bits of base64
constexpr std::size_t k_fewest_characters = 8; // different ones

bool is_printable(char c) {
    return c > ' ' && c < 127;
}

bool is_field_name(std::string_view name) {
    return !name.empty() && std::all_of(name.begin(), name.end(), [](char c) {
        return is_printable(c) && c != ':';
    });
}

// Fields that a second copy breaks or that a mail system acts on; and prefixes of such.
bool is_reserved(std::string_view name) {
    constexpr std::array<std::string_view, 17> k_names{
        "From",        "Sender",       "Reply-To",       "To",
        "Cc",          "Bcc",          "Date",           "Subject",
        "Message-ID",  "In-Reply-To",  "References",     "Received",
        "Return-Path", "MIME-Version", "DKIM-Signature", "Auto-Submitted",
        "Precedence"};
    constexpr std::array<std::string_view, 4> k_prefixes{"Content-", "Resent-", "List-", "ARC-"};
    return std::any_of(k_names.begin(), k_names.end(),
                       [name](std::string_view taken) { return base::iequals(name, taken); })
           || std::any_of(k_prefixes.begin(), k_prefixes.end(), [name](std::string_view prefix) {
                  return base::istarts_with(name, prefix);
              });
}

bool is_one_line(std::string_view value) {
    return !value.empty() && value.front() != ' ' && value.back() != ' '
           && value.find("  ") == std::string_view::npos
           && std::all_of(value.begin(), value.end(),
                          [](char c) { return is_printable(c) || c == ' '; });
}

// Where the header begins: behind an mbox line.
std::size_t header_begin(std::string_view message) {
    std::size_t position = 0;
    if (message.starts_with("From ") || message.starts_with(">From ")) {
        (void)base::next_line(message, position);
    }
    return position;
}

// How the first line ends; LF when none does.
std::string_view line_end(std::string_view message) {
    const std::size_t at = message.find_first_of("\r\n");
    if (at == std::string_view::npos || message[at] == '\n') {
        return "\n";
    }
    return message.substr(at).starts_with("\r\n") ? "\r\n" : "\r";
}

bool is_tagged(std::string_view from_header, std::string_view header, std::string_view value,
               const base::Limits& limits) {
    message::Defects defects;
    std::size_t body_at = 0;
    const message::HeaderBlock block = message::scan_header(from_header, limits, defects, body_at);
    const auto fields = block.all(header);
    return std::any_of(fields.begin(), fields.end(), [value](const message::Field* field) {
        return base::equal_in_constant_time(message::unfold(field->value), value);
    });
}

} // namespace

base::Result<std::string> tag_field(std::string_view header, std::string_view value) {
    if (!is_field_name(header)) {
        return base::fail(base::Kind::config,
                          '"' + base::clean(header, 80)
                              + "\" is not a name that a header field can have");
    }
    if (is_reserved(header)) {
        return base::fail(base::Kind::config,
                          std::string(header)
                              + " has a meaning of its own and cannot carry the token");
    }
    if (!is_one_line(value)) {
        return base::fail(
            base::Kind::config,
            "the token's value is not one line of printable ASCII with single blanks inside");
    }
    if (header.size() + 2 + value.size() > k_longest_line) {
        return base::fail(base::Kind::config, "the token does not fit on a line of 998 bytes");
    }
    return std::string(header) + ": " + std::string(value);
}

std::string_view from_header(std::string_view message) {
    return message.substr(header_begin(message));
}

base::Result<std::string> with_tag(std::string_view message, std::string_view header,
                                   std::string_view value, const base::Limits& limits) {
    base::Result<std::string> field = tag_field(header, value);
    if (!field) {
        return field;
    }
    const std::size_t begin = header_begin(message);
    const std::string_view rest = message.substr(begin);
    if (is_tagged(rest, header, value, limits)) {
        return std::string(message);
    }
    const std::string_view end = line_end(message);
    std::string out;
    out.reserve(message.size() + field->size() + 3 * end.size());
    out.append(message.substr(0, begin));
    if (begin == message.size() && begin > 0
        && message.find_first_of("\r\n") == std::string_view::npos) {
        out.append(end); // an mbox line and nothing else, not even its end
    }
    out.append(*field).append(end);
    if (!rest.empty() && base::is_blank(rest.front())) {
        out.append(end); // no header, and a body that would else continue our field
    }
    out.append(rest);
    return out;
}

std::string weakness(std::string_view value) {
    if (value.size() < k_shortest_value) {
        return "The token's value is shorter than " + std::to_string(k_shortest_value)
               + " characters and may be guessed.";
    }
    if (std::set<char>(value.begin(), value.end()).size() < k_fewest_characters) {
        return "The token's value has fewer than " + std::to_string(k_fewest_characters)
               + " different characters and may be guessed.";
    }
    constexpr std::array<std::string_view, 6> k_examples{
        "some-secret", "With its content", "changeme", "password", "example", "0123456789"};
    if (std::any_of(k_examples.begin(), k_examples.end(),
                    [value](std::string_view word) { return base::icontains(value, word); })) {
        return "The token's value holds a word from an example or a list of passwords; take a "
               "random one.";
    }
    return {};
}

} // namespace backsift::mark
