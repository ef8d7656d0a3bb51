// The date by the user's clock: TZ, else /etc/localtime, by the system's time zone data (tzdata).
#pragma once

#include <cstdint>

namespace backsift::os {

// Days since 1970-01-01 of the local calendar date at this time; daylight saving time is heeded. In
// UTC where the system knows no zone.
[[nodiscard]] std::int64_t local_day(std::int64_t seconds);

// When that local day begins, in seconds since 1970 UTC.
[[nodiscard]] std::int64_t begin_of_local_day(std::int64_t day);

} // namespace backsift::os
