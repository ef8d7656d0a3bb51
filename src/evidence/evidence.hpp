// What speaks for and against: findings about what the mail is, proofs about whose mail it answers.
// Pure; stops as soon as the verdict cannot change, unless everything is asked for.
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "base/limits.hpp"
#include "message/delivery_status.hpp"
#include "message/mail.hpp"
#include "message/returned.hpp"
#include "proof/proof.hpp"
#include "rules/kind.hpp"
#include "rules/rule_set.hpp"

namespace backsift::evidence {

enum class Effort : std::uint8_t {
    silent, // as decide, and no words for people: findings say which rule, not where and why
    decide, // stop as soon as the verdict cannot change
    explain // every finding, every proof
};

struct Finding {
    std::string id;       // of the rule
    std::string shows;    // a kind, "automatic", or "fact"
    std::string strength; // "phrase", "weak", "strong", "decisive"
    std::string where;
    std::string excerpt; // bounded, clean
    std::string why;     // the rule's own reason
};

// One failed (or delayed, delivered) recipient, from the report's fields or its text.
struct Recipient {
    std::string address;
    std::string action;
    std::string status; // RFC 3463
    std::string smtp;   // the reply, cleaned
    std::string reason; // one of k_reasons, or ""
    std::string remote_mta;
};

struct Evidence {
    rules::Kind kind = rules::Kind::ordinary;
    std::vector<Finding> findings;
    std::vector<proof::Reply> proofs;
    std::vector<Recipient> recipients;
    std::string reporting_mta;
    std::string
        reporter; // that host by name, lower case; where the report names none, its author's
    std::optional<message::Returned> returned;
    std::optional<message::UnixTime> arrival;
    message::Defects defects;
};

// What `collect` needs besides the mail. All referenced values must outlive the call.
struct Bench {
    const rules::RuleSet& rules;
    const proof::Proofs& proofs;
    const base::Limits& limits;
    std::optional<message::UnixTime> now; // set when delivering: then it is the arrival
    std::span<const std::string> own{};   // our addresses, as the config has them
};

[[nodiscard]] Evidence collect(const message::Mail& mail, const Bench& bench, Effort effort);

} // namespace backsift::evidence
