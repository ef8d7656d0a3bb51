// An Entry as bytes and back (MessagePack), for remembering it until the next scan.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "report/entry.hpp"

namespace backsift::report {

// Changes whenever the bytes mean something else: what was remembered under another is forgotten.
inline constexpr int k_entry_store_version = 1;

// Without its path and offset: those may change while the message stays.
[[nodiscard]] std::string to_bytes(const Entry& entry);
// Nothing for what to_bytes() did not write.
[[nodiscard]] std::optional<Entry> from_bytes(std::string_view bytes);

} // namespace backsift::report
