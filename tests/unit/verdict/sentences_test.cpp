#include <algorithm>

#include <gtest/gtest.h>

#include "base/text.hpp"
#include "verdict/verdict.hpp"

namespace backsift::verdict {
namespace {

using evidence::Evidence;
using evidence::Finding;
using proof::Answer;
using rules::Kind;
using Sentences = std::vector<std::string>;

std::size_t position(const Sentences& sentences, std::string_view part) {
    const auto found =
        std::find_if(sentences.begin(), sentences.end(), [part](const std::string& sentence) {
            return base::icontains(sentence, part);
        });
    return static_cast<std::size_t>(found - sentences.begin());
}

bool has(const Sentences& sentences, std::string_view part) {
    return position(sentences, part) < sentences.size();
}

Evidence bounce() {
    Evidence evidence;
    evidence.kind = Kind::bounce;
    evidence.findings = {
        Finding{"some-fact", "fact", "decisive", "header", "", "a fact"},
        Finding{"auto-submitted", "automatic", "strong", "Auto-Submitted", "auto-replied",
                "RFC 3834 says so"},
        Finding{"weak-words", "bounce", "weak", "text", "sorry", "bounces say sorry"},
        Finding{"dsn-failed", "bounce", "decisive", "part 2", "Action: failed",
                "a status part reports a failure"}};
    return evidence;
}

TEST(Because, TellsKindSignsProofAndPlaceInThisOrder) {
    Evidence evidence = bounce();
    evidence.proofs = {{"token", Answer::unknown, "Nothing to see."},
                       {"relays", Answer::absent, "It came from elsewhere."}};
    const Sentences because = decide(evidence, Policy::careful()).because;
    ASSERT_FALSE(because.empty());
    EXPECT_TRUE(base::icontains(because.front(), "a bounce"));
    EXPECT_LT(position(because, "dsn-failed"), position(because, "not ours"));
    EXPECT_LT(position(because, "not ours"), position(because, "It came from elsewhere."));
    EXPECT_TRUE(base::icontains(because.back(), "backscatter folder"));
    EXPECT_FALSE(has(because, "Nothing to see.")) << "a proof that did not decide";
}

TEST(Because, NamesTheMostTellingSignFirstAndNoFacts) {
    const Sentences because = decide(bounce(), Policy::careful()).because;
    EXPECT_EQ(position(because, "dsn-failed"), 1U);
    EXPECT_TRUE(has(because, "Action: failed"));
    EXPECT_FALSE(has(because, "some-fact"));
}

TEST(Because, ShowsEveryProofWhereNoneDecided) {
    Evidence evidence = bounce();
    evidence.proofs = {{"token", Answer::unknown, "First reason."},
                       {"relays", Answer::unknown, "Second reason."}};
    const Sentences because = decide(evidence, Policy::careful()).because;
    EXPECT_TRUE(has(because, "First reason."));
    EXPECT_TRUE(has(because, "Second reason."));
    EXPECT_TRUE(has(because, "policy"));
}

TEST(Because, ShowsBothSidesOfAConflict) {
    Evidence evidence = bounce();
    evidence.proofs = {{"token", Answer::absent, "No token."},
                       {"relays", Answer::indicated, "Our relay."}};
    const Verdict verdict = decide(evidence, Policy::careful());
    EXPECT_TRUE(has(verdict.because, "conflict"));
    EXPECT_TRUE(has(verdict.because, "No token."));
    EXPECT_TRUE(has(verdict.because, "Our relay."));
    EXPECT_TRUE(has(verdict.would_change, "covers = \"some\""));
}

TEST(Because, SaysOfOrdinaryMailNothingAboutProofs) {
    Evidence evidence;
    evidence.proofs = {{"token", Answer::absent, "No token."}};
    const Verdict verdict = decide(evidence, Policy::strict());
    EXPECT_TRUE(has(verdict.because, "ordinary"));
    EXPECT_FALSE(has(verdict.because, "No token."));
    EXPECT_TRUE(verdict.would_change.empty());
}

TEST(Because, HasASentenceForEveryKindAndAnswer) {
    for (std::size_t i = 0; i < rules::k_kinds; ++i) {
        for (int answer = 0; answer <= 4; ++answer) {
            Evidence evidence;
            evidence.kind = static_cast<Kind>(i);
            evidence.proofs = {{"token", static_cast<Answer>(answer), "Why."}};
            const Verdict verdict = decide(evidence, Policy::careful());
            EXPECT_GE(verdict.because.size(), 2U);
            for (const std::string& sentence : verdict.because) {
                EXPECT_EQ(sentence.back(), '.') << sentence;
            }
        }
    }
}

TEST(Because, CleansAndBoundsForeignWords) {
    Evidence evidence = bounce();
    evidence.findings = {Finding{"x", "bounce", "strong", "Subject",
                                 std::string("a\x1b[31m\nb") + std::string(100'000, 'c'), ""}};
    for (const std::string& sentence : decide(evidence, Policy::careful()).because) {
        EXPECT_LT(sentence.size(), 1000U);
        EXPECT_EQ(sentence.find('\x1b'), std::string::npos);
        EXPECT_EQ(sentence.find('\n'), std::string::npos);
    }
}

TEST(WouldChange, PassesOnWhatTheProofsAskFor) {
    Evidence evidence = bounce();
    evidence.proofs = {{"token", Answer::unknown, "Why.",
                        "A token on all outgoing mail would have decided this."}};
    const Sentences changes = decide(evidence, Policy::careful()).would_change;
    EXPECT_TRUE(has(changes, "A token on all outgoing mail"));
    EXPECT_TRUE(has(changes, "[policy] bounce = \"folder\""));
}

TEST(WouldChange, TellsHowToKeepWhatThePolicyFiles) {
    EXPECT_TRUE(
        has(decide(bounce(), Policy::strict()).would_change, "[policy] bounce = \"inbox\""));
}

TEST(WouldChange, SaysWhenNothingWasReturned) {
    EXPECT_TRUE(has(decide(bounce(), Policy::careful()).would_change, "returns nothing"));
}

TEST(WouldChange, OffersTheProofThatWasNotAsked) {
    Evidence evidence = bounce();
    evidence.returned.emplace();
    EXPECT_TRUE(has(decide(evidence, Policy::careful()).would_change, "[token]"));
    evidence.proofs = {{"token", Answer::unknown, "Why."}};
    EXPECT_TRUE(has(decide(evidence, Policy::careful()).would_change, "[relays]"));
}

TEST(WouldChange, SaysWhatSpeaksAgainstAConviction) {
    Evidence evidence = bounce();
    evidence.proofs = {{"token", Answer::absent, "No token."}};
    EXPECT_TRUE(has(decide(evidence, Policy::careful()).would_change, "covers = \"some\""));
    evidence.proofs = {{"recipient", Answer::contradicted, "It never sends."},
                       {"token", Answer::absent, "No token."}};
    const Sentences changes = decide(evidence, Policy::careful()).would_change;
    EXPECT_TRUE(has(changes, "recipient"));
    EXPECT_FALSE(has(changes, "token"));
}

} // namespace
} // namespace backsift::verdict
