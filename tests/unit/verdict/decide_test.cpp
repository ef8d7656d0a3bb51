// The table of the design, over every kind and every pair of answers.
#include <algorithm>
#include <array>

#include <gtest/gtest.h>

#include "verdict/verdict.hpp"

namespace backsift::verdict {
namespace {

using evidence::Evidence;
using proof::Answer;
using rules::Kind;

constexpr std::array<Answer, 5> k_answers{Answer::unknown, Answer::absent, Answer::indicated,
                                          Answer::contradicted, Answer::proven};

std::vector<Kind> all_kinds() {
    std::vector<Kind> kinds;
    for (std::size_t i = 0; i < rules::k_kinds; ++i) {
        kinds.push_back(static_cast<Kind>(i));
    }
    return kinds;
}

std::vector<proof::Reply> replies(std::initializer_list<Answer> answers) {
    std::vector<proof::Reply> all;
    for (const Answer answer : answers) {
        all.push_back({"relays", answer, "A sentence."});
    }
    return all;
}

Verdict judged(Kind kind, std::initializer_list<Answer> answers,
               const Policy& policy = Policy::careful()) {
    Evidence evidence;
    evidence.kind = kind;
    evidence.proofs = replies(answers);
    return decide(evidence, policy);
}

// What the design says of two answers together, written down a second time.
Answer together(Answer a, Answer b) {
    const auto either = [a, b](Answer wanted) { return a == wanted || b == wanted; };
    if (either(Answer::proven)) {
        return Answer::proven;
    }
    if (either(Answer::contradicted)) {
        return Answer::contradicted;
    }
    if (either(Answer::indicated) && either(Answer::absent)) {
        return Answer::unknown;
    }
    return std::max(a, b);
}

template<class Law>
void for_every_case(Law law) {
    for (const Policy& policy : {Policy::careful(), Policy::strict()}) {
        for (const Kind kind : all_kinds()) {
            for (const Answer a : k_answers) {
                for (const Answer b : k_answers) {
                    SCOPED_TRACE(std::string(rules::word(kind)) + ' ' + std::string(proof::word(a))
                                 + ' ' + std::string(proof::word(b)));
                    law(kind, a, b, judged(kind, {a, b}, policy), policy);
                }
            }
        }
    }
}

TEST(Join, OfNothingIsUnknown) {
    EXPECT_EQ(join({}).answer, Answer::unknown);
    EXPECT_FALSE(join({}).conflict);
}

TEST(Join, OfOneIsThatOne) {
    for (const Answer answer : k_answers) {
        EXPECT_EQ(join(replies({answer})).answer, answer);
        EXPECT_FALSE(join(replies({answer})).conflict);
    }
}

TEST(Join, OfTwoIsWhatTheDesignSays) {
    for (const Answer a : k_answers) {
        for (const Answer b : k_answers) {
            EXPECT_EQ(join(replies({a, b})).answer, together(a, b))
                << proof::word(a) << ' ' << proof::word(b);
        }
    }
}

TEST(Join, DoesNotDependOnTheOrder) {
    std::array<Answer, 3> three{};
    for (three[0] = Answer::unknown;;
         three[0] = static_cast<Answer>(static_cast<int>(three[0]) + 1)) {
        for (const Answer b : k_answers) {
            for (const Answer c : k_answers) {
                const Joined one = join(replies({three[0], b, c}));
                const Joined two = join(replies({c, three[0], b}));
                EXPECT_EQ(one.answer, two.answer);
                EXPECT_EQ(one.conflict, two.conflict);
            }
        }
        if (three[0] == Answer::proven) {
            break;
        }
    }
}

TEST(Join, HoldsNoAbsenceAgainstMailWhileAnotherProofIsBroken) {
    std::vector<proof::Reply> some = replies({Answer::unknown, Answer::absent});
    EXPECT_EQ(join(some).answer, Answer::absent);
    some[0].trouble = "The index of sent mail is damaged.";
    EXPECT_EQ(join(some).answer, Answer::unknown);
    some[1].answer = Answer::contradicted;
    EXPECT_EQ(join(some).answer, Answer::contradicted);
}

TEST(Join, IsAConflictOnlyWhereIndicatedMeetsAbsentAndNothingStrongerSpeaks) {
    EXPECT_TRUE(join(replies({Answer::indicated, Answer::absent})).conflict);
    EXPECT_TRUE(join(replies({Answer::unknown, Answer::absent, Answer::indicated})).conflict);
    EXPECT_FALSE(join(replies({Answer::indicated, Answer::absent, Answer::proven})).conflict);
    EXPECT_FALSE(join(replies({Answer::indicated, Answer::absent, Answer::contradicted})).conflict);
}

TEST(Decide, ConvictsOnlyAnAutomaticReplyThatIsRefuted) {
    for_every_case([](Kind kind, Answer a, Answer b, const Verdict& verdict, const Policy&) {
        const Answer answer = together(a, b);
        const bool refuted = answer == Answer::contradicted || answer == Answer::absent;
        EXPECT_EQ(verdict.verdict == Word::backscatter, rules::is_automatic_reply(kind) && refuted);
    });
}

TEST(Decide, LeavesOrdinaryMailAndComplaintsInTheInboxWhateverTheProofs) {
    for_every_case([](Kind kind, Answer, Answer, const Verdict& verdict, const Policy&) {
        if (kind == Kind::ordinary || kind == Kind::complaint) {
            EXPECT_EQ(verdict.verdict, Word::ordinary);
            EXPECT_EQ(verdict.place, Place::inbox);
        } else {
            EXPECT_NE(verdict.verdict, Word::ordinary);
        }
    });
}

TEST(Decide, CallsGenuineWhatIsProvenOrIndicated) {
    for_every_case([](Kind kind, Answer a, Answer b, const Verdict& verdict, const Policy&) {
        const Answer answer = together(a, b);
        const bool ours = answer == Answer::proven || answer == Answer::indicated;
        EXPECT_EQ(verdict.verdict == Word::genuine, rules::is_automatic_reply(kind) && ours);
    });
}

TEST(Decide, AsksThePolicyOnlyForWhatCannotBeVerified) {
    for_every_case([](Kind kind, Answer a, Answer b, const Verdict& verdict, const Policy& policy) {
        const bool open = rules::is_automatic_reply(kind) && together(a, b) == Answer::unknown;
        EXPECT_EQ(verdict.verdict == Word::unverifiable, open);
        if (open) {
            EXPECT_EQ(verdict.place, policy.unverifiable[static_cast<std::size_t>(kind)]);
        } else {
            EXPECT_EQ(verdict.place,
                      verdict.verdict == Word::backscatter ? Place::folder : Place::inbox);
        }
    });
}

TEST(Decide, NeverConvictsOnAConflict) {
    for (const Kind kind : all_kinds()) {
        const Verdict verdict = judged(kind, {Answer::indicated, Answer::absent});
        EXPECT_NE(verdict.verdict, Word::backscatter);
        EXPECT_EQ(verdict.proof, Answer::unknown);
        EXPECT_TRUE(verdict.conflict);
        EXPECT_EQ(verdict.place, Place::inbox);
    }
}

TEST(Decide, ReportsWhatItJoined) {
    for_every_case([](Kind kind, Answer a, Answer b, const Verdict& verdict, const Policy&) {
        EXPECT_EQ(verdict.kind, kind);
        EXPECT_EQ(verdict.proof, together(a, b));
    });
}

TEST(Policy, CarefulLeavesEverythingInTheInbox) {
    for (const Place place : Policy::careful().unverifiable) {
        EXPECT_EQ(place, Place::inbox);
    }
}

TEST(Policy, StrictFilesBouncesDelaysAndSuccessReportsOnly) {
    for (const Kind kind : all_kinds()) {
        const bool filed = kind == Kind::bounce || kind == Kind::delay || kind == Kind::success;
        EXPECT_EQ(Policy::strict().unverifiable[static_cast<std::size_t>(kind)],
                  filed ? Place::folder : Place::inbox);
        EXPECT_EQ(judged(kind, {}, Policy::strict()).place, filed ? Place::folder : Place::inbox);
    }
}

Policy stormy(Kind kind, std::uint32_t came, std::uint32_t most = 20) {
    Policy policy = Policy::careful();
    policy.storm.most = most;
    policy.storm.within_hour[static_cast<std::size_t>(kind)] = came;
    return policy;
}

TEST(Storm, FilesUnverifiableMailOfItsKindOnceMoreThanTheBoundCame) {
    const Verdict verdict = judged(Kind::bounce, {Answer::unknown}, stormy(Kind::bounce, 20));
    EXPECT_EQ(verdict.place, Place::folder);
    EXPECT_EQ(verdict.verdict, Word::unverifiable);
    EXPECT_TRUE(verdict.storm);
    EXPECT_NE(verdict.because.back().find("storm"), std::string::npos);
    EXPECT_EQ(judged(Kind::bounce, {}, stormy(Kind::bounce, 19)).place, Place::inbox);
    EXPECT_EQ(judged(Kind::delay, {}, stormy(Kind::bounce, 999)).place, Place::inbox);
    EXPECT_EQ(judged(Kind::bounce, {}, stormy(Kind::bounce, 999, 0)).place, Place::inbox);
}

TEST(Storm, LeavesEverythingElseAsItIs) {
    for (const Kind kind : all_kinds()) {
        for (const Answer answer : k_answers) {
            const Verdict calm = judged(kind, {answer});
            const Verdict verdict = judged(kind, {answer}, stormy(kind, 1000));
            EXPECT_EQ(verdict.verdict, calm.verdict);
            EXPECT_EQ(verdict.storm, calm.verdict == Word::unverifiable);
            EXPECT_TRUE(verdict.storm || verdict.place == calm.place);
        }
    }
}

TEST(Storm, SparesWhatMayBeOursAndWhatTheUserSettled) {
    EXPECT_EQ(
        judged(Kind::bounce, {Answer::indicated, Answer::absent}, stormy(Kind::bounce, 99)).place,
        Place::inbox);
    Evidence evidence;
    evidence.kind = Kind::bounce;
    evidence.proofs = replies({Answer::unknown});
    evidence.proofs.front().tied = true;
    EXPECT_EQ(decide(evidence, stormy(Kind::bounce, 99)).place, Place::inbox);
    evidence.proofs.front().tied = false;
    EXPECT_EQ(decide(evidence, stormy(Kind::bounce, 99)).place, Place::folder);
    evidence.proofs.front().trouble = "The index of sent mail is damaged.";
    EXPECT_EQ(decide(evidence, stormy(Kind::bounce, 99)).place, Place::inbox)
        << "it might have tied the reply to mail of ours";
    Policy policy = stormy(Kind::bounce, 99);
    policy.storm.spared[static_cast<std::size_t>(Kind::bounce)] = true;
    EXPECT_EQ(judged(Kind::bounce, {}, policy).place, Place::inbox);
}

TEST(Policy, CanBeSetForOneKind) {
    Policy policy = Policy::careful();
    policy.unverifiable[static_cast<std::size_t>(Kind::challenge)] = Place::folder;
    EXPECT_EQ(judged(Kind::challenge, {}, policy).place, Place::folder);
    EXPECT_EQ(judged(Kind::bounce, {}, policy).place, Place::inbox);
    policy.unverifiable[static_cast<std::size_t>(Kind::ordinary)] = Place::folder;
    EXPECT_EQ(judged(Kind::ordinary, {}, policy).place, Place::inbox);
}

} // namespace
} // namespace backsift::verdict
