// What a line of text is to a header block that is quoted in a certain way.
#pragma once

#include <cstdint>
#include <string_view>

namespace backsift::message {

// The quoting in front of a line: ">", "|" and blanks, at most this many.
inline constexpr std::size_t k_quote_bytes = 16;

// "> > Received: from …" -> "> > "
[[nodiscard]] std::string_view quoting(std::string_view line);

// The line without that quoting: "> " is also taken off ">\tby mx" and ">". Nothing comes off a
// line that is not quoted so; then `quoted` is false.
struct Unquoted {
    std::string_view text;
    bool quoted = false;
};
[[nodiscard]] Unquoted unquote(std::string_view line, std::string_view quote);

enum class LineShape : std::uint8_t { blank, field, continuation, other };

[[nodiscard]] LineShape shape_of(Unquoted line);

// May a block begin here: a name as mail has them, not a word of prose or a URL's scheme?
[[nodiscard]] bool begins_block(std::string_view unquoted);

// A field that mail headers have, so that what stands before it in a block must be its header too.
[[nodiscard]] bool is_well_known_field(std::string_view unquoted);

} // namespace backsift::message
