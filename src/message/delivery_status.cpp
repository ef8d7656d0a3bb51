#include "message/delivery_status.hpp"

#include <optional>

#include "base/text.hpp"
#include "message/lines.hpp"
#include "message/status_value.hpp"

namespace backsift::message {

namespace {

class StatusReader {
  public:
    StatusReader(const base::Limits& limits, Defects& defects)
        : limits_(limits),
          defects_(defects) {}

    DeliveryStatus run(std::string_view text);

  private:
    void read_line(std::string_view line);
    void finish_field();
    void place(std::string_view name, const std::string& value);
    bool place_in_report(std::string_view name, const std::string& value);
    void place_in_recipient(std::string RecipientStatus::*slot, std::string value);
    [[nodiscard]] bool begins_recipient(const std::string RecipientStatus::*slot) const;

    const base::Limits& limits_;
    Defects& defects_;
    DeliveryStatus status_;
    std::string name_;         // of the field being read; empty when none is
    std::string raw_;          // its value so far, folded
    bool group_ended_ = false; // a blank line came since the last recipient field
    bool recipients_full_ = false;
};

DeliveryStatus StatusReader::run(std::string_view text) {
    LineReader lines(text);
    Line line;
    while (lines.next(line))
        read_line(line.text);
    finish_field();
    return std::move(status_);
}

void StatusReader::read_line(std::string_view line) {
    if (base::trim(line).empty()) {
        finish_field();
        group_ended_ = true;
        return;
    }
    if (base::is_blank(line.front())) {
        if (!name_.empty() && raw_.size() < limits_.field_bytes)
            raw_.append("\n").append(line);
        return;
    }
    finish_field();
    const std::size_t name_length = field_name_length(line);
    if (name_length == 0)
        return;
    if (status_.fields.size() >= limits_.header_fields) {
        defects_.note(Defect::too_many_fields);
        return;
    }
    name_ = base::to_lower(line.substr(0, name_length));
    raw_ = line.substr(line.find(':', name_length) + 1);
}

void StatusReader::finish_field() {
    if (name_.empty())
        return;
    if (raw_.size() > limits_.field_bytes) {
        defects_.note(Defect::field_too_long);
        raw_.resize(limits_.field_bytes);
    }
    status_.fields.emplace_back(std::move(name_), decode_value(raw_));
    place(status_.fields.back().first, status_.fields.back().second);
    name_.clear();
}

void set_once(std::string& slot, std::string value) {
    if (slot.empty())
        slot = std::move(value);
}

// The fields of the report as a whole; false when it is none of these.
bool StatusReader::place_in_report(std::string_view name, const std::string& value) {
    if (name == "reporting-mta") {
        set_once(status_.reporting_mta, base::to_lower(without_type(value)));
    } else if (name == "received-from-mta") {
        set_once(status_.received_from_mta, std::string(without_type(value)));
    } else if (name == "original-envelope-id") {
        set_once(status_.original_envelope_id, value);
    } else if (name == "arrival-date") {
        set_once(status_.arrival_date, value);
    } else if (name == "original-message-id") {
        set_once(status_.original_message_id, std::string(without_brackets(value)));
    } else if (name == "disposition") {
        set_once(status_.disposition, base::to_lower(value));
    } else {
        return false;
    }
    return true;
}

void StatusReader::place(std::string_view name, const std::string& value) {
    if (place_in_report(name, value))
        return;
    if (name == "final-recipient") {
        place_in_recipient(&RecipientStatus::final_recipient, status_address(value, Xtext::keep));
    } else if (name == "original-recipient") {
        place_in_recipient(&RecipientStatus::original_recipient,
                           status_address(value, Xtext::decode));
    } else if (name == "action") {
        place_in_recipient(&RecipientStatus::action, first_word(value));
    } else if (name == "status") {
        place_in_recipient(&RecipientStatus::status, status_code(value));
    } else if (name == "diagnostic-code") {
        place_in_recipient(&RecipientStatus::diagnostic, std::string(without_type(value)));
    } else if (name == "remote-mta") {
        place_in_recipient(&RecipientStatus::remote_mta, std::string(without_type(value)));
    }
}

// A group begins behind a blank line or, where these are missing, with an address field that the
// open group has already. Blank lines inside a group happen too: a group that only lacks the field
// goes on.
bool StatusReader::begins_recipient(const std::string RecipientStatus::*slot) const {
    if (status_.recipients.empty())
        return true;
    const RecipientStatus& open = status_.recipients.back();
    const bool is_address =
        slot == &RecipientStatus::final_recipient || slot == &RecipientStatus::original_recipient;
    const bool has_address = !open.final_recipient.empty() || !open.original_recipient.empty();
    if (!(open.*slot).empty())
        return is_address || group_ended_;
    return is_address && has_address && group_ended_;
}

void StatusReader::place_in_recipient(std::string RecipientStatus::*slot, std::string value) {
    if (recipients_full_ || value.empty())
        return;
    if (begins_recipient(slot)) {
        if (status_.recipients.size() >= limits_.status_recipients) {
            defects_.note(Defect::too_many_recipients);
            recipients_full_ = true;
            return;
        }
        status_.recipients.emplace_back();
    }
    group_ended_ = false;
    set_once(status_.recipients.back().*slot, std::move(value));
}

} // namespace

DeliveryStatus parse_delivery_status(std::string_view text, const base::Limits& limits,
                                     Defects& defects) {
    return StatusReader(limits, defects).run(text);
}

} // namespace backsift::message
