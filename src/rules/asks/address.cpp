#include <algorithm>

#include "message/address.hpp"
#include "rules/asks/asks.hpp"
#include "rules/fold.hpp"

namespace backsift::rules {

namespace {

// One address per line, so that ^ and $ are the ends of an address.
std::string addresses(const message::Field& field, const base::Limits& limits) {
    std::string out;
    for (const message::Address& address :
         message::parse_addresses(message::unfold(field.value), limits)) {
        std::string text = fold(address.text());
        // A quoted local part may hold anything.
        std::replace(text.begin(), text.end(), '\n', ' ');
        if (!out.empty())
            out += '\n';
        out += text;
    }
    return out;
}

} // namespace

Match ask_address(Inquiry& inquiry, const Condition& condition, Hit* note) {
    Match answer = Match::miss;
    for (const message::Field* field : inquiry.fields(condition)) {
        // The field itself is the place of its decoded value, its raw value that of its addresses.
        // (Its name will not do: it stands where the field stands.)
        Target& target = inquiry.target(
            &field->value, [&] { return addresses(*field, inquiry.subject().limits()); });
        if (target.text.empty())
            continue;
        if (condition.patterns == 0) {
            if (note != nullptr)
                note_presence(*note, field->name, target.text);
            return Match::hit;
        }
        answer = either(answer, inquiry.search(target, condition, field->name, note));
        if (answer == Match::hit)
            return answer;
    }
    return answer;
}

} // namespace backsift::rules
