// From rule hits to the kind of a message. Structure decides whether it is an automatic reply;
// points decide which kind. The law that phrases alone never reach an automatic kind lives here.
#pragma once

#include <vector>

#include "rules/kind.hpp"
#include "rules/rule_set.hpp"

namespace backsift::evidence {

// How strongly the structure hits speak for an automatic reply, and for an ordinary message.
struct Weighing {
    int automatic = 0; // 0 none, 1 weak, 2 strong, 3 decisive
    int ordinary = 0;
};
[[nodiscard]] Weighing weigh(const std::vector<rules::Hit>& hits);

// Could phrases still make this an automatic reply, or choose its kind?
[[nodiscard]] bool phrases_matter(const Weighing& weighing);

// What is known besides the rules, for hits that say no more than "automatic".
struct Shape {
    bool reports_or_returns = false; // a delivery status, or a returned message
};

[[nodiscard]] rules::Kind choose_kind(const std::vector<rules::Hit>& structure,
                                      const std::vector<rules::Hit>& phrases, const Shape& shape);

} // namespace backsift::evidence
