#include "message/header.hpp"
#include "rules/asks/asks.hpp"
#include "rules/fold.hpp"

namespace backsift::rules {

Match ask_field(Inquiry& inquiry, const Condition& condition, Hit* note) {
    Match answer = Match::miss;
    for (const message::Field* field : inquiry.fields(condition)) {
        if (condition.patterns.empty()) {
            if (note != nullptr)
                note_presence(*note, field->name, message::decode_value(field->value));
            return Match::hit;
        }
        Target& target =
            inquiry.target(field, [&] { return fold(message::decode_value(field->value)); });
        answer = either(answer, inquiry.search(target, condition, field->name, note));
        if (answer == Match::hit)
            return answer;
    }
    return answer;
}

} // namespace backsift::rules
