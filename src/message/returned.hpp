// The message that a bounce returns (RFC 6522): attached whole, as headers only, or pasted into the
// text, quoted, indented or rendered as HTML.
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "base/bytes.hpp"
#include "message/mail.hpp"

namespace backsift::message {

enum class ReturnedForm : std::uint8_t {
    full,    // a part of its own, header and body
    headers, // a part of its own, header only
    text     // a block inside text
};

// Owns the decoded bytes its views point into, so it may be moved but not copied.
struct Returned {
    base::Bytes bytes;
    HeaderBlock header;
    std::string_view body; // what follows the block; "" for headers
    ReturnedForm form = ReturnedForm::text;
    int part = -1;               // index in Mail::parts
    std::size_t text_offset = 0; // form text: where the block begins in the part's decoded text
    std::string where;           // for people: "part 3, message/rfc822"
    Defects bounds;              // those of limits that it reached

    // Is the block there to its end? One that was cut shows it: it stops in the middle of a line
    // or a field, or behind a field's name (header_end.hpp), or dots stand for the rest.
    [[nodiscard]] bool ended() const;

    // Does the block show everything a header of ours would show? A part of its own, or a block in
    // text that has ended; From, Date and a Received are there; in text three more fields.
    // Only then does a missing field mean anything.
    [[nodiscard]] bool complete() const;
};

// The returned message, or nothing. Parts before text; the first block that looks like a header
// wins: at least four fields, and two of From, Received and Message-ID.
[[nodiscard]] std::optional<Returned> find_returned(const Mail& mail, const base::Limits& limits,
                                                    Defects& defects);

// What came back besides: the block inside text where `first` is a part (Exchange and others quote
// the header in the notice too), then the other parts that say they are a returned message (some
// hosts put a choice of fields before the whole), of each the first 64 KiB. Look there before
// saying that something is missing.
[[nodiscard]] std::vector<Returned> find_copies(const Mail& mail, const Returned& first,
                                                const base::Limits& limits, Defects& defects);

// Does it go back to where it claims to come from: is its From, Sender or Return-Path an address
// that the mail was sent to (To, Cc, Delivered-To, X-Original-To, the envelope)? So do bounces; a
// mail that somebody attaches to another goes elsewhere.
[[nodiscard]] bool returned_to_author(const Mail& mail, const Returned& returned,
                                      const base::Limits& limits);

// Did somebody whom this mail came to send it on in person (RFC 5322 3.6.6): is the mailbox of the
// topmost Resent-From one of its To, and its reverse-path? Rules of mailboxes that send on leave
// the reverse-path as it was; for a report that is the null one. A mailbox of `own`, patterns that
// may hold * and ?, sends on from one account of ours to another.
[[nodiscard]] bool resent_by_addressee(const Mail& mail, std::span<const std::string> own,
                                       const base::Limits& limits);

} // namespace backsift::message
