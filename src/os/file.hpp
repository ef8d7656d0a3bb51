// Reading a small file whole, and the question whether to believe it.
//
// Trust is checked on the open descriptor, so nobody can put another file in its place between the
// check and the reading: a regular file, owned by us or by root, that nobody else may write. Write
// by a group is allowed where the group is the owner's private one (account.hpp). A symbolic link
// is followed when we or root own it (dotfile managers make such), step by step, each step checked.
#pragma once

#include <cstddef>
#include <string>

#include "base/bytes.hpp"
#include "base/result.hpp"
#include "os/fd.hpp"

namespace backsift::os {

enum class Trust {
    anyone, // a mail, a list somebody named
    ours    // a config, a key, a state file
};

// Fails with Kind::no_input when it is not there, Kind::permission when it may not be read or is
// not to be trusted, Kind::config when it is longer than `most` bytes, else Kind::temporary.
[[nodiscard]] base::Result<base::Bytes> read_file(const std::string& path, std::size_t most,
                                                  Trust trust);

// As above for an open descriptor: is this a regular file of ours that nobody else may write?
[[nodiscard]] base::Result<base::Done> check_trust(int fd, const std::string& path);

// Opens for reading what `trust` allows; the file may be of any size.
[[nodiscard]] base::Result<Fd> open_file(const std::string& path, Trust trust);

} // namespace backsift::os
