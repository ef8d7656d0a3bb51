// A header block, RFC 5322 section 2.2, as views into the bytes it was found in.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include "base/limits.hpp"
#include "message/defect.hpp"

namespace backsift::message {

// One field. Views live as long as the bytes they were scanned from.
struct Field {
    std::string_view name;  // as written, without blanks before the colon
    std::string_view value; // raw, still folded, from behind the colon to before the last line end
    std::size_t offset = 0; // of the name's first byte in the scanned text
};

class HeaderBlock {
  public:
    std::vector<Field> fields;
    std::string_view text; // the block itself, without the blank line
    bool ended = false;    // a blank line closed it (not: the input just stopped)

    // The topmost field of that name (ASCII case-insensitive), or nullptr.
    [[nodiscard]] const Field* find(std::string_view name) const;
    // All of that name, topmost first.
    [[nodiscard]] std::vector<const Field*> all(std::string_view name) const;
    [[nodiscard]] bool has(std::string_view name) const { return find(name) != nullptr; }
    // The topmost value of that name, unfolded and decoded; "" when there is none.
    [[nodiscard]] std::string decoded(std::string_view name) const;
    // The topmost value of that name, unfolded only; "" when there is none.
    [[nodiscard]] std::string unfolded(std::string_view name) const;
};

// Reads fields from the start of the text up to the blank line, the end, or a bound. LF, CRLF and
// lone CR end a line. Lines that are neither field nor continuation are skipped and noted.
// `body_at` receives the offset behind the blank line (text.size() when there is none).
[[nodiscard]] HeaderBlock scan_header(std::string_view text, const base::Limits& limits,
                                      Defects& defects, std::size_t& body_at);

// Is this line the beginning of a field: a name of printable ASCII, blanks, a colon?
// Returns the length of the name, 0 when it is none.
[[nodiscard]] std::size_t field_name_length(std::string_view line);

// Folding white space becomes one blank, NUL a blank, both ends are trimmed (RFC 5322 2.2.3).
[[nodiscard]] std::string unfold(std::string_view raw_value);

// unfold(), then RFC 2047 encoded words and raw 8-bit bytes to UTF-8. Always valid UTF-8.
[[nodiscard]] std::string decode_value(std::string_view raw_value);

} // namespace backsift::message
