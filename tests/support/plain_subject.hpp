// A mail as rules may look at it, without the savings of the real thing: for tests of rules alone.
#pragma once

#include <algorithm>
#include <optional>
#include <string>
#include <utility>

#include "message/address.hpp"
#include "message/decode.hpp"
#include "rules/fold.hpp"
#include "rules/subject.hpp"

namespace backsift::test {

class PlainSubject final : public rules::Subject {
  public:
    explicit PlainSubject(std::string_view text, message::Envelope envelope = {})
        : mail_(message::parse(base::Bytes(text), std::move(envelope), limits_)) {
        message::Defects defects;
        returned_ = message::find_returned(mail_, limits_, defects);
        if (const int part = message::find_status_part(mail_); part >= 0) {
            status_ = message::parse_delivery_status(body(part, defects), limits_, defects);
        }
        for (std::size_t i = 0; i < mail_.parts.size(); ++i)
            append_notice(static_cast<int>(i), defects);
        notice_ = rules::fold(notice_.substr(0, limits_.searched_text_bytes));
    }

    [[nodiscard]] const base::Limits& limits() const override { return limits_; }
    [[nodiscard]] const message::Mail& mail() const override { return mail_; }
    [[nodiscard]] const message::DeliveryStatus& status() override { return status_; }
    [[nodiscard]] const message::Returned* returned() override {
        return returned_ ? &*returned_ : nullptr;
    }
    [[nodiscard]] std::string_view notice() override { return notice_; }
    [[nodiscard]] bool fact(rules::Fact fact) override {
        using rules::Fact;
        switch (fact) {
        case Fact::null_reverse_path:
            return message::is_null(mail_.envelope.reverse_path);
        case Fact::returned_message:
            return returned_.has_value();
        case Fact::returned_part:
            return returned_ && returned_->form != message::ReturnedForm::text;
        case Fact::delivery_status:
            return std::any_of(
                status_.recipients.begin(), status_.recipients.end(),
                [](const auto& r) { return !r.action.empty() || !r.status.empty(); });
        case Fact::disposition:
            return !status_.disposition.empty();
        case Fact::multipart_report:
            return !mail_.parts.empty() && mail_.parts[0].media.is("multipart", "report");
        case Fact::header_only:
            return mail_.defects.has(message::Defect::header_only);
        case Fact::single_recipient_to_self:
            return addressed_to_sender();
        case Fact::returned_to_author:
            return returned_ && message::returned_to_author(mail_, *returned_, limits_);
        case Fact::resent_by_addressee:
            return message::resent_by_addressee(mail_, {}, limits_);
        }
        return false;
    }

  private:
    [[nodiscard]] std::string body(int part, message::Defects& defects) const {
        return message::decoded_body(mail_.parts[static_cast<std::size_t>(part)], limits_, defects);
    }

    void append_notice(int index, message::Defects& defects) {
        const message::Part& part = mail_.parts[static_cast<std::size_t>(index)];
        const bool here = returned_ && returned_->part == index;
        const bool whole = here && returned_->form != message::ReturnedForm::text;
        if (part.media.type != "text" || part.media.subtype == "rfc822-headers" || whole)
            return;
        const std::string text = message::decoded_text(part, limits_, defects);
        notice_ += text.substr(0, here ? returned_->text_offset : std::string::npos) + "\n\n";
    }

    [[nodiscard]] bool addressed_to_sender() const {
        const auto from = message::parse_addresses(mail_.header.unfolded("From"), limits_);
        const auto to = message::parse_addresses(mail_.header.unfolded("To"), limits_);
        return from.size() == 1 && to.size() == 1
               && message::same_mailbox(from[0].text(), to[0].text());
    }

    base::Limits limits_;
    message::Mail mail_;
    std::optional<message::Returned> returned_;
    message::DeliveryStatus status_;
    std::string notice_;
};

} // namespace backsift::test
