#include "evidence/observation.hpp"

#include <algorithm>
#include <utility>

#include "message/address.hpp"
#include "message/decode.hpp"
#include "rules/fold.hpp"

namespace backsift::evidence {

using message::Defect;
using message::Part;
using rules::Fact;

const message::DeliveryStatus& Observation::status() {
    if (!status_) {
        status_.emplace();
        const int index = message::find_status_part(mail_);
        if (index >= 0) {
            const Part& part = mail_.parts[static_cast<std::size_t>(index)];
            status_ = message::parse_delivery_status(message::decoded_body(part, limits_, defects_),
                                                     limits_, defects_);
        }
    }
    return *status_;
}

const message::Returned* Observation::returned() {
    if (!looked_for_returned_) {
        looked_for_returned_ = true;
        returned_ = message::find_returned(mail_, limits_, defects_);
    }
    return returned_ ? &*returned_ : nullptr;
}

// A text part, or the text before the returned message where that stands in the same part.
void Observation::append_notice_part(std::size_t index, std::string& text) {
    const Part& part = mail_.parts[index];
    if (part.media.type != "text" || part.media.subtype == "rfc822-headers"
        || part.media.subtype == "calendar")
        return;
    const message::Returned* original = returned();
    const bool holds_original = original != nullptr && original->part == static_cast<int>(index);
    if (holds_original && original->form != message::ReturnedForm::text)
        return;
    std::string decoded = message::decoded_text(part, limits_, defects_);
    if (holds_original)
        decoded.resize(std::min(decoded.size(), original->text_offset));
    text += decoded;
    text += "\n\n";
}

std::string_view Observation::notice() {
    if (!notice_) {
        std::string text;
        for (std::size_t i = 0; i < mail_.parts.size() && text.size() < limits_.searched_text_bytes;
             ++i) {
            append_notice_part(i, text);
        }
        if (text.size() > limits_.searched_text_bytes) {
            text.resize(limits_.searched_text_bytes);
            defects_.note(Defect::text_cut);
        }
        notice_ = rules::fold(text);
    }
    return *notice_;
}

bool Observation::fact(Fact fact) {
    std::optional<bool>& known = facts_[static_cast<std::size_t>(fact)];
    if (!known)
        known = find_fact(fact);
    return *known;
}

namespace {

bool addressed_to_sender(const message::Mail& mail, const base::Limits& limits) {
    const auto from = message::parse_addresses(mail.header.unfolded("From"), limits);
    const auto to = message::parse_addresses(mail.header.unfolded("To"), limits);
    return from.size() == 1 && to.size() == 1
           && message::same_mailbox(from[0].text(), to[0].text());
}

bool has_recipient_with_outcome(const message::DeliveryStatus& status) {
    return std::any_of(
        status.recipients.begin(), status.recipients.end(),
        [](const message::RecipientStatus& r) { return !r.action.empty() || !r.status.empty(); });
}

} // namespace

bool Observation::find_fact(Fact fact) {
    switch (fact) {
    case Fact::null_reverse_path:
        return message::is_null(mail_.envelope.reverse_path);
    case Fact::returned_message:
        return returned() != nullptr;
    case Fact::returned_part:
        return returned() != nullptr && returned()->form != message::ReturnedForm::text;
    case Fact::delivery_status:
        return has_recipient_with_outcome(status());
    case Fact::disposition:
        return !status().disposition.empty();
    case Fact::multipart_report:
        return !mail_.parts.empty() && mail_.parts[0].media.is("multipart", "report");
    case Fact::header_only:
        return mail_.defects.has(Defect::header_only);
    case Fact::single_recipient_to_self:
        return addressed_to_sender(mail_, limits_);
    case Fact::returned_to_author:
        return returned() != nullptr && message::returned_to_author(mail_, *returned(), limits_);
    case Fact::resent_by_addressee:
        return message::resent_by_addressee(mail_, own_, limits_);
    }
    return false;
}

std::optional<message::Returned> Observation::take_returned() {
    (void)returned();
    return std::exchange(returned_, std::nullopt);
}

message::DeliveryStatus Observation::take_status() {
    (void)status();
    return std::exchange(*status_, {});
}

} // namespace backsift::evidence
