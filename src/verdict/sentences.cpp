#include "verdict/sentences.hpp"

#include <algorithm>

#include "base/text.hpp"

namespace backsift::verdict {
namespace {

using evidence::Evidence;
using evidence::Finding;
using proof::Answer;

constexpr std::size_t k_shown = 200;
constexpr std::size_t k_findings_shown = 2;

// By Kind; each is said after "It is ".
constexpr std::array<std::string_view, rules::k_kinds> k_kind_text{
    "an ordinary message",
    "a bounce",
    "a warning about a delay",
    "a report of success",
    "an autoreply",
    "a challenge that asks the sender to confirm",
    "a request to confirm a subscription",
    "a notice that a mail waits for a moderator",
    "a notice of a scanner",
    "a receipt",
    "a complaint or a statistical report"};

// By Word, for where it goes and why.
constexpr std::array<std::string_view, 4> k_place_reason{
    "like all mail that is no automatic reply", "because it answers mail of ours",
    "because it answers mail that we never sent",
    "because that is the policy for what cannot be verified"};

// By Answer; what the proofs say together of the answered mail.
constexpr std::array<std::string_view, 5> k_answer_text{
    "Whether it answers mail of ours cannot be told.",
    "The answered mail lacks a mark that all our mail carries, so it was not ours.",
    "It answers mail of ours, as far as a sign shows that others could imitate.",
    "Somebody forged our address: the answered mail was not ours.",
    "It answers mail of ours: a forger lacks the means to show this."};

std::string with_colon(std::string_view name, std::string_view sentence) {
    return std::string(name) + ": " + base::clean(sentence, 2 * k_shown);
}

// decisive before strong before the rest; a kind before "automatic" before facts.
int rank(const Finding& finding, std::string_view kind) {
    const int strength = finding.strength == "decisive" ? 3 : finding.strength == "strong" ? 2 : 1;
    const int shows = finding.shows == kind ? 8 : finding.shows == "automatic" ? 4 : 0;
    return shows == 0 ? 0 : shows + strength;
}

std::vector<const Finding*> telling(const Evidence& evidence) {
    const std::string_view kind = rules::word(evidence.kind);
    std::vector<const Finding*> found;
    for (const Finding& finding : evidence.findings) {
        if (rank(finding, kind) > 0) {
            found.push_back(&finding);
        }
    }
    std::stable_sort(found.begin(), found.end(), [kind](const Finding* a, const Finding* b) {
        return rank(*a, kind) > rank(*b, kind);
    });
    if (found.size() > k_findings_shown) {
        found.erase(found.begin() + k_findings_shown, found.end());
    }
    return found;
}

std::string finding_text(const Finding& finding) {
    std::string text = finding.why.empty() ? finding.id : base::clean(finding.why, k_shown);
    if (!finding.where.empty()) {
        text += " (" + base::clean(finding.where, k_shown);
        text +=
            finding.excerpt.empty() ? ")" : ": \"" + base::clean(finding.excerpt, k_shown) + "\")";
    }
    return with_colon(finding.id, text);
}

void say_what(std::vector<std::string>& out, const Evidence& evidence) {
    out.push_back("It is " + std::string(k_kind_text[static_cast<std::size_t>(evidence.kind)])
                  + '.');
    for (const Finding* finding : telling(evidence)) {
        out.push_back(finding_text(*finding));
    }
}

// The proofs that carried the answer; where none did, all of them, so that one sees why.
void say_whose(std::vector<std::string>& out, const Verdict& verdict, const Evidence& evidence) {
    out.push_back(verdict.conflict
                      ? "The proofs conflict: one shows mail of ours, another misses its mark."
                      : std::string(k_answer_text[static_cast<std::size_t>(verdict.proof)]));
    for (const proof::Reply& reply : evidence.proofs) {
        const bool counts =
            verdict.conflict ? reply.answer != Answer::unknown : reply.answer == verdict.proof;
        if (counts && !reply.detail.empty()) {
            out.push_back(with_colon(reply.name, reply.detail));
        }
    }
}

std::string day(message::UnixTime time) {
    return message::format_utc(time).substr(0, 10);
}

std::string exception_text(const Exception& exception) {
    return "It goes to the inbox, because on " + day(exception.learnt)
           + " you released a report of " + base::clean(exception.host, k_shown)
           + " about a recipient at " + base::clean(exception.domain, k_shown)
           + "; that counts until " + day(exception.until) + '.';
}

std::string place_text(const Verdict& verdict) {
    if (verdict.exception) {
        return exception_text(*verdict.exception);
    }
    if (verdict.storm) {
        return "It goes to the backscatter folder, because there is a storm: more of its kind that "
               "cannot be verified came within an hour than [policy] storm allows.";
    }
    return "It goes to the "
           + std::string(verdict.place == Place::inbox ? "inbox" : "backscatter folder") + ", "
           + std::string(k_place_reason[static_cast<std::size_t>(verdict.verdict)]) + '.';
}

void change_unverifiable(std::vector<std::string>& out, const Verdict& verdict,
                         const Evidence& evidence) {
    for (const proof::Reply& reply : evidence.proofs) {
        if (!reply.remedy.empty()) {
            out.push_back(with_colon(reply.name, reply.remedy));
        }
    }
    const auto asked = [&evidence](std::string_view name) {
        return std::any_of(evidence.proofs.begin(), evidence.proofs.end(),
                           [name](const proof::Reply& reply) { return reply.name == name; });
    };
    if (!evidence.returned) {
        out.emplace_back(
            "It returns nothing of the mail it answers; only its recipient or a message id that we "
            "remember could tell.");
    } else if (!asked("token")) {
        out.emplace_back("A token in your mail ([token]) would be in the returned header.");
    } else if (!asked("relays")) {
        out.emplace_back(
            "Your outbound relays ([relays]) could be looked for in the returned header.");
    }
    if (verdict.storm) {
        out.emplace_back("When the storm is over, such mail goes to the inbox again.");
    }
    if (verdict.exception) {
        return; // what would change it is said already
    }
    const bool inbox = verdict.place == Place::inbox;
    out.push_back("[policy] " + std::string(rules::word(verdict.kind)) + " = \""
                  + (inbox ? "folder" : "inbox") + "\" would "
                  + (inbox ? "file it." : "leave it in the inbox."));
}

void change_backscatter(std::vector<std::string>& out, const Verdict& verdict,
                        const Evidence& evidence) {
    for (const proof::Reply& reply : evidence.proofs) {
        if (reply.answer != verdict.proof) {
            continue;
        }
        out.push_back(with_colon(
            reply.name, reply.answer == Answer::absent
                            ? "With covers = \"some\" its absence would not count."
                            : "If that is wrong, its setting names too little of your mail."));
    }
}

} // namespace

std::vector<std::string> because(const Verdict& verdict, const Evidence& evidence) {
    std::vector<std::string> out;
    say_what(out, evidence);
    if (verdict.verdict != Word::ordinary) {
        say_whose(out, verdict, evidence);
    }
    out.push_back(place_text(verdict));
    return out;
}

std::vector<std::string> would_change(const Verdict& verdict, const Evidence& evidence) {
    std::vector<std::string> out;
    if (verdict.conflict) {
        out.emplace_back("If some of your mail leaves without the missing mark, covers = \"some\" "
                         "is right and ends "
                         "the conflict.");
    }
    if (verdict.exception) {
        out.push_back("\"backsift release --forget " + verdict.exception->id
                      + "\" would file it again.");
    }
    if (verdict.verdict == Word::unverifiable) {
        change_unverifiable(out, verdict, evidence);
    } else if (verdict.verdict == Word::backscatter) {
        change_backscatter(out, verdict, evidence);
    }
    return out;
}

} // namespace backsift::verdict
