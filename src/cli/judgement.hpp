// From a config to a judge: the rules, proofs and policy in force, made once and used for every
// message. Safe for concurrent use.
#pragma once

#include <memory>
#include <optional>
#include <string>

#include "base/bytes.hpp"
#include "base/limits.hpp"
#include "base/result.hpp"
#include "cli/invocation.hpp"
#include "config/config.hpp"
#include "evidence/evidence.hpp"
#include "journal/exceptions.hpp"
#include "message/mail.hpp"
#include "os/world.hpp"
#include "proof/proof.hpp"
#include "rules/rule_set.hpp"
#include "verdict/verdict.hpp"

namespace backsift::cli {

struct Judged {
    evidence::Evidence evidence;
    verdict::Verdict verdict;
    // Why what releases taught was not heeded, or not all of it; known where it mattered.
    std::optional<base::Failure> unheeded = {};
};

// Have the folders of sent mail been read since the message to be judged was at hand?
enum class SentRead : bool { some_time, just_now };

class Judge {
  public:
    // Fails when a rule file or the key file does not load.
    [[nodiscard]] static base::Result<Judge> make(const config::Config& config,
                                                  const std::vector<std::string>& rule_files,
                                                  os::World& world,
                                                  SentRead sent_read = SentRead::some_time);

    // `now` is given where the message is being delivered: then it is the time of arrival. Before
    // it says "folder" it reads what releases taught.
    [[nodiscard]] Judged judge(const message::Mail& mail, evidence::Effort effort,
                               std::optional<message::UnixTime> now) const;

    // Decides once more in the light of how many unverifiable ones came in the hour before `when`.
    // Only for mail as it is delivered, or explained afterwards: everything else keeps no state.
    // True where a storm of its kind blows, whether or not it is one of it.
    bool heed_storm(const message::Mail& mail, Judged& judged, message::UnixTime when,
                    os::World& world) const;

    [[nodiscard]] const base::Limits& limits() const { return limits_; }
    [[nodiscard]] const rules::RuleSet& rules() const { return rules_; }

  private:
    explicit Judge(rules::RuleSet rules) : rules_(std::move(rules)) {}
    void heed_exceptions(const message::Mail& mail, Judged& judged, verdict::Policy policy,
                         std::optional<message::UnixTime> now) const;

    base::Limits limits_;
    rules::RuleSet rules_;
    proof::Proofs proofs_;
    verdict::Policy policy_;
    std::vector<std::string> own_;
    std::unique_ptr<const journal::LearntExceptions> learnt_;
};

// Where to look for the config: what the invocation names, or by HOME and XDG_CONFIG_HOME.
[[nodiscard]] config::Where where_config(const Invocation& invocation, os::World& world);
// The config that is there.
[[nodiscard]] base::Result<config::Config> load_config(const Invocation& invocation,
                                                       os::World& world);

// What the caller said of the envelope: -f and -a.
[[nodiscard]] message::Envelope envelope(const Invocation& invocation);

// What the MTA says in the environment (SENDER, RPLINE; RECIPIENT, ORIGINAL_RECIPIENT, else LOCAL
// with DOMAIN or, by qmail and Courier, HOST; EXTENSION), for a message on standard input: used
// where neither the command line nor the message itself tells.
void complete_from_environment(message::Mail& mail, os::World& world);

} // namespace backsift::cli
