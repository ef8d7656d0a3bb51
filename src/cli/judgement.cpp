#include "cli/judgement.hpp"

#include <cstdlib>
#include <string_view>
#include <utility>

#include "base/text.hpp"
#include "os/file.hpp"
#include "os/host.hpp"

namespace backsift::cli {

using base::Result;

namespace {

proof::Coverage coverage(const std::string& covers, std::optional<std::int64_t> since) {
    return {covers == "all", since};
}

// Names this host may have written into a Received field. Guessed names cover some mail and refute
// nothing; one without a dot could be anybody's.
std::vector<std::string> own_hosts(const config::Config& config) {
    std::vector<std::string> names = config.relay_names;
    for (std::string& name : os::own_names()) {
        if (name.find('.') != std::string::npos) names.push_back(std::move(name));
    }
    return names;
}

proof::Proofs proofs(const config::Config& config) {
    proof::Proofs out;
    if (!config.token_header.empty() && !config.token_value.empty()) {
        out.push_back(proof::static_token(config.token_header, config.token_value,
                                          coverage(config.token_covers, config.token_since)));
    }
    std::vector<std::string> hosts = own_hosts(config);
    const bool relays_known = !config.relay_names.empty();
    if (!hosts.empty()) {
        out.push_back(proof::own_report(hosts));
        const proof::Coverage covers = relays_known ? coverage(config.relay_covers, config.relay_since) : proof::Coverage{};
        out.push_back(proof::relays(relays_known ? config.relay_names : std::move(hosts), covers));
    }
    if (config.sending_complete) out.push_back(proof::sending_addresses(config.addresses, config.sending));
    return out;
}

verdict::Policy policy(const config::Config& config) {
    verdict::Policy out = config.preset == "strict" ? verdict::Policy::strict() : verdict::Policy::careful();
    for (const auto& [word, place] : config.per_kind) {
        const auto kind = rules::kind_from_word(word);
        if (!kind) continue;
        out.unverifiable[static_cast<std::size_t>(*kind)] = place == "folder" ? verdict::Place::folder : verdict::Place::inbox;
    }
    return out;
}

Result<rules::RuleSet> rule_set(const config::Config& config, const std::vector<std::string>& rule_files) {
    rules::RuleSet set = rules::RuleSet::builtin();
    for (const auto* files : {&config.rule_files, &rule_files}) {
        for (const std::string& path : *files) {
            const auto text = os::read_trusted_file(path);
            if (!text) return base::fail(text.error());
            if (auto loaded = set.load(*text, path); !loaded) return base::fail(loaded.error());
        }
    }
    return set;
}

const char* environment(const char* name) {
    return std::getenv(name);
}

}  // namespace

Result<Judge> Judge::make(const config::Config& config, const std::vector<std::string>& rule_files) {
    auto set = rule_set(config, rule_files);
    if (!set) return base::fail(set.error());
    Judge judge(std::move(*set));
    judge.proofs_ = proofs(config);
    judge.policy_ = policy(config);
    return judge;
}

Judged Judge::judge(const message::Mail& mail, evidence::Effort effort, std::optional<message::UnixTime> now) const {
    Judged out;
    out.evidence = evidence::collect(mail, {rules_, proofs_, limits_, now}, effort);
    out.verdict = verdict::decide(out.evidence, policy_);
    return out;
}

Result<config::Config> load_config(const Invocation& invocation) {
    const char* xdg = environment("XDG_CONFIG_HOME");
    return config::load({invocation.config, os::home_directory(), xdg == nullptr ? "" : xdg});
}

message::Envelope envelope(const Invocation& invocation) {
    message::Envelope out;
    if (invocation.sender) out.reverse_path = message::read_reverse_path(*invocation.sender);
    out.recipients = invocation.recipients;
    return out;
}

void complete_from_environment(message::Mail& mail) {
    if (!message::is_known(mail.envelope.reverse_path)) {
        const char* sender = environment("SENDER");
        if (sender == nullptr) sender = environment("RPLINE");
        if (sender != nullptr) {
            std::string_view text = base::trim(sender);
            constexpr std::string_view k_field = "Return-Path:";
            if (base::istarts_with(text, k_field)) text = base::trim(text.substr(k_field.size()));
            mail.envelope.reverse_path = message::read_reverse_path(text);
        }
    }
    if (!mail.envelope.recipients.empty()) return;
    for (const char* name : {"ORIGINAL_RECIPIENT", "RECIPIENT"}) {
        const char* recipient = environment(name);
        if (recipient != nullptr && *recipient != '\0') mail.envelope.recipients.emplace_back(recipient);
    }
}

}  // namespace backsift::cli
