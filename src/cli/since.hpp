// Since when: a day, or how long ago.
#pragma once

#include <string_view>

#include "base/result.hpp"
#include "message/date.hpp"

namespace backsift::cli {

// "2026-11-01" (its beginning where the user lives), or "36h", "7d", "2w" before `now`. Fails with
// Kind::usage.
[[nodiscard]] base::Result<message::UnixTime> read_since(std::string_view text,
                                                         message::UnixTime now);

} // namespace backsift::cli
