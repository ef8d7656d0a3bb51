#include "base/text.hpp"
#include "message/header.hpp"
#include "rules/asks/asks.hpp"
#include "rules/fold.hpp"
#include "rules/gateway_tag.hpp"

namespace backsift::rules {

namespace {

std::string folded(const message::Field& field) {
    std::string text = fold(message::decode_value(field.value));
    if (base::iequals(field.name, "Subject"))
        text.erase(0, text.size() - without_gateway_tags(text).size());
    return text;
}

} // namespace

Match ask_field(Inquiry& inquiry, const Condition& condition, Hit* note) {
    Match answer = Match::miss;
    for (const message::Field* field : inquiry.fields(condition)) {
        if (condition.patterns == 0) {
            if (note != nullptr)
                note_presence(*note, field->name, message::decode_value(field->value));
            return Match::hit;
        }
        Target& target = inquiry.target(field, [&] { return folded(*field); });
        answer = either(answer, inquiry.search(target, condition, field->name, note));
        if (answer == Match::hit)
            return answer;
    }
    return answer;
}

} // namespace backsift::rules
