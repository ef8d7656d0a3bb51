#include "rules/asks/asks.hpp"

namespace backsift::rules {

Match ask_text(Inquiry& inquiry, const Condition& condition, Hit* note) {
    Subject& subject = inquiry.subject();
    Target& target = inquiry.target(&subject, [&] { return std::string(subject.notice()); });
    return inquiry.search(target, condition, "text", note);
}

} // namespace backsift::rules
