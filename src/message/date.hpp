// RFC 5322 dates, with the forms mail really has (no weekday, two-digit years, named zones,
// comments).
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace backsift::message {

// Seconds since 1970-01-01 00:00 UTC; negative before.
using UnixTime = std::int64_t;

[[nodiscard]] std::optional<UnixTime> parse_date(std::string_view text);

// "2026-11-21T10:14:29Z"
[[nodiscard]] std::string format_utc(UnixTime time);

} // namespace backsift::message
