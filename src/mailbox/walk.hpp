// Finding the messages in what a person names: a Maildir with its subfolders, an mbox file, a
// single message, or a tree of folders with messages of any name.
//
// In a plain folder every regular file that is not hidden counts as a message, but for the index
// files of IMAP servers (by their exact names). It is taken for an mbox when it begins with "From
// ", does not end in ".eml", and a second separator with a date follows after a blank line;
// otherwise for one message. In a Maildir only what stands in new/ and cur/ counts, and its
// subfolders.
#pragma once

#include <cstddef>
#include <cstdint>
#include <functional>
#include <string>

#include "base/bytes.hpp"
#include "base/result.hpp"

namespace backsift::mailbox {

enum class Form : std::uint8_t {
    file,    // a file of its own
    maildir, // the same, in cur/ or new/
    mbox     // a piece of one
};

struct Entry {
    std::string path;
    std::uint64_t offset = 0; // in an mbox
    std::uint64_t length = 0; // in an mbox; of a file: not known, 0
    Form form = Form::file;
};

struct Walker {
    std::function<bool(Entry)> entry;           // false: enough
    std::function<void(base::Failure)> trouble; // something could not be read; the walk goes on
    // Whether the messages of that folder are wanted; unset: of all. Asked for every folder with
    // its name below the path walked, parts joined by dots as Maildir++ does: "INBOX" for the path
    // itself, "Archive.2025" for .Archive.2025/ as well as Archive/2025/ and an mbox of that name.
    std::function<bool(const std::string&)> folder = {};
};

// The name that Walker::folder is asked for: of `path`, which is `root` or stands below it.
[[nodiscard]] std::string folder_name(const std::string& root, const std::string& path);

inline constexpr std::size_t k_folder_depth = 64;

// Calls `walker` for everything under `path`, names in byte order. Reads no message (of a file that
// may be an mbox, the beginning, and all of it where it is one). Symbolic links are followed; a
// folder is entered once, however many ways lead to it. Fails with Kind::no_input when there is no
// such path, or when it is a pipe or a device.
[[nodiscard]] base::Result<base::Done> walk(const std::string& path, const Walker& walker);

// The message itself; from an mbox unquoted. Of one longer than `limit` bytes, limit + 1 bytes.
// Fails for a file that is compressed.
// May be called from several threads.
[[nodiscard]] base::Result<base::Bytes> read(const Entry& entry, std::size_t limit);

} // namespace backsift::mailbox
