#include "base/text.hpp"
#include "message/delivery_status.hpp"
#include "rules/asks/asks.hpp"
#include "rules/fold.hpp"

namespace backsift::rules {

Match ask_status(Inquiry& inquiry, const Condition& condition, Hit* note) {
    Match answer = Match::miss;
    for (const auto& field : inquiry.subject().status().fields) {
        const auto& [name, value] = field;
        if (!base::glob_matches(condition.name, name))
            continue;
        const auto where = [&n = name] { return "delivery status, " + n; };
        if (condition.patterns == 0) {
            if (note != nullptr)
                note_presence(*note, where(), value);
            return Match::hit;
        }
        Target& target = inquiry.target(&field, [&v = value] { return fold(v); });
        answer = either(answer, inquiry.search(target, condition,
                                               note == nullptr ? std::string() : where(), note));
        if (answer == Match::hit)
            return answer;
    }
    return answer;
}

} // namespace backsift::rules
