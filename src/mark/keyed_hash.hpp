// SipHash-2-4 (Aumasson, Bernstein 2012): a keyed hash of 64 bits. What the index of sent mail
// holds are only such hashes, so the file without the key tells a thief nothing, and nobody who
// sends mail can choose texts that collide.
#pragma once

#include <array>
#include <cstdint>
#include <string_view>

namespace backsift::mark {

using HashKey = std::array<std::uint64_t, 2>;

[[nodiscard]] std::uint64_t keyed_hash(const HashKey& key, std::string_view text);

} // namespace backsift::mark
