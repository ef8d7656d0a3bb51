#include "cli/judgement.hpp"

#include <cstdlib>
#include <string_view>
#include <utility>

#include "base/text.hpp"
#include "journal/journal.hpp"
#include "journal/storm.hpp"
#include "mark/keys.hpp"
#include "mark/sent_index.hpp"
#include "mark/sent_log.hpp"
#include "os/file.hpp"

namespace backsift::cli {

using base::Result;

namespace {

proof::Coverage coverage(const std::string& covers, std::optional<std::int64_t> since) {
    return {covers == "all", since};
}

// Names this host may have written into a Received field. Guessed names cover some mail and refute
// nothing; one without a dot could be anybody's.
std::vector<std::string> own_hosts(const config::Config& config, os::World& world) {
    constexpr std::size_t k_longest_mailname = 1024;
    std::vector<std::string> names = config.relay_names;
    const auto add = [&](std::string_view name) {
        if (name.find('.') != std::string_view::npos)
            names.emplace_back(name);
    };
    add(world.host_name());
    // Debian policy 11.6: the name that mail from this host goes out under.
    if (const auto mailname = os::read_file("/etc/mailname", k_longest_mailname, os::Trust::anyone))
        add(base::trim(mailname->view()));
    return names;
}

Result<proof::SharedKeys> keys_in(const std::string& path) {
    if (path.empty())
        return std::make_shared<const std::vector<proof::TokenKey>>();
    auto keys = mark::load_keys(path);
    if (!keys)
        return base::fail(keys.error());
    return std::make_shared<const std::vector<proof::TokenKey>>(
        mark::verifying_keys(std::move(*keys)));
}

// The token in the header and the tags of the envelope, which share their keys where the config
// does.
Result<base::Done> add_marks(proof::Proofs& to, const config::Config& config,
                             const std::shared_ptr<const proof::SentLookup>& sent_mail) {
    const auto token_keys = keys_in(config.token_key_file);
    if (!token_keys)
        return base::fail(token_keys.error());
    const proof::Coverage covers = coverage(config.token_covers, config.token_since);
    if (!config.token_value.empty())
        to.push_back(proof::static_token(config.token_header, config.token_value, covers));
    if (!config.token_key_file.empty())
        to.push_back(proof::hmac_token(config.token_header, *token_keys, config.addresses, covers,
                                       sent_mail));

    const std::string& own = config.envelope_key_file;
    const auto keys = own.empty() || own == config.token_key_file ? token_keys : keys_in(own);
    if (!keys)
        return base::fail(keys.error());
    if ((*keys)->empty() && config.envelope_verp.empty())
        return base::Done{};
    to.push_back(proof::envelope(*keys, config.addresses, config.envelope_verp,
                                 coverage(config.envelope_covers, config.envelope_since)));
    to.push_back(proof::envelope_id(*keys, config.addresses));
    return base::Done{};
}

// A key that cannot be read is an empty one: while it is needed nothing is convicted, and `explain`
// says why.
std::vector<proof::DkimKey> dkim_keys(const config::Config& config) {
    constexpr std::size_t k_longest_key = 16U << 10U;
    std::vector<proof::DkimKey> keys;
    for (const config::Dkim& key : config.dkim) {
        const auto text = os::read_file(key.public_key, k_longest_key, os::Trust::ours);
        keys.push_back(
            {key.domain, key.selector, text ? std::string(text->view()) : std::string()});
    }
    return keys;
}

// Null where there is none. `sendmail` keeps one even where no folder is named.
std::shared_ptr<const proof::SentLookup> sent_index(const config::Config& config,
                                                    os::World& world) {
    std::string directory = mark::sent_directory(world);
    if (config.sent_folders.empty() && !mark::has_index(directory))
        return nullptr;
    return std::make_shared<const mark::SentIndex>(std::move(directory));
}

proof::SentFolders sent_folders(const config::Config& config, SentRead read) {
    if (config.sent_folders.empty())
        return proof::SentFolders::none;
    return read == SentRead::just_now ? proof::SentFolders::read_just_now
                                      : proof::SentFolders::named;
}

Result<proof::Proofs> proofs(const config::Config& config, SentRead sent_read, os::World& world) {
    proof::Proofs out;
    const auto sent_mail = sent_index(config, world);
    if (auto marks = add_marks(out, config, sent_mail); !marks)
        return base::fail(marks.error());
    if (sent_mail)
        out.push_back(proof::sent(sent_mail, coverage(config.sent_covers, config.sent_since),
                                  sent_folders(config, sent_read)));
    const std::vector<std::string> hosts = own_hosts(config, world);
    const bool relays_known = !config.relay_names.empty();
    if (!hosts.empty()) {
        out.push_back(proof::own_report(hosts));
        const proof::Coverage covers =
            relays_known ? coverage(config.relay_covers, config.relay_since) : proof::Coverage{};
        out.push_back(proof::relays(relays_known ? config.relay_names : hosts, covers));
    }
    if (!config.dkim.empty())
        out.push_back(proof::dkim(dkim_keys(config), config.addresses));
    if (config.sending_complete)
        out.push_back(proof::sending_addresses(config.addresses, config.sending));
    return out;
}

// Where nothing of the user's could show a reply to be genuine, a storm of what cannot be verified
// may as well be one of true ones.
bool could_be_verified(const config::Config& config) {
    return !config.token_header.empty() || !config.sent_folders.empty()
           || !config.relay_names.empty() || !config.dkim.empty() || config.envelope_tag != "none"
           || config.envelope_id || !config.envelope_verp.empty();
}

verdict::Policy policy(const config::Config& config) {
    verdict::Policy out =
        config.preset == "strict" ? verdict::Policy::strict() : verdict::Policy::careful();
    out.storm.most = could_be_verified(config) ? static_cast<std::uint32_t>(config.storm) : 0;
    for (const auto& [word, place] : config.per_kind) {
        const auto kind = rules::kind_from_word(word);
        if (!kind)
            continue;
        out.storm.spared[static_cast<std::size_t>(*kind)] = true;
        out.unverifiable[static_cast<std::size_t>(*kind)] =
            place == "folder" ? verdict::Place::folder : verdict::Place::inbox;
    }
    return out;
}

constexpr std::size_t k_longest_rule_file = 1U << 20U;

Result<rules::RuleSet> rule_set(const config::Config& config,
                                const std::vector<std::string>& rule_files) {
    rules::RuleSet set = rules::RuleSet::builtin();
    for (const auto* files : {&config.rule_files, &rule_files}) {
        for (const std::string& path : *files) {
            const auto text = os::read_file(path, k_longest_rule_file, os::Trust::ours);
            if (!text)
                return base::fail(text.error());
            if (auto loaded = set.load(text->view(), path); !loaded)
                return base::fail(loaded.error());
        }
    }
    return set;
}

} // namespace

Result<Judge> Judge::make(const config::Config& config, const std::vector<std::string>& rule_files,
                          os::World& world, SentRead sent_read) {
    auto set = rule_set(config, rule_files);
    if (!set)
        return base::fail(set.error());
    Judge judge(std::move(*set));
    auto made = proofs(config, sent_read, world);
    if (!made)
        return base::fail(made.error());
    judge.proofs_ = std::move(*made);
    judge.policy_ = policy(config);
    judge.own_ = config.addresses;
    judge.learnt_ = std::make_unique<const journal::LearntExceptions>(
        journal::state_directory(world), world.now().seconds);
    return judge;
}

Judged Judge::judge(const message::Mail& mail, evidence::Effort effort,
                    std::optional<message::UnixTime> now) const {
    Judged out;
    out.evidence = evidence::collect(mail, {rules_, proofs_, limits_, now, own_}, effort);
    out.verdict = verdict::decide(out.evidence, policy_,
                                  effort == evidence::Effort::silent ? verdict::Reasons::left_out
                                                                     : verdict::Reasons::written);
    heed_exceptions(mail, out, policy_, now);
    return out;
}

// Whom a report is about may stand in its words only, where a decision does not look.
void Judge::heed_exceptions(const message::Mail& mail, Judged& judged, verdict::Policy policy,
                            std::optional<message::UnixTime> now) const {
    if (judged.verdict.place != verdict::Place::folder)
        return;
    judged.unheeded = learnt_->trouble();
    if (learnt_->in_force().empty())
        return;
    policy.exceptions = learnt_->in_force();
    judged.evidence =
        evidence::collect(mail, {rules_, proofs_, limits_, now, own_}, evidence::Effort::explain);
    const bool silent = judged.verdict.because.empty();
    judged.verdict = verdict::decide(
        judged.evidence, policy, silent ? verdict::Reasons::left_out : verdict::Reasons::written);
}

bool Judge::heed_storm(const message::Mail& mail, Judged& judged, message::UnixTime when,
                       os::World& world) const {
    if (judged.verdict.verdict != verdict::Word::unverifiable || policy_.storm.most == 0)
        return false;
    verdict::Policy policy = policy_;
    policy.storm.within_hour = journal::count_unverifiable(journal::state_directory(world), when);
    const bool silent = judged.verdict.because.empty();
    judged.verdict = verdict::decide(
        judged.evidence, policy, silent ? verdict::Reasons::left_out : verdict::Reasons::written);
    const bool blows = policy.storm.blows(judged.evidence.kind);
    heed_exceptions(mail, judged, std::move(policy), when);
    return blows;
}

config::Where where_config(const Invocation& invocation, os::World& world) {
    return {invocation.config, world.account().home, world.variable("XDG_CONFIG_HOME")};
}

Result<config::Config> load_config(const Invocation& invocation, os::World& world) {
    return config::load(where_config(invocation, world));
}

message::Envelope envelope(const Invocation& invocation) {
    message::Envelope out;
    if (invocation.sender)
        out.reverse_path = message::read_reverse_path(*invocation.sender);
    out.recipients = invocation.recipients;
    return out;
}

namespace {

// An unset variable says nothing; an empty SENDER is the null reverse-path (Postfix local(8)).
std::optional<std::string> sender_variable() {
    if (const char* sender = std::getenv("SENDER"))
        return sender;
    if (const char* line = std::getenv("RPLINE")) {
        constexpr std::string_view k_field = "Return-Path:";
        const std::string_view text = base::trim(line);
        return std::string(
            base::istarts_with(text, k_field) ? base::trim(text.substr(k_field.size())) : text);
    }
    return std::nullopt;
}

} // namespace

void complete_from_environment(message::Mail& mail, os::World& world) {
    if (!message::is_known(mail.envelope.reverse_path)) {
        if (const auto sender = sender_variable())
            mail.envelope.reverse_path = message::read_reverse_path(*sender);
    }
    mail.envelope.extension = world.variable("EXTENSION");
    if (!mail.envelope.recipients.empty())
        return;
    for (const char* name : {"ORIGINAL_RECIPIENT", "RECIPIENT"}) {
        std::string recipient = world.variable(name);
        if (!recipient.empty())
            mail.envelope.recipients.push_back(std::move(recipient));
    }
    if (!mail.envelope.recipients.empty())
        return;
    const std::string local = world.variable("LOCAL");
    const std::string domain = world.variable(world.variable("DOMAIN").empty() ? "HOST" : "DOMAIN");
    if (!local.empty() && !domain.empty())
        mail.envelope.recipients.push_back(local + '@' + domain);
}

} // namespace backsift::cli
