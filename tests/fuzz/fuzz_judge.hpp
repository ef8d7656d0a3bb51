// What judges in the fuzz targets: all built-in rules, and some proofs.
#pragma once

#include <string_view>
#include <utility>

#include "base/text.hpp"
#include "proof/proof.hpp"
#include "rules/rule_set.hpp"

namespace backsift::fuzz {

inline const rules::RuleSet& rule_set() {
    static const rules::RuleSet rules = rules::RuleSet::builtin();
    return rules;
}

inline const proof::Proofs& proofs() {
    static const proof::Proofs all = [] {
        proof::Proofs out;
        out.push_back(proof::static_token("X-Your-Special-Header", "With its content", {true, 0}));
        out.push_back(proof::own_report({"mail.example.org"}));
        out.push_back(
            proof::relays({"mail.example.org", "*.out.example.org", "192.0.2.0/28"}, {true, {}}));
        out.push_back(proof::sending_addresses({"*@example.org"}, {"ann@example.org"}));
        return out;
    }();
    return all;
}

// C0 but for the newline, DEL and C1.
inline bool has_controls(std::string_view text) {
    const auto is_control = [](char32_t c) {
        return (c < 0x20 && c != '\n') || (c >= 0x7F && c < 0xA0);
    };
    for (std::size_t at = 0; at < text.size();) {
        if (is_control(base::next_code_point(text, at)))
            return true;
    }
    return false;
}

} // namespace backsift::fuzz
