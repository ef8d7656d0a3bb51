// Canonicalisation, RFC 6376 3.4. Line ends of any kind count as CRLF: a mail store keeps LF.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "message/header.hpp"

namespace backsift::proof {

enum class Canonical : std::uint8_t { simple, relaxed };

// The field as it stood, name to the end of its value, without the last line end.
[[nodiscard]] std::string_view raw_text(const message::Field& field);

// A field as it goes into the hash, without its last CRLF. `raw` is "Name : value", still folded.
[[nodiscard]] std::string canonical_field(std::string_view raw, Canonical how);

// A body as it goes into the hash. Linear.
[[nodiscard]] std::string canonical_body(std::string_view body, Canonical how);

} // namespace backsift::proof
