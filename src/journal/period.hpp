// Days, weeks and months, counted so that the next one is the next number.
#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace backsift::journal {

enum class Period : std::uint8_t { day, week, month };
inline constexpr std::array<std::string_view, 3> k_period_words{"day", "week", "month"};

// The period that a calendar day (days since 1970-01-01) is in. Weeks are those of ISO 8601.
[[nodiscard]] std::int64_t period_of(std::int64_t day, Period period);

// "2026-11-21", "2026-W47", "2026-11".
[[nodiscard]] std::string period_name(std::int64_t number, Period period);

// "2026-11-21" as days since 1970-01-01.
[[nodiscard]] std::optional<std::int64_t> read_day(std::string_view text);

} // namespace backsift::journal
