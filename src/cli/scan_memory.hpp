// What `scan --incremental` remembers from one run to the next: the judgement of every message, for
// as long as neither the message nor anything that judges has changed. Under the state directory, a
// file for each set of paths; see report/entry_cache.hpp.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "base/result.hpp"
#include "cli/invocation.hpp"
#include "config/config.hpp"
#include "mailbox/walk.hpp"
#include "os/world.hpp"
#include "report/entry_cache.hpp"

namespace backsift::cli {

class ScanMemory {
  public:
    // Fails when the state directory cannot be made or written.
    [[nodiscard]] static base::Result<ScanMemory>
    open(const Invocation& invocation, const config::Config& config, os::World& world);

    // What the message is known by, from any thread. A message in a Maildir stays the same whatever
    // its flags. Nothing for one that was changed within the last two seconds, for it may change
    // again without showing it.
    [[nodiscard]] std::optional<std::string> key_of(const mailbox::Entry& entry) const;
    // In an mbox by its bytes: others move with every message that goes.
    [[nodiscard]] std::string key_of(std::string_view bytes) const;

    [[nodiscard]] std::optional<report::Entry> recall(std::string_view key) const;

    // From one thread.
    void keep(std::string_view key, const report::Entry& entry) { cache_.keep(key, entry); }

    enum class Seen { everything, a_part };
    [[nodiscard]] base::Result<base::Done> publish(Seen seen);

  private:
    ScanMemory(report::EntryCache cache, std::int64_t began)
        : cache_(std::move(cache)),
          began_(began) {}

    report::EntryCache cache_;
    std::int64_t began_; // Unix time
};

} // namespace backsift::cli
