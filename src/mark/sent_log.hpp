// The log beside the index: what was sent since the index was written, a line of hashes each,
// appended by whatever sends and merged by the next update.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.hpp"
#include "mark/sent_hashes.hpp"
#include "message/header.hpp"
#include "os/fd.hpp"
#include "os/world.hpp"

namespace backsift::mark {

// $XDG_STATE_HOME/backsift/sent (~/.local/state); "" when there is neither XDG_STATE_HOME nor a
// home.
[[nodiscard]] std::string sent_directory(os::World& world);

// Has anything been registered or read here? One call of the system.
[[nodiscard]] bool has_index(const std::string& directory);

// The key of this account's hashes, 0600. `make_key` makes it where it is missing.
[[nodiscard]] base::Result<HashKey> read_key(const std::string& directory);
[[nodiscard]] base::Result<HashKey> make_key(const std::string& directory, os::World& world);

// Registers an outgoing message with the index: for `tag` and `sendmail`, before the message goes
// out. Safe beside other writers, readers and an update.
[[nodiscard]] base::Result<base::Done> register_sent(const std::string& directory,
                                                     const OutgoingMail& mail, os::World& world);

struct SentLog {
    std::vector<SentRecord> records;
    bool damaged = false; // a line did not read; what it held is not known
};
// A missing log is empty. Fails when it cannot be read or is not to be trusted. For whom holds the
// log's lock.
[[nodiscard]] base::Result<SentLog> read_log(const std::string& directory, const HashKey& key);
// The same for everybody else: a line that somebody is just writing is waited for.
[[nodiscard]] base::Result<SentLog> read_log_beside_writers(const std::string& directory,
                                                            const HashKey& key);

// One line with its end, and back.
[[nodiscard]] std::string to_line(const SentRecord& record, const HashKey& key);
[[nodiscard]] std::optional<SentRecord> from_line(std::string_view line, const HashKey& key);

} // namespace backsift::mark
