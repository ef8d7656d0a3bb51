// The mailbox behind an address that something on the way has wrapped: BATV, SRS, plus addressing.
#pragma once

#include <string>
#include <string_view>

namespace backsift::proof {

// "prvs=0123456789=ann@example.org" (draft-levine-smtp-batv), Barracuda's
// "btv1==0123==ann@example.org" and "SRS0=hash=tt=example.org=ann@forwarder.example" (SRS1 too) are
// ann@example.org, and so are tags of our own (envelope_tag.hpp). Anything else comes back as it
// is, in lower case.
[[nodiscard]] std::string unwrapped(std::string_view address);

// "ann+lists@example.org" is ann@example.org (RFC 5233). Without a tag: as it is.
[[nodiscard]] std::string without_tag(std::string_view address);

} // namespace backsift::proof
