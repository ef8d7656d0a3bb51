// What rules may look at. Everything behind a function is found on first use and kept, so a mail
// that no rule asks about costs nothing.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string_view>

#include "base/limits.hpp"
#include "message/delivery_status.hpp"
#include "message/mail.hpp"
#include "message/returned.hpp"

namespace backsift::rules {

// Facts that a table cannot say. Rules ask for them by these names in `is`.
enum class Fact : std::uint8_t {
    null_reverse_path, // "null-reverse-path": <> or MAILER-DAEMON, from the envelope or Return-Path
    returned_message,  // "returned-message": in any form
    returned_part,     // "returned-part": as a part of its own
    delivery_status,   // "delivery-status": a status part with a recipient and an action or status
    disposition,       // "disposition-notification": such a part with a Disposition
    multipart_report,  // "multipart-report": the outermost type is multipart/report
    header_only,       // "header-only": the body was not handed to us
    single_recipient_to_self, // "addressed-to-sender": To and From are the same mailbox
    returned_to_author,       // "returned-to-author": the returned message is the addressee's own
    resent_by_addressee       // "resent-by-addressee": whom the mail came to sent it on in person
};
inline constexpr std::size_t k_facts = 10;
[[nodiscard]] std::string_view word(Fact fact);
[[nodiscard]] std::optional<Fact> fact_from_word(std::string_view text);

class Subject {
  public:
    Subject() = default;
    Subject(const Subject&) = delete;
    Subject& operator=(const Subject&) = delete;
    virtual ~Subject() = default;

    [[nodiscard]] virtual const base::Limits& limits() const = 0;
    [[nodiscard]] virtual const message::Mail& mail() const = 0;
    [[nodiscard]] virtual const message::DeliveryStatus& status() = 0;
    [[nodiscard]] virtual const message::Returned* returned() = 0; // nullptr: none
    [[nodiscard]] virtual std::string_view notice() = 0;           // folded (fold.hpp), bounded
    [[nodiscard]] virtual bool fact(Fact fact) = 0;
};

} // namespace backsift::rules
