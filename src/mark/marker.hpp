// How outgoing mail is marked: with the one value that never changes, or with a token made for each
// message from a key.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/limits.hpp"
#include "base/result.hpp"
#include "mark/keys.hpp"
#include "os/world.hpp"
#include "proof/identity.hpp"

namespace backsift::mark {

// What a token field of ours in some header says.
struct Reading {
    enum class State {
        strange,   // no token, or the key is not ours
        unfitting, // names our key, and was not made with it for any address this can tell
        good
    };
    State state = State::strange;
    std::string key_id;   // "" where strange, or static
    proof::Day day = 0;   // not for a static value
    std::string identity; // where good: the address it was made for; "" static or none
};

// As many random bytes as a token's nonce has.
[[nodiscard]] std::string new_nonce(os::World& world);

class Marker {
  public:
    // Fails with Kind::config when the value cannot stand in a field (tag.hpp).
    [[nodiscard]] static base::Result<Marker> fixed(std::string header, std::string value);
    // `addresses`: ours, as in the config. Fails with Kind::config when no key may sign.
    [[nodiscard]] static base::Result<Marker> keyed(std::string header, Keys keys,
                                                    const std::vector<std::string>& addresses);

    // The message with the field on top of its header and every other byte as it was (tag.hpp). A
    // message that bears a good one already comes back unchanged; a token from another day does not
    // count, for then the message is sent anew. No bytes stay no bytes.
    [[nodiscard]] base::Result<std::string> mark(std::string_view message, os::World& world,
                                                 const base::Limits& limits) const;

    // What each field of our name in this header says, topmost first.
    [[nodiscard]] std::vector<Reading> read(const message::HeaderBlock& header) const;

    [[nodiscard]] const std::string& header() const { return header_; }
    [[nodiscard]] const std::string& value() const { return value_; }
    [[nodiscard]] bool is_keyed() const { return value_.empty(); }
    [[nodiscard]] const Keys& keys() const { return keys_; }

  private:
    explicit Marker(std::string header, const std::vector<std::string>& addresses)
        : header_(std::move(header)),
          identities_(addresses) {}
    [[nodiscard]] Reading read(std::string_view value,
                               const std::vector<std::string>& candidates) const;

    std::string header_;
    std::string value_;
    Keys keys_;
    proof::Identities identities_;
};

} // namespace backsift::mark
