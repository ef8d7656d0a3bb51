// The mbox family (RFC 4155; mboxo, mboxrd, mboxcl): where the messages of a file begin and end.
#pragma once

#include <cstdint>
#include <functional>
#include <string>
#include <string_view>

#include "base/bytes.hpp"
#include "base/result.hpp"

namespace backsift::mailbox {

// Is this line (without its end) a separator: "From ", a sender or none, and a date as ctime(3)
// writes it, with or without seconds and zone?
[[nodiscard]] bool is_separator(std::string_view line);

// A message's place in the file: its "From " line is the first, the blank line before the next
// separator does not belong to it.
struct Span {
    std::uint64_t offset = 0;
    std::uint64_t length = 0;
};

// Calls `found` for every message in turn until it returns false. A separator counts at the start
// and after a blank line, and one that lacks the date or the blank line where a field follows; a
// Content-Length is believed where a separator or the end follows at that distance (mboxcl2 does
// not quote). Reads once through, 256 KiB of memory. A file without separators but the first is one
// message; so is one that does not begin with "From ".
[[nodiscard]] base::Result<base::Done> split_mbox(int fd, const std::string& path,
                                                  const std::function<bool(Span)>& found);

// Takes one ">" from every body line that consists of ">"s before "From " (mboxrd). Header lines
// stay.
[[nodiscard]] base::Bytes unquote(base::Bytes message);

} // namespace backsift::mailbox
