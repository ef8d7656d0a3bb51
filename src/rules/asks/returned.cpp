#include "message/returned.hpp"
#include "rules/asks/asks.hpp"
#include "rules/fold.hpp"

namespace backsift::rules {

Match ask_returned(Inquiry& inquiry, const Condition& condition, Hit* note) {
    const message::Returned* returned = inquiry.subject().returned();
    if (returned == nullptr)
        return Match::miss;
    Match answer = Match::miss;
    for (const message::Field* field : inquiry.fields(returned->header, condition)) {
        const auto where = [&] { return "returned message, " + std::string(field->name); };
        if (condition.patterns == 0) {
            if (note != nullptr)
                note_presence(*note, where(), message::decode_value(field->value));
            return Match::hit;
        }
        Target& target =
            inquiry.target(field, [&] { return fold(message::decode_value(field->value)); });
        answer = either(answer, inquiry.search(target, condition,
                                               note == nullptr ? std::string() : where(), note));
        if (answer == Match::hit)
            return answer;
    }
    return answer;
}

} // namespace backsift::rules
