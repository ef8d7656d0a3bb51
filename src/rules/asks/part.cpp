#include "base/text.hpp"
#include "rules/asks/asks.hpp"

namespace backsift::rules {

Match ask_part(Inquiry& inquiry, const Condition& condition, Hit* note) {
    const std::vector<std::string>& names = inquiry.part_names();
    for (std::size_t i = 0; i < names.size(); ++i) {
        if (!base::glob_matches(condition.name, names[i]))
            continue;
        if (note != nullptr)
            note_presence(*note, i == 0 ? "Content-Type" : "part " + std::to_string(i), names[i]);
        return Match::hit;
    }
    return Match::miss;
}

} // namespace backsift::rules
