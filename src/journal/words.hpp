// Paths and times as the files of the journal hold them.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "message/date.hpp"

namespace backsift::journal {

// A path must come back as it was: control characters, "%" and what is no UTF-8 as %XX.
[[nodiscard]] std::string escape_path(std::string_view path);
[[nodiscard]] std::string unescape_path(std::string_view text);

// "2026-11-21T10:14:29Z" as message::format_utc() writes it.
[[nodiscard]] std::optional<message::UnixTime> parse_utc(std::string_view text);

} // namespace backsift::journal
