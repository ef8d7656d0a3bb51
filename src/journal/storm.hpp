// When unverifiable replies came, for storm mode: one short line each in a small file under the
// state directory. It may be lost without harm: the next storm is then noticed a little later.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <string>

#include "base/result.hpp"
#include "message/date.hpp"
#include "rules/kind.hpp"

namespace backsift::journal {

inline constexpr message::UnixTime k_storm_seconds = 3600;
// Some 2,000 lines; then the file becomes storm.1, in place of the one before.
inline constexpr std::size_t k_storm_bytes = 64U << 10U;

[[nodiscard]] std::string storm_path(const std::string& state_directory);

// Notes that one of that kind came: one write(2) of one line with O_APPEND, so that several
// processes do not mix. Makes the directory (0700) and the file (0600).
[[nodiscard]] base::Result<base::Done> note_unverifiable(const std::string& state_directory,
                                                         rules::Kind kind, message::UnixTime now);

// How many of each kind came within the hour that ends at `now`, by Kind. No file is no failure;
// lines that are none are not counted. Reads at most twice k_storm_bytes.
using StormCounts = std::array<std::uint32_t, rules::k_kinds>;
[[nodiscard]] StormCounts count_unverifiable(const std::string& state_directory,
                                             message::UnixTime now);

} // namespace backsift::journal
