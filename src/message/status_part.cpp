// Where a mail's delivery status stands.
#include <algorithm>

#include "base/text.hpp"
#include "message/decode.hpp"
#include "message/delivery_status.hpp"

namespace backsift::message {

namespace {

bool is_status_type(const MediaType& media) {
    return media.type == "message"
           && (media.subtype == "delivery-status" || media.subtype == "global-delivery-status"
               || media.subtype == "disposition-notification"
               || media.subtype == "global-disposition-notification");
}

bool may_be_mislabelled(const MediaType& media) {
    return (media.type == "text" && media.subtype != "rfc822-headers")
           || media.is("application", "octet-stream");
}

// Labelled as something else, but its first lines are the fields that only a report has, with a
// recipient after them. A person's text that quotes a report does not begin like this.
bool is_status_in_disguise(const Part& part) {
    constexpr std::size_t k_looked_at = 16U << 10U;
    if (!may_be_mislabelled(part.media))
        return false;
    // Cheap refusal first: without base64 the field names stand in the raw bytes.
    const std::string_view front = part.body.substr(0, k_looked_at);
    if (part.encoding != TransferEncoding::base64 && !base::icontains(front, "final-recipient"))
        return false;
    base::Limits limits;
    limits.decoded_part_bytes = k_looked_at;
    Defects unnoted;
    const std::string text = decoded_body(part, limits, unnoted);
    const std::string_view fields = base::trim(text);
    std::size_t next_group = 0;
    if (field_name_length(fields) == 0)
        return false;
    if (!scan_header(fields, limits, unnoted, next_group).has("Reporting-MTA"))
        return false;
    const DeliveryStatus status = parse_delivery_status(fields, limits, unnoted);
    const auto has_final = [](const RecipientStatus& r) { return !r.final_recipient.empty(); };
    return std::any_of(status.recipients.begin(), status.recipients.end(), has_final);
}

} // namespace

int find_status_part(const Mail& mail) {
    const auto first = [&](const auto& wanted) {
        const auto found = std::find_if(mail.parts.begin(), mail.parts.end(), wanted);
        return found == mail.parts.end() ? -1 : static_cast<int>(found - mail.parts.begin());
    };
    const int labelled = first([](const Part& part) { return is_status_type(part.media); });
    return labelled >= 0 ? labelled : first(is_status_in_disguise);
}

} // namespace backsift::message
