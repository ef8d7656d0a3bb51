#include "rules/prefilter.hpp"

#include <memory>
#include <random>
#include <string>

#include <gtest/gtest.h>

namespace backsift::rules {
namespace {

TEST(Prefilter, FindsExactlyTheLiteralsThatStandInTheText) {
    PrefilterBuilder builder;
    builder.add(0, {"delivery failed"});
    builder.add(1, {"undelivered", "returned"});
    builder.add(2, {"ünzustellbar"});
    const Prefilter prefilter = builder.finish();
    const Candidates found = candidates(prefilter, 3, "mail delivery failed: returned to sender");
    EXPECT_TRUE(found.has(0));
    EXPECT_TRUE(found.has(1));
    EXPECT_FALSE(found.has(2));
    EXPECT_FALSE(candidates(prefilter, 3, "delivery faile").has(0));
    EXPECT_TRUE(candidates(prefilter, 3, "delivery failed").has(0));
    EXPECT_TRUE(candidates(prefilter, 3, "ünzustellbar").has(2));
}

TEST(Prefilter, PatternsWithoutUsableLiteralsAreAlwaysCandidates) {
    PrefilterBuilder builder;
    builder.add(0, {});
    builder.add(1, {"long enough", ""});
    const Prefilter prefilter = builder.finish();
    for (const std::string_view text : {"", "ab", "nothing of it"}) {
        const Candidates found = candidates(prefilter, 2, text);
        EXPECT_TRUE(found.has(0) && found.has(1)) << text;
    }
}

TEST(Prefilter, ALongLiteralIsToldByItsRarestPiece) {
    PrefilterBuilder builder;
    builder.add(0, {"the message that you sent to the recipient", std::string(300, 'x')});
    const Prefilter prefilter = builder.finish();
    EXPECT_TRUE(
        candidates(prefilter, 1, "so the message that you sent to the recipient went").has(0));
    EXPECT_TRUE(candidates(prefilter, 1, std::string(301, 'x')).has(0));
    EXPECT_FALSE(candidates(prefilter, 1, "the sent message").has(0));
}

TEST(Prefilter, ShortLiteralsAreSearchedForToo) {
    PrefilterBuilder builder;
    builder.add(0, {"some words"});
    builder.add(1, {"long enough", "re", "x"});
    builder.add(2, {"ds"});
    const Prefilter prefilter = builder.finish();
    const auto could = [&](std::size_t pattern, std::string_view text) {
        return could_match(prefilter, candidates(prefilter, 3, text), pattern, text);
    };
    EXPECT_TRUE(could(1, "re"));
    EXPECT_TRUE(could(1, "x"));
    EXPECT_TRUE(could(1, "it is long enough"));
    EXPECT_FALSE(could(1, "r e"));
    EXPECT_FALSE(could(1, ""));
    EXPECT_TRUE(could(2, "words"));
    EXPECT_FALSE(could(0, "words"));
}

TEST(Prefilter, LooksInShortTextsForTheSecondSet) {
    PrefilterBuilder builder;
    builder.add(0, {"you sent"}, {"virus", "a phrase that is longer than the piece"});
    builder.add(1, {"you sent"});
    const Prefilter prefilter = builder.finish();
    const auto could = [&](std::size_t pattern, std::string_view text) {
        std::unique_ptr<const TextGrams> grams;
        return has_besides(prefilter, pattern, text, grams);
    };
    EXPECT_TRUE(could(0, "a virus in what you sent"));
    EXPECT_TRUE(could(0, "virus"));
    EXPECT_TRUE(could(0, "it is a phrase that is longer than the piece, you sent it"));
    EXPECT_FALSE(could(0, "what you sent"));
    EXPECT_FALSE(could(0, "vir us"));
    EXPECT_FALSE(could(0, ""));
    EXPECT_TRUE(could(1, "what you sent")) << "it has none";
    EXPECT_TRUE(could(0, std::string(k_longest_for_besides + 1, 'x'))) << "too long to look";
}

TEST(Prefilter, AnEmptyOneFindsNothing) {
    PrefilterBuilder builder;
    const Prefilter prefilter = builder.finish();
    EXPECT_FALSE(candidates(prefilter, 70, "some text").has(69));
}

// Thousands of random literals over few letters collide in every table; none may be hidden.
TEST(Prefilter, NeverHidesALiteralThatIsThere) {
    std::mt19937 random(1);
    const auto letters = [&](std::size_t size) {
        std::string out;
        for (std::size_t i = 0; i < size; ++i)
            out += static_cast<char>('a' + random() % 4);
        return out;
    };
    std::vector<std::string> literals;
    PrefilterBuilder builder;
    for (std::uint16_t i = 0; i < 3000; ++i) {
        literals.push_back(letters(4 + random() % 9));
        builder.add(i, {literals.back()}, {literals.back()});
    }
    const Prefilter prefilter = builder.finish();
    for (int round = 0; round < 20; ++round) {
        const std::string text = letters(400);
        std::unique_ptr<const TextGrams> grams;
        const Candidates found = candidates(prefilter, literals.size(), text);
        for (std::size_t i = 0; i < literals.size(); ++i) {
            const bool stands = text.find(literals[i]) != std::string::npos;
            EXPECT_EQ(found.has(i), stands) << literals[i];
            EXPECT_EQ(has_besides(prefilter, i, text, grams), stands) << literals[i];
        }
    }
}

} // namespace
} // namespace backsift::rules
