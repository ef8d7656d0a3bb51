// A complaint to the host that sends backscatter, as a draft for the user to read, check and send:
// an abuse report (ARF, RFC 5965) or a letter with the reply attached.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "message/date.hpp"
#include "message/mail.hpp"
#include "report/entry.hpp"

namespace backsift::report {

enum class ComplaintForm : std::uint8_t { arf, plain };

struct Complaint {
    ComplaintForm form = ComplaintForm::arf;
    std::string from;      // the user's address
    std::string host;      // that sent the reply, by its own word: a name or an address
    std::string domain;    // that answers for the host; "[192.0.2.1]" where it has no name
    std::string source_ip; // that handed the reply over, by our own server's word; "" unknown
    std::string server;    // our own server that took it; "" unknown
    std::string version;   // of this program
    std::string unique;    // hexadecimal digits by chance: Message-ID and boundary
    message::UnixTime now = 0;
};

// To: postmaster@ (RFC 5321 4.5.1), Cc: abuse@ (RFC 2142 section 2) of the domain. The whole
// message, lines ended by LF, at most 998 bytes each; nothing in it shows what our own mail is
// known by. The reply is attached as it came; where it holds NUL or longer lines, only its header,
// cleaned.
[[nodiscard]] std::string complaint(const Complaint& about, const Entry& entry,
                                    const message::Mail& mail);

// "Sat, 21 Nov 2026 05:20:43 +0000" (RFC 5322 3.3).
[[nodiscard]] std::string mail_date(message::UnixTime time);

} // namespace backsift::report
