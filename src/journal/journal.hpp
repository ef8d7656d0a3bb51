// The file of records: $XDG_STATE_HOME/backsift/journal (~/.local/state). Above 32 MiB it becomes
// journal.1, in place of the one before.
#pragma once

#include <cstddef>
#include <functional>
#include <string>

#include "base/result.hpp"
#include "journal/record.hpp"
#include "os/world.hpp"

namespace backsift::journal {

inline constexpr std::size_t k_journal_bytes = 32U << 20U;

// "" when there is neither XDG_STATE_HOME nor a home.
[[nodiscard]] std::string state_directory(os::World& world);
[[nodiscard]] std::string journal_path(const std::string& state_directory);

// One write(2) with O_APPEND, so that lines of several processes do not mix; not synced. Makes the
// directory (0700) and the file (0600); refuses a file that others may write. Who delivers does not
// fail when this does: log it and go on.
[[nodiscard]] base::Result<base::Done> append(const std::string& state_directory,
                                              const Record& record);

struct ReadBack {
    std::size_t records = 0;
    std::size_t damaged = 0; // lines that are no record (a disk that was full)
};

// Calls `visit` for every record since `since`, oldest first, journal.1 before journal, until it
// returns false. No journal is no failure. Memory does not grow with the file.
[[nodiscard]] base::Result<ReadBack> read_back(const std::string& state_directory,
                                               message::UnixTime since,
                                               const std::function<bool(const Record&)>& visit);

} // namespace backsift::journal
