// What `deliver` and `filter` share: a message on standard input, an MTA that waits, and the
// promise that whatever goes wrong on the way to a verdict ends in normal delivery or in 75.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "base/result.hpp"
#include "cli/invocation.hpp"
#include "config/config.hpp"
#include "deliver/execute.hpp"
#include "message/mail.hpp"
#include "os/world.hpp"
#include "verdict/verdict.hpp"

namespace backsift::cli {

// A message from standard input as far as it was read and judged.
struct Incoming {
    message::Mail mail;
    bool more = false;                       // standard input holds the rest
    std::optional<verdict::Verdict> verdict; // nothing: not judged
    std::string reporter;                    // evidence::Evidence::reporter
    std::vector<std::string> by;             // ids of the findings that made it
    std::optional<std::string>
        trouble;         // for the journal: why it was not judged, or not by all we know
    bool unsure = false; // not judged by all we know, even now
};

// The config in force. When it cannot be read, `trouble` says why and the default stands in, so
// that a target named on the command line still counts.
struct InForce {
    config::Config config;
    std::optional<std::string> trouble;
};
[[nodiscard]] InForce config_in_force(const Invocation& invocation, os::World& world);

// Whoever delivers heeds storms (journal/storm.hpp); a filter keeps no state.
enum class Storms : std::uint8_t { ignored, heeded };

// Fails only when standard input cannot be read.
[[nodiscard]] base::Result<Incoming> take_in(const Invocation& invocation, const InForce& in_force,
                                             Storms storms, os::World& world);

// One line in the journal. What goes wrong goes to the system's log.
void write_journal(const Incoming& incoming, const deliver::Receipt& receipt, os::World& world,
                   os::Moment began);

} // namespace backsift::cli
