// A sent message as the index holds it: hashes under the key of this account, and its date.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/limits.hpp"
#include "mark/keyed_hash.hpp"
#include "message/date.hpp"
#include "message/header.hpp"

namespace backsift::mark {

struct SentRecord {
    std::vector<std::uint64_t> ids;        // Message-ID, X-Microsoft-Original-Message-ID, tokens
    std::vector<std::uint64_t> recipients; // of mailbox keys
    std::vector<std::uint64_t> triples;    // mailbox key, subject, hour of the Date
    message::UnixTime date = 0;            // 0: none could be read
};

// The last two bits of a hash say of what it is, for the one table that holds them all.
enum class Hashed : std::uint64_t { id, recipient, triple, place };
[[nodiscard]] constexpr Hashed kind_of(std::uint64_t hash) {
    return static_cast<Hashed>(hash & 3U);
}

[[nodiscard]] std::uint64_t hash_of_id(const HashKey& key, std::string_view id);
// Of a token's nonce: beside the Message-IDs, and equal to none.
[[nodiscard]] std::uint64_t hash_of_token(const HashKey& key, std::string_view nonce);
[[nodiscard]] std::uint64_t hash_of_recipient(const HashKey& key, std::string_view mailbox_key);
// White space and case of the subject do not count.
[[nodiscard]] std::uint64_t hash_of_triple(const HashKey& key, std::string_view mailbox_key,
                                           std::string_view subject, message::UnixTime date);
// Of one message (or piece of an mbox) among those that an update has read already.
[[nodiscard]] std::uint64_t hash_of_place(const HashKey& key, std::string_view place);

struct OutgoingMail {
    const message::HeaderBlock& header;
    std::string_view token_header;         // the field that bears the tokens; "" where none does
    std::vector<std::string> recipients{}; // whom it goes to besides those in its header
};
// Its tokens are entered where it goes to somebody besides its author: what is addressed to him
// alone goes to blind copies, and that the index does not have them must not be held against a
// bounce about one.
[[nodiscard]] SentRecord record_of(const HashKey& key, const OutgoingMail& mail,
                                   const base::Limits& limits);

} // namespace backsift::mark
