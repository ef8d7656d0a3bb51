// Whom a report is about, and why it failed, from its fields.
#pragma once

#include <string_view>
#include <vector>

#include "evidence/evidence.hpp"
#include "message/delivery_status.hpp"
#include "message/mail.hpp"
#include "message/returned.hpp"

namespace backsift::evidence {

// From the delivery status; where there is none, from X-Failed-Recipients.
[[nodiscard]] std::vector<Recipient> recipients(const message::Mail& mail,
                                                const message::DeliveryStatus& status,
                                                const base::Limits& limits);

// The addresses that stand where mail systems without status fields name the failed ones: at the
// beginning of a paragraph of the (folded) notice, alone or before a colon, a blank or a bracket
// (Exim, qmail, Courier, Gmail before 2018); where none does, those that stand with a few words and
// a colon before or behind them ("Recipient: bob@example.net", "User bob@example.net: unknown") at
// the beginning of the first such paragraph, and of all with the same words (IMail, EZweb); or, if
// it comes before, the first paragraph that holds some in angle brackets (dma); of these two no
// role's address (RFC 2142), to which notices send for help. At most k_named, none of which the
// mail was sent to, and none that the returned one (may be null) is from.
[[nodiscard]] std::vector<Recipient> recipients_named_in(std::string_view notice,
                                                         const message::Mail& mail,
                                                         const message::Returned* returned,
                                                         const base::Limits& limits);
inline constexpr std::size_t k_named = 10;

// RFC 3463 status code (or an RFC 5321 reply that begins with one, e.g. "550 5.1.1 …") to a word of
// a short closed list; "" when it says nothing.
[[nodiscard]] std::string_view reason(std::string_view status, std::string_view diagnostic);

} // namespace backsift::evidence
