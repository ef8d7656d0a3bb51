#include "evidence/kind_choice.hpp"

#include <gtest/gtest.h>

#include "rules/rule_set.hpp"

namespace backsift::evidence {
namespace {

using rules::Hit;
using rules::Kind;
using rules::Rule;
using rules::Shows;
using rules::Sign;
using rules::Strength;

Rule structure(Kind kind, Strength strength, int points = 0) {
    Rule rule;
    rule.id = "test";
    rule.shows = Shows::kind;
    rule.kind = kind;
    rule.strength = strength;
    rule.points = static_cast<std::uint8_t>(points);
    return rule;
}

Rule automatic(Strength strength) {
    Rule rule = structure(Kind::ordinary, strength);
    rule.shows = Shows::automatic;
    return rule;
}

Rule phrase(Kind kind) {
    Rule rule = structure(kind, Strength::weak);
    rule.sign = Sign::phrase;
    return rule;
}

std::vector<Hit> hits(const std::vector<Rule>& rules) {
    std::vector<Hit> out;
    for (const Rule& rule : rules)
        out.push_back({&rule, {}, {}});
    return out;
}

Kind choose(const std::vector<Rule>& structural, const std::vector<Rule>& phrases,
            bool returns = false) {
    return choose_kind(hits(structural), hits(phrases), {returns});
}

TEST(KindChoice, NoNumberOfPhrasesReachesAnAutomaticKind) {
    const std::vector<Rule> many(50, phrase(Kind::bounce));
    EXPECT_EQ(choose({}, many), Kind::ordinary);
    EXPECT_EQ(choose({structure(Kind::ordinary, Strength::weak)}, many), Kind::ordinary);
}

TEST(KindChoice, AWeakSignNeedsAPhraseToTipIt) {
    EXPECT_EQ(choose({structure(Kind::autoreply, Strength::weak)}, {}), Kind::ordinary);
    EXPECT_EQ(choose({structure(Kind::autoreply, Strength::weak)}, {phrase(Kind::autoreply)}),
              Kind::autoreply);
    EXPECT_EQ(choose({automatic(Strength::weak)}, {phrase(Kind::challenge)}), Kind::challenge);
}

TEST(KindChoice, WhatSpeaksForAnOrdinaryMessageWinsATie) {
    EXPECT_EQ(choose({structure(Kind::bounce, Strength::strong),
                      structure(Kind::ordinary, Strength::strong)},
                     {}),
              Kind::ordinary);
    EXPECT_EQ(choose({structure(Kind::bounce, Strength::decisive),
                      structure(Kind::ordinary, Strength::strong)},
                     {}),
              Kind::bounce);
    EXPECT_EQ(choose({structure(Kind::bounce, Strength::weak),
                      structure(Kind::ordinary, Strength::strong)},
                     {phrase(Kind::bounce)}),
              Kind::ordinary);
}

TEST(KindChoice, PointsDecideAmongKindsAndTheOrderAmongEquals) {
    EXPECT_EQ(choose({structure(Kind::bounce, Strength::decisive),
                      structure(Kind::delay, Strength::strong, 60)},
                     {}),
              Kind::delay);
    EXPECT_EQ(choose({structure(Kind::bounce, Strength::strong),
                      structure(Kind::challenge, Strength::strong)},
                     {}),
              Kind::challenge);
    EXPECT_EQ(choose({automatic(Strength::strong)},
                     {phrase(Kind::bounce), phrase(Kind::autoreply), phrase(Kind::autoreply)}),
              Kind::autoreply);
}

TEST(KindChoice, AnAutomaticMailOfNoKnownKindIsABounceIfItReturnsSomething) {
    EXPECT_EQ(choose({automatic(Strength::strong)}, {}, true), Kind::bounce);
    EXPECT_EQ(choose({automatic(Strength::strong)}, {}, false), Kind::autoreply);
}

TEST(KindChoice, PhrasesAreAskedOnlyWhereTheyCanMatter) {
    EXPECT_FALSE(phrases_matter({0, 0}));
    EXPECT_TRUE(phrases_matter({1, 1}));
    EXPECT_FALSE(phrases_matter({1, 2}));
    EXPECT_TRUE(phrases_matter({2, 1}));
    EXPECT_FALSE(phrases_matter({2, 2}));
    EXPECT_TRUE(phrases_matter({3, 2}));
}

TEST(KindChoice, WhatIsDecisivelyOrdinaryNothingMakesAutomatic) {
    std::vector<Rule> against{structure(Kind::ordinary, Strength::decisive),
                              automatic(Strength::decisive)};
    for (std::size_t kind = 1; kind < rules::k_kinds; ++kind)
        against.push_back(structure(static_cast<Kind>(kind), Strength::decisive, 100));
    const std::vector<Rule> words(50, phrase(Kind::bounce));
    EXPECT_EQ(choose(against, words, true), Kind::ordinary);
}

// With the test above: whatever is marked so is never an answer to anybody's mail, hence never
// genuine.
TEST(KindChoice, TheBuiltInRuleForWhatIsDressedAsABounceIsDecisivelyOrdinary) {
    const rules::RuleSet set = rules::RuleSet::builtin();
    const Rule* rule = set.find("dressed-as-bounce");
    ASSERT_NE(rule, nullptr);
    EXPECT_EQ(rule->sign, Sign::structure);
    EXPECT_EQ(rule->shows, Shows::kind);
    EXPECT_EQ(rule->kind, Kind::ordinary);
    EXPECT_EQ(rule->strength, Strength::decisive);
}

} // namespace
} // namespace backsift::evidence
