// The key file of the per-message token: a line for each key, the newest signs, all of them verify.
//
//   # Keys of the Backsift token.
//   7f3a9c 2026-11-21 dHdlbHZlIGJ5dGVzIHR3ZWx2ZSBieXRlcyB0d2VsdmU=
//   31b0d2 2026-05-02 bm8gc2VjcmV0IGF0IGFsbCwgYW4gZXhhbXBsZSBvbmx5IQ== retired
//
// A retired key stays: mail that it marked still bounces, and a dry run goes over years of it.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "base/result.hpp"
#include "os/world.hpp"
#include "proof/token_format.hpp"

namespace backsift::mark {

struct StoredKey {
    proof::TokenKey key;
    std::string created; // YYYY-MM-DD, UTC
    bool retired = false;
};
using Keys = std::vector<StoredKey>; // as in the file

// Reads the text of a key file; `file` is for failures (Kind::config, with file:line:column). No
// failure repeats a line or any piece of a secret. An empty file has no keys.
[[nodiscard]] base::Result<Keys> read_keys(std::string_view text, const std::string& file);

// The text of a key file, which holds the secrets: the caller wipes it.
[[nodiscard]] std::string write_keys(const Keys& keys);

// The key that signs: of those not retired the one created last, the later line of two; nullptr
// where all are retired or none is there.
[[nodiscard]] const proof::TokenKey* signing_key(const Keys& keys);

// The keys without the rest, for the proof.
[[nodiscard]] std::vector<proof::TokenKey> verifying_keys(Keys keys);

// The place of a key in the file, from 0: BATV tags name keys by it.
[[nodiscard]] std::size_t place_of(const Keys& keys, const proof::TokenKey& key);

// Loads a key file that is ours, that nobody else may write (os/file.hpp) and nobody else may read
// (0600 or less).
[[nodiscard]] base::Result<Keys> load_keys(const std::string& path);

// Adds a new key, which signs from now on, and retires the others. Makes the file (0600), and its
// directory (0700), where it is not there. The old file is replaced in one step, and what is
// returned is on stable storage. Two at the same time: one waits for the other (a lock file beside
// it, PATH.lock, which stays). Returns the new key's id.
[[nodiscard]] base::Result<std::string> rotate_keys(const std::string& path, os::World& world);

} // namespace backsift::mark
