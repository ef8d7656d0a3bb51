#include <algorithm>

#include "verdict/sentences.hpp"
#include "verdict/verdict.hpp"

namespace backsift::verdict {
namespace {

using proof::Answer;

// By Answer: unknown, absent, indicated, contradicted, proven.
constexpr std::array<Word, 5> k_word_of_automatic{Word::unverifiable, Word::backscatter,
                                                  Word::genuine, Word::backscatter, Word::genuine};
// By Word: ordinary, genuine, backscatter, unverifiable (the policy's).
constexpr std::array<Place, 4> k_place{Place::inbox, Place::inbox, Place::folder, Place::inbox};

template<class Index>
constexpr std::size_t at(Index index) {
    return static_cast<std::size_t>(index);
}

bool has(const std::vector<proof::Reply>& replies, Answer answer) {
    return std::any_of(replies.begin(), replies.end(),
                       [answer](const proof::Reply& reply) { return reply.answer == answer; });
}

// A proof that could not look might have proven the mail ours.
bool is_broken(const std::vector<proof::Reply>& replies) {
    return std::any_of(replies.begin(), replies.end(),
                       [](const proof::Reply& reply) { return !reply.trouble.empty(); });
}

// Is it one of a storm, and nothing but that?
bool is_blown_in(const Verdict& verdict, const evidence::Evidence& evidence, const Storm& storm) {
    const auto tied = [](const proof::Reply& reply) { return reply.tied; };
    return verdict.verdict == Word::unverifiable && verdict.place == Place::inbox
           && !verdict.conflict && storm.blows(verdict.kind) && !storm.spared[at(verdict.kind)]
           && !is_broken(evidence.proofs)
           && std::none_of(evidence.proofs.begin(), evidence.proofs.end(), tied);
}

} // namespace

Joined join(const std::vector<proof::Reply>& replies) {
    const bool conflict = has(replies, Answer::indicated) && has(replies, Answer::absent);
    for (const Answer answer : {Answer::proven, Answer::contradicted}) {
        if (has(replies, answer)) {
            return {answer, false};
        }
    }
    if (conflict) {
        return {Answer::unknown, true};
    }
    if (has(replies, Answer::indicated)) {
        return {Answer::indicated, false};
    }
    if (has(replies, Answer::absent) && !is_broken(replies)) {
        return {Answer::absent, false};
    }
    return {};
}

Verdict decide(const evidence::Evidence& evidence, const Policy& policy, Reasons reasons) {
    const Joined joined = join(evidence.proofs);
    Verdict verdict;
    verdict.kind = evidence.kind;
    verdict.proof = joined.answer;
    verdict.conflict = joined.conflict;
    verdict.verdict = rules::is_automatic_reply(evidence.kind)
                          ? k_word_of_automatic[at(joined.answer)]
                          : Word::ordinary;
    verdict.place = verdict.verdict == Word::unverifiable ? policy.unverifiable[at(evidence.kind)]
                                                          : k_place[at(verdict.verdict)];
    verdict.storm = is_blown_in(verdict, evidence, policy.storm);
    if (verdict.storm) {
        verdict.place = Place::folder;
    }
    if (const Exception* known =
            verdict.place == Place::folder ? fitting(policy.exceptions, evidence) : nullptr) {
        verdict.exception = *known;
        verdict.place = Place::inbox;
    }
    if (reasons == Reasons::left_out) {
        return verdict;
    }
    verdict.because = because(verdict, evidence);
    verdict.would_change = would_change(verdict, evidence);
    return verdict;
}

} // namespace backsift::verdict
