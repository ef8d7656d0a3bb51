// Bringing the index of sent mail up to date from the folders of [sent].
#pragma once

#include <chrono>
#include <cstdint>
#include <functional>
#include <optional>
#include <vector>

#include "base/result.hpp"
#include "config/config.hpp"
#include "os/world.hpp"

namespace backsift::cli {

struct SentTally {
    std::uint64_t read = 0;              // messages that were new
    std::uint64_t messages = 0;          // in the index now
    bool complete = false;               // every folder was read to its end, or there is none
    bool started_anew = false;           // the old index was damaged
    std::vector<base::Failure> troubles; // what could not be read; bounded
};

struct SentOrder {
    std::function<void(std::uint64_t read)> progress; // may be empty
    // Stops then, saves what it has, and the next update goes on.
    std::optional<std::chrono::steady_clock::time_point> deadline;
};

// Without folders it only takes in what `sendmail` registered. Fails when there is neither, another
// update is under way, or the index cannot be written.
[[nodiscard]] base::Result<SentTally> update_sent(const config::Config& config,
                                                  const SentOrder& order, os::World& world);

} // namespace backsift::cli
