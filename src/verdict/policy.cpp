#include "verdict/verdict.hpp"

namespace backsift::verdict {

Policy Policy::careful() {
    return {};
}

Policy Policy::strict() {
    Policy policy;
    for (const rules::Kind kind : {rules::Kind::bounce, rules::Kind::delay, rules::Kind::success}) {
        policy.unverifiable[static_cast<std::size_t>(kind)] = Place::folder;
    }
    return policy;
}

} // namespace backsift::verdict
