// A mail: the bytes as they came, and what parsing found in them. This is the value that leaves
// the room `message`; everything after it only reads it.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "base/bytes.hpp"
#include "base/limits.hpp"
#include "message/defect.hpp"
#include "message/header.hpp"
#include "message/media.hpp"

namespace backsift::message {

// The envelope sender. Nobody told us, the null reverse-path `<>` (RFC 5321 4.5.5; MAILER-DAEMON
// stands for it where an MTA hands mail over), or an address.
struct UnknownPath {};
struct NullPath {};
using ReversePath = std::variant<UnknownPath, NullPath, std::string>;

[[nodiscard]] inline bool is_null(const ReversePath& path) {
    return std::holds_alternative<NullPath>(path);
}
[[nodiscard]] inline bool is_known(const ReversePath& path) {
    return !std::holds_alternative<UnknownPath>(path);
}

// What an MTA says of the transport: "", "<>", "MAILER-DAEMON" are the null path.
[[nodiscard]] ReversePath read_reverse_path(std::string_view written);

// What the caller said (arguments, environment); parse() completes it from the mail: the topmost
// Return-Path, then the "From " line.
struct Envelope {
    ReversePath reverse_path;
    std::vector<std::string> recipients;
    std::string
        extension; // what stood behind the recipient's delimiter; where an MTA tells it apart
};

// One MIME entity. parts[0] is the mail itself; parents stand before their children.
// A message/* part is a leaf here: what it returns is found by `find_returned`.
struct Part {
    HeaderBlock header;
    std::string_view body; // still encoded
    MediaType media;
    TransferEncoding encoding = TransferEncoding::identity;
    bool has_content_type = false;
    int parent = -1;
    int depth = 0;
};

// Not copyable: views in `header` and `parts` point into `bytes`.
struct Mail {
    base::Bytes bytes;
    Envelope envelope;
    std::string_view from_line; // the mbox "From " line with its end, or empty; >From too
    HeaderBlock header;
    std::string_view body;
    std::vector<Part> parts;
    Defects defects;

    [[nodiscard]] std::string_view text() const { return bytes.view(); }
    // The mail without the mbox line: what goes into a Maildir.
    [[nodiscard]] std::string_view without_from_line() const {
        return bytes.view().substr(from_line.size());
    }
};

// Total: whatever the bytes are, a Mail comes back. Linear in their number.
[[nodiscard]] Mail parse(base::Bytes bytes, Envelope envelope, const base::Limits& limits);

} // namespace backsift::message
