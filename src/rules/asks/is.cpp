#include "rules/asks/asks.hpp"

namespace backsift::rules {

Match ask_is(Inquiry& inquiry, const Condition& condition, Hit* note) {
    return inquiry.fact(condition, note);
}

} // namespace backsift::rules
