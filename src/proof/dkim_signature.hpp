// One DKIM-Signature field (RFC 6376 3.5) and what it covers of a returned message.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "message/date.hpp"
#include "message/returned.hpp"
#include "proof/dkim_canonical.hpp"
#include "proof/dkim_crypto.hpp"

namespace backsift::proof {

struct DkimSignature {
    const message::Field* field = nullptr;
    DkimAlgorithm algorithm = DkimAlgorithm::rsa_sha256;
    std::string domain;    // d=, lower case
    std::string selector;  // s=, lower case
    std::string signature; // b=, decoded
    std::string body_hash; // bh=, decoded
    Canonical header = Canonical::simple;
    Canonical body = Canonical::simple;
    std::vector<std::string_view> names;      // h=
    std::optional<std::uint64_t> length;      // l=
    std::optional<message::UnixTime> made;    // t=
    std::optional<message::UnixTime> expires; // x=
};

// Nothing when it is none that RFC 6376 6.1.1 lets a verifier take, or one with SHA-1 (RFC 8301).
[[nodiscard]] std::optional<DkimSignature> read_dkim_signature(const message::Field& field);

// The fields it covers: for each name in h=, from the bottom up, the next one that it did not take
// yet (5.4.2); names that are not there take none.
[[nodiscard]] std::vector<const message::Field*> covered_fields(const DkimSignature& signature,
                                                                const message::HeaderBlock& header);

// The text that is hashed and signed (3.7).
[[nodiscard]] std::string signed_text(const DkimSignature& signature,
                                      const std::vector<const message::Field*>& covered);

enum class BodyFit : std::uint8_t {
    untold, // not returned, or cut, or not to be told whether it is
    same,
    another // it came back whole and is not the one that was signed
};
[[nodiscard]] BodyFit compare_body(const DkimSignature& signature,
                                   const message::Returned& returned, const base::Limits& limits);

} // namespace backsift::proof
