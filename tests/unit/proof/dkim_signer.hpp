// Signs headers the way a mail server does, with the Ed25519 key of RFC 8463 appendix A.
#pragma once

#include <array>
#include <string>
#include <string_view>
#include <vector>

#include <nettle/base64.h>
#include <nettle/eddsa.h>

#include "message/decode.hpp"
#include "proof/dkim_signature.hpp"

namespace backsift::proof {

inline constexpr std::string_view k_ed25519_secret = "nWGxne/9WmC6hEr0kuwsxERJxWl7MmkZcDusAxyuf2A=";
inline constexpr std::string_view k_ed25519_record =
    "v=DKIM1; k=ed25519; p=11qYAYKxCrfVS/7TyWQHOg7hcvPapiMlrwIaaPcHURo=";

[[nodiscard]] inline std::string to_base64(std::string_view bytes) {
    std::string out(BASE64_ENCODE_RAW_LENGTH(bytes.size()), '\0');
    nettle_base64_encode_raw(out.data(), bytes.size(),
                             reinterpret_cast<const std::uint8_t*>(bytes.data()));
    return out;
}

[[nodiscard]] inline std::string from_base64(std::string_view text) {
    message::Defects defects;
    return message::decode_base64(text, 4096, defects);
}

struct Signing {
    std::string names = "from:to:cc:date:message-id:subject";
    std::string more{}; // further tags, each ending in "; "
    Canonical header = Canonical::relaxed;
    Canonical body = Canonical::relaxed;
    std::string domain = "example.org";
    std::string selector = "s1";
};

// The header with a signature on top.
[[nodiscard]] inline std::string dkim_signed(std::string_view header, std::string_view body,
                                             const Signing& how = {}) {
    const auto word = [](Canonical c) { return c == Canonical::simple ? "simple" : "relaxed"; };
    const Sha256 body_hash = sha256(canonical_body(body, how.body));
    const std::string_view hash{reinterpret_cast<const char*>(body_hash.data()), body_hash.size()};
    const std::string begin = "DKIM-Signature: v=1; a=ed25519-sha256; d=" + how.domain
                              + "; s=" + how.selector + ";\n\tc=" + word(how.header) + '/'
                              + word(how.body) + "; " + how.more + "h=" + how.names
                              + ";\n\tbh=" + to_base64(hash) + "; b=";
    const std::string unsigned_text =
        begin + to_base64(std::string(64, '?')) + '\n' + std::string(header);
    message::Defects defects;
    std::size_t body_at = 0;
    const auto block = message::scan_header(unsigned_text, base::Limits{}, defects, body_at);
    const auto signature = read_dkim_signature(block.fields.front()).value();
    const Sha256 digest = sha256(signed_text(signature, covered_fields(signature, block)));
    const std::string secret = from_base64(k_ed25519_secret);
    const std::string point = from_base64("11qYAYKxCrfVS/7TyWQHOg7hcvPapiMlrwIaaPcHURo=");
    std::array<std::uint8_t, ED25519_SIGNATURE_SIZE> made{};
    nettle_ed25519_sha512_sign(reinterpret_cast<const std::uint8_t*>(point.data()),
                               reinterpret_cast<const std::uint8_t*>(secret.data()), digest.size(),
                               digest.data(), made.data());
    return begin + to_base64({reinterpret_cast<const char*>(made.data()), made.size()}) + '\n'
           + std::string(header);
}

} // namespace backsift::proof
