#include "setup/check.hpp"

#include <array>

#include "setup/remarks.hpp"

namespace backsift::setup {

std::vector<Remark> check(const config::Config& config, const Surroundings& surroundings) {
    constexpr std::array k_checks{check_identity,   check_targets, check_policy,
                                  check_rule_files, check_token,   check_relays,
                                  check_sent,       check_dkim,    check_proofs};
    Remarks remarks(config, surroundings);
    for (const auto& one : k_checks)
        one(remarks);
    return remarks.take();
}

} // namespace backsift::setup
