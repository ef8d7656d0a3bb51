#include "setup/check.hpp"

#include <array>
#include <string_view>

#include "setup/remarks.hpp"

namespace backsift::setup {

std::vector<Remark> check(const config::Config& config, const Surroundings& surroundings) {
    constexpr std::array k_checks{check_identity, check_targets,  check_policy,   check_rule_files,
                                  check_token,    check_key_file, check_envelope, check_relays,
                                  check_sent,     check_dkim,     check_proofs};
    Remarks remarks(config, surroundings);
    for (const auto& one : k_checks)
        one(remarks);
    remarks.show_lines();
    return remarks.take();
}

std::string_view word(Severity severity) {
    constexpr std::array<std::string_view, 3> k_words{"note", "warning", "error"};
    return k_words[static_cast<std::size_t>(severity)];
}

std::string describe(const Remark& remark) {
    return base::describe(base::Failure{base::Kind::config,
                                        std::string(word(remark.severity)) + ": " + remark.sentence,
                                        remark.place, remark.line, remark.hint});
}

} // namespace backsift::setup
