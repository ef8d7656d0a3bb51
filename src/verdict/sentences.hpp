// The sentences that explain a verdict. They follow from it and never lead to it.
#pragma once

#include "evidence/evidence.hpp"
#include "verdict/verdict.hpp"

namespace backsift::verdict {

// What it is, how we know, whose mail it answers, by which proofs, where it goes.
[[nodiscard]] std::vector<std::string> because(const Verdict& verdict,
                                               const evidence::Evidence& evidence);

// What would lead to another verdict or place.
[[nodiscard]] std::vector<std::string> would_change(const Verdict& verdict,
                                                    const evidence::Evidence& evidence);

} // namespace backsift::verdict
