// What the proof `sent` asks the index of sent mail. An interface, because proofs are pure and an
// index is a file; mark/sent_index.hpp is the one behind it, tests have their own.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "message/date.hpp"
#include "proof/recipient_check.hpp"

namespace backsift::proof {

enum class Look : std::uint8_t {
    miss,
    hit,
    unclear // the part of the index where the answer stands is damaged
};

// A message we sent, found by its id.
struct SentMessage {
    Look look = Look::miss;
    bool names_recipients = false;
    WentTo went_to; // never empty on a hit
};

// May be asked from several threads.
class SentLookup {
  public:
    virtual ~SentLookup() = default;

    // Why nothing can be looked up, in one sentence; "" when it can.
    [[nodiscard]] virtual std::string trouble() const = 0;
    // All mail that was in the folders when this second began is in the index.
    [[nodiscard]] virtual std::optional<message::UnixTime> complete_until() const = 0;

    // By a Message-ID without angle brackets. Several messages with one id count as one that went
    // to the recipients of all.
    [[nodiscard]] virtual SentMessage by_id(std::string_view id) const = 0;
    // By the nonce of a token (token_format.hpp), as written. A hit is whole: where part of what
    // the index has of this mail is damaged or was left out, the look is unclear.
    [[nodiscard]] virtual SentMessage by_token(std::string_view nonce) const = 0;
    // When we last wrote to this mailbox (a `mailbox_key`).
    [[nodiscard]] virtual std::optional<message::UnixTime>
    last_written_to(std::string_view key) const = 0;
    // A message to this mailbox with this subject (decoded) and this Date, to the hour.
    [[nodiscard]] virtual Look soft(std::string_view key, std::string_view subject,
                                    message::UnixTime date) const = 0;
};

} // namespace backsift::proof
