// A tag in the address that outgoing mail is sent from (its reverse-path), so that a bounce comes
// to an address that only we could have written:
//
//   ann+bs1.7f3a9c.20778.mzxw6ytboi4tgmrt@example.org   ours: the key, the day it was made, and 80
//                                                       bits of HMAC-SHA-256
//   prvs=0785a1b2c3=ann@example.org                     BATV (draft-levine-smtp-batv-01): the key's
//                                                       number, the last three digits of the day it
//                                                       ends, and 24 bits of HMAC-SHA1, as deployed
//
// Both hash the address without its tag, in lower case, for some MTAs change the case. 24 bits are
// few: who sends millions of forgeries guesses one. Ours costs 25 bytes more.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "proof/token_format.hpp"

namespace backsift::proof {

enum class TagForm : std::uint8_t { plus, batv };

struct EnvelopeTag {
    TagForm form = TagForm::plus;
    std::string address; // without the tag, lower case; "" where only the tag was at hand
    std::string key_id;  // plus
    int key_number = 0;  // batv: 0 to 9
    Day day = 0;         // plus: when it was made. batv: when it ends, modulo 1000
    std::string mac;     // as written, lower case
};

// How long a BATV tag lives, by the draft; what its day field is counted in.
inline constexpr Day k_batv_lifetime = 7;
inline constexpr Day k_batv_days = 1000;

// Reads an address, or only what stands behind its delimiter (an MTA's EXTENSION). Nothing where it
// is not in every detail what the writers below make. The delimiter before a tag of ours is any of
// + - =, or nothing stands before it.
[[nodiscard]] std::optional<EnvelopeTag> read_envelope_tag(std::string_view address);

// The address with a tag. Nothing when it is no plain address, or would become longer than the 64
// bytes that RFC 5321 4.5.3.1.1 lets a local part have. A BATV tag is made on `day` and ends seven
// days later; `number` is the key's place in the key file, modulo ten.
[[nodiscard]] std::optional<std::string> write_plus_tag(const TokenKey& key, Day day,
                                                        std::string_view address, char delimiter);
[[nodiscard]] std::optional<std::string> write_batv_tag(const TokenKey& key, std::size_t number,
                                                        Day day, std::string_view address);

// Was it made with this key, which has this place in the key file, for this address? Compared in
// constant time.
[[nodiscard]] bool fits(const EnvelopeTag& tag, const TokenKey& key, std::size_t number,
                        std::string_view identity);

// Are these as many lower-case letters and digits of base32 (RFC 4648 6)? And such a text, without
// padding: for what must survive where case does not.
[[nodiscard]] bool is_base32(std::string_view text, std::size_t length);
[[nodiscard]] std::string to_base32(std::string_view bytes);

// HMAC-SHA-256 of these pieces under the key, in a domain of its own ("backsift KIND v1"); no piece
// holds a line end but the last.
[[nodiscard]] std::string mac_of(const TokenKey& key, std::string_view kind,
                                 std::initializer_list<std::string_view> pieces);

} // namespace backsift::proof
