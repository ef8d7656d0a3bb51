// message/delivery-status (RFC 3464), its UTF-8 form (RFC 6533) and
// message/disposition-notification (RFC 8098) as fields.
#pragma once

#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "base/limits.hpp"
#include "message/mail.hpp"

namespace backsift::message {

struct RecipientStatus {
    std::string original_recipient; // address only, type and xtext removed
    std::string final_recipient;
    std::string action;     // lower case first word: failed delayed delivered relayed expanded
    std::string status;     // "5.1.1"
    std::string diagnostic; // Diagnostic-Code without its type
    std::string remote_mta; // without its type
};

struct DeliveryStatus {
    std::string reporting_mta; // without its type, lower case
    std::string received_from_mta;
    std::string original_envelope_id;
    std::string arrival_date;
    std::string original_message_id; // MDN only, without angle brackets
    std::string disposition;         // MDN only, lower case
    std::vector<RecipientStatus> recipients;
    std::vector<std::pair<std::string, std::string>>
        fields; // every field, name lower case, value unfolded and decoded

    [[nodiscard]] bool empty() const { return fields.empty(); }
};

// Reads the field groups. Groups are told apart by blank lines, and where these are missing, by a
// second Final-Recipient or Original-Recipient. Total.
[[nodiscard]] DeliveryStatus parse_delivery_status(std::string_view text,
                                                   const base::Limits& limits, Defects& defects);

// The index of the first part that is message/delivery-status, message/global-delivery-status or
// message/disposition-notification (or their mislabelled forms that hold such fields); -1 when
// none.
[[nodiscard]] int find_status_part(const Mail& mail);

} // namespace backsift::message
