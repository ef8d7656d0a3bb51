// A DKIM public key as people keep it: a PEM file, or the text of its DNS record (RFC 6376 3.6.1),
// bare, quoted, or as the line for a zone file that key generators print.
#pragma once

#include <optional>
#include <string_view>

#include "proof/dkim_crypto.hpp"

namespace backsift::proof {

// Nothing when it holds no RSA (1024 to 8192 bits) or Ed25519 key, or a record that is revoked
// (empty p=), not for mail (s=) or not for SHA-256 (h=).
[[nodiscard]] std::optional<DkimPublicKey> read_dkim_key(std::string_view text);

} // namespace backsift::proof
