// The static token on outgoing mail: one field that a returned header will show again.
#pragma once

#include <string>
#include <string_view>

#include "base/limits.hpp"
#include "base/result.hpp"

namespace backsift::mark {

// "X-Your-Special-Header: With its content", without a line end. Fails with Kind::config when the
// name is no field name (RFC 5322 3.6.8) or one that mail systems act on, or when the value is
// empty, not printable ASCII, starts or ends with a blank, or would not fit on one line of 998
// bytes (RFC 5322 2.1.1): such a token would not come back as it went out. No failure repeats the
// value.
[[nodiscard]] base::Result<std::string> tag_field(std::string_view header, std::string_view value);

// The message with the field on top of its header, below an mbox "From " line, and every other byte
// as it was. On top, as trace fields go: a DKIM signature made before stays good, because verifiers
// count fields from the bottom (RFC 6376 5.4.2), and nothing is reordered. The field's line ends as
// the message's first line does. A message that has this field with this value comes back
// unchanged.
[[nodiscard]] base::Result<std::string> with_tag(std::string_view message, std::string_view header,
                                                 std::string_view value,
                                                 const base::Limits& limits);

// The message from its header on: without an mbox "From " line.
[[nodiscard]] std::string_view from_header(std::string_view message);

// Why the value makes a weak token, in one sentence for `check` that does not repeat it; "" when it
// does not. A token is as good as it is hard to guess.
[[nodiscard]] std::string weakness(std::string_view value);

} // namespace backsift::mark
