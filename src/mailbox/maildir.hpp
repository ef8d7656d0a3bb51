// Delivery into a Maildir (D. J. Bernstein's specification; Maildir++ for subfolders).
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

#include "base/result.hpp"
#include "os/world.hpp"
#include "os/write.hpp"

namespace backsift::mailbox {

enum class Missing {
    fail, // an inbox is not made by guess
    make  // the backscatter folder is
};

struct Delivered {
    std::string path;        // in new/
    std::string name;        // the last part of it
    std::uint64_t bytes = 0; // its real size
    bool made = false;       // the folder was not there before
};

// Writes the bytes to tmp/, syncs, moves them to new/ under a name of their own, syncs new/.
// Success means: on stable storage. Fails with Kind::no_input when the Maildir is missing, as the
// system fails otherwise; then nothing stands in new/ (but see FreshFile::commit) and nothing in
// tmp/. System calls when all goes well: clock, random, open, write, signals held, fsync, close,
// open, rename, fsync, close, signals let go; a signal from then on ends the process with 0.
[[nodiscard]] base::Result<Delivered> deliver(const std::string& maildir, const os::Source& source,
                                              Missing missing, os::World& world);

// Makes folder, cur, new, tmp (0700), and for a Maildir++ subfolder (its name begins with a dot and
// it stands in a Maildir) the file maildirfolder and, where the inbox keeps such a list, a line in
// the IMAP server's subscriptions. What is there stays. The folder's parent must exist.
[[nodiscard]] base::Result<base::Done> ensure_maildir(const std::string& maildir);

// Are there cur, new and tmp?
[[nodiscard]] bool is_maildir(const std::string& path);

// Removes files in tmp/ that a killed delivery of ours left (name pattern of maildir_name.hpp,
// unchanged for 36 hours, as the specification has it). Looks at 2,000 names at most. Returns how
// many went.
std::size_t sweep(const std::string& maildir, os::World& world);

} // namespace backsift::mailbox
