// Carrying out a run that is ready, finishing one that was interrupted, and taking one back. Every
// message is moved by one rename within its file system: it stands in one place at every moment,
// never in none.
#pragma once

#include <cstddef>
#include <functional>
#include <string>
#include <vector>

#include "base/result.hpp"
#include "journal/run_log.hpp"
#include "os/world.hpp"

namespace backsift::journal {

inline constexpr std::size_t k_most_troubles = 10; // are told one by one

struct Outcome {
    std::size_t moved = 0;
    std::size_t gone = 0; // deleted or moved by somebody else meanwhile
    std::size_t failed = 0;
    std::size_t renamed = 0;             // of the moved ones: with other flags than were planned
    std::vector<base::Failure> troubles; // bounded
    std::size_t untold = 0;              // troubles beyond that
};

// Makes the run's folders, moves what it intends, syncs the folders, and writes the journal's
// records. A message that cannot be moved stays and is told, and so is a symbolic link, which may
// lead to nothing elsewhere; the others move. Fails when the log
// cannot be read or added to: then nothing more moves. Call with the lock held.
[[nodiscard]] base::Result<Outcome> carry_out(const std::string& state_directory,
                                              const std::string& id);

// Finds out what became of the moves of runs that were interrupted, by looking where their messages
// are, and notes it. Call with the lock held, before anything else moves.
[[nodiscard]] base::Result<base::Done> settle(const std::string& state_directory);

// Moves messages of a run back to where they were: those that `wanted` says yes to, the last first.
// One whose flags a mail program has changed keeps them; one that is gone is told and costs
// nothing. Folders that the run made go when they are empty. Call with the lock held.
[[nodiscard]] base::Result<Outcome> take_back(const std::string& state_directory,
                                              const std::string& id,
                                              const std::function<bool(const Move&)>& wanted,
                                              os::World& world);

} // namespace backsift::journal
