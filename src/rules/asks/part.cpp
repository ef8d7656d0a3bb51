#include "base/text.hpp"
#include "message/mail.hpp"
#include "rules/asks/asks.hpp"

namespace backsift::rules {

Match ask_part(Inquiry& inquiry, const Condition& condition, Hit* note) {
    const auto& parts = inquiry.subject().mail().parts;
    for (std::size_t i = 0; i < parts.size(); ++i) {
        const std::string name = parts[i].media.name();
        if (!base::glob_matches(condition.name, name))
            continue;
        if (note != nullptr)
            note_presence(*note, i == 0 ? "Content-Type" : "part " + std::to_string(i), name);
        return Match::hit;
    }
    return Match::miss;
}

} // namespace backsift::rules
