#include "rules/expression.hpp"

#include <algorithm>
#include <string>

#include <gtest/gtest.h>

#include "rules/pattern.hpp"

namespace backsift::rules {
namespace {

Expression read(std::string_view written, Against against = Against::folded) {
    auto result = read_expression(written, against);
    EXPECT_TRUE(result) << written << ": " << (result ? "" : base::describe(result.error()));
    return result ? std::move(*result) : Expression{};
}

// The column of what is refused, 0 when nothing is.
std::size_t refused_at(std::string_view written, Against against = Against::folded) {
    const auto result = read_expression(written, against);
    return result ? 0 : result.error().place.column;
}

bool hits(std::string_view written, std::string_view text) {
    const auto pattern = Pattern::compile(read(written).text);
    EXPECT_TRUE(pattern) << written;
    return pattern && pattern->search(text).match == Match::hit;
}

TEST(Expression, FoldsLiteralCharactersOnly) {
    EXPECT_EQ(read(R"(Mail\S\D\s\d\A\.)").text, R"(mail\S\D\s\d\A\.)");
    EXPECT_EQ(read(R"([A-Z\S]x)").text, R"([a-z\S]x)");
    EXPECT_EQ(read(R"(\AÄx\z)").text, R"(\Aäx\z)");
}

TEST(Expression, BoundsWhatHasNoBound) {
    EXPECT_EQ(read("a*b+c?d{2,}e{3}f{1,4}").text, "a{0,250}b{1,251}c?d{2,252}e{3}f{1,4}");
    EXPECT_EQ(read("a.*?b").text, "a.{0,250}?b");
    EXPECT_EQ(refused_at("a{1,1001}"), 2U);
}

TEST(Expression, RepeatsAWholeCharacter) {
    EXPECT_TRUE(hits("ä{2}x", "ääx"));
    EXPECT_TRUE(hits("grü?n", "grn"));
    EXPECT_FALSE(hits("^ä+$", "\xC3\xA4\xA4"));
}

TEST(Expression, KeepsWhatPunctuationMeans) {
    EXPECT_TRUE(hits(R"(a\.b\|c\(d\))", "a.b|c(d)"));
    EXPECT_FALSE(hits(R"(a\.b)", "axb"));
    EXPECT_TRUE(hits(R"([\]\[^-]{4})", "][^-"));
    EXPECT_TRUE(hits("]}", "]}"));
    EXPECT_TRUE(hits("foo(?= bar)", "foo bar"));
    EXPECT_FALSE(hits("foo(?! bar)", "foo bar"));
    EXPECT_TRUE(hits("(?:a|b(c|d))e", "bde"));
    EXPECT_TRUE(hits("^b", "a\nb"));
    EXPECT_TRUE(hits("^anti(?:-|_|)spam$", "antispam"));
    EXPECT_FALSE(hits("a.b", "a\nb"));
}

TEST(Expression, WordsEndWhereLettersOfAnyLanguageEnd) {
    EXPECT_TRUE(hits(R"(odpowiedź\b)", "odpowiedź x"));
    EXPECT_FALSE(hits(R"(odpowied\b)", "odpowiedź x"));
    EXPECT_FALSE(hits(R"(\bber)", "über"));
    EXPECT_TRUE(hits(R"(\büber\b)", "(über)"));
    EXPECT_TRUE(hits(R"((?:x|ź)\b(?: |,))", "ź,"));
    EXPECT_TRUE(hits(R"(^\w+ ist)", "jürgen ist"));
    EXPECT_FALSE(hits(R"(a\Wb)", "aüb"));
    EXPECT_TRUE(hits(R"(^[\w.]+@)", "jörg.x@"));
}

TEST(Expression, RefusesWhatMisbehavesOnUtf8WithItsColumn) {
    EXPECT_EQ(refused_at(R"(a\B)"), 2U);
    EXPECT_EQ(refused_at("x[aö]"), 4U);
    EXPECT_EQ(refused_at("[[:alpha:]]"), 2U);
    EXPECT_EQ(refused_at(R"(abc \x41)"), 5U);
    EXPECT_EQ(refused_at(R"([a\b])"), 3U);
    EXPECT_EQ(refused_at("a\xFF"), 2U);
    EXPECT_EQ(refused_at("ö", Against::raw_header), 1U);
}

TEST(Expression, RefusesWhatCannotMatchFoldedText) {
    EXPECT_EQ(refused_at("a  b"), 3U);
    EXPECT_EQ(refused_at("a\tb"), 2U);
    EXPECT_EQ(refused_at(R"(a\tb)"), 2U);
    EXPECT_EQ(refused_at(R"(a\tb)", Against::raw_header), 0U);
    EXPECT_EQ(refused_at("a  b", Against::raw_header), 0U);
}

TEST(Expression, RefusesBrokenSyntaxWithItsColumn) {
    EXPECT_EQ(refused_at(""), 1U);
    EXPECT_EQ(refused_at("a)"), 2U);
    EXPECT_EQ(refused_at("a(b"), 2U);
    EXPECT_EQ(refused_at("ab[c"), 3U);
    EXPECT_EQ(refused_at("*a"), 1U);
    EXPECT_EQ(refused_at("a**"), 3U);
    EXPECT_EQ(refused_at("a{x}"), 2U);
    EXPECT_EQ(refused_at("a{3,2}"), 2U);
    EXPECT_EQ(refused_at("a||b"), 3U);
    EXPECT_EQ(refused_at("a|"), 3U);
    EXPECT_EQ(refused_at("()"), 2U);
    EXPECT_EQ(refused_at("(?i)a"), 1U);
    EXPECT_EQ(refused_at("^*"), 2U);
    EXPECT_EQ(refused_at(R"((a)\1)"), 4U);
    EXPECT_EQ(refused_at("a\\"), 2U);
    EXPECT_EQ(refused_at("[z-a]"), 2U);
    EXPECT_EQ(refused_at("[A-z]"), 2U);
    EXPECT_EQ(refused_at("[]"), 1U);
    EXPECT_NE(refused_at(std::string(500, '(')), 0U);
    EXPECT_NE(refused_at(std::string(5000, 'a')), 0U);
    EXPECT_NE(refused_at(std::string("a\0b", 3)), 0U);
}

TEST(Expression, TheEngineTakesWhateverIsAccepted) {
    for (const char* written : {"(?<=a)b", "(?>ab|a)c", "a++b", "[a-z0-9._%+-]+@x", R"([\d\s-]+x)",
                                R"(\/\-\=\@)", "a{0,1000}b"}) {
        EXPECT_TRUE(Pattern::compile(read(written).text)) << written;
    }
}

using Literals = std::vector<std::string>;

TEST(RequiredLiterals, OneOfThemStandsInEveryMatch) {
    EXPECT_EQ(read("mail delivery failed").required, Literals{"mail delivery failed"});
    EXPECT_EQ(read("(?:undeliver(?:ed|able)) mail").required,
              (Literals{"undeliverable mail", "undelivered mail"}));
    EXPECT_EQ(read("abcdef.*ghijklmn").required, Literals{"ghijklmn"});
    EXPECT_EQ(read("message(?: could)? not").required,
              (Literals{"message could not", "message not"}));
    EXPECT_EQ(read("(?:failed|bounced)+ x").required, (Literals{"bounced", "failed"}));
    EXPECT_EQ(read(R"(delivery\s+failed)").required, Literals{"delivery"});
}

TEST(RequiredLiterals, TheLongestArePreferredAndShortOnesTaken) {
    EXPECT_EQ(read(R"(5\.\d\.\d)").required, Literals{"5."});
    EXPECT_EQ(read("failed|no").required, (Literals{"failed", "no"}));
    EXPECT_EQ(read("(?=delivery)d").required, Literals{"d"});
    EXPECT_EQ(read("(?!delivery)d").required, Literals{"d"});
    EXPECT_EQ(read("ab.*delivery").required, Literals{"delivery"});
}

TEST(RequiredLiterals, AreNoneWhereNoneMustBeThere) {
    EXPECT_TRUE(read("(?:failed)?").required.empty());
    EXPECT_TRUE(read("(?:delivery|)").required.empty());
    EXPECT_TRUE(read("(?:delivery)*").required.empty());
    EXPECT_TRUE(read("^$").required.empty());
    EXPECT_TRUE(read("[a-z]+").required.empty());
    EXPECT_TRUE(read("delivery|[a-z]").required.empty());
}

// Two sets, and one of each must stand: many a notice has one by chance.
TEST(RequiredLiterals, HaveASecondSetOfAnotherPlace) {
    EXPECT_EQ(read("abcdef.*ghijklmn").besides, Literals{"abcdef"});
    EXPECT_EQ(read("(?:message|mail).{0,9}you sent.{0,9}(?:virus|worm)").required,
              Literals{"you sent"});
    EXPECT_EQ(read("(?:message|mail).{0,9}you sent.{0,9}(?:virus|worm)").besides,
              (Literals{"virus", "worm"}))
        << "the rarer ones, not the nearest";
    EXPECT_EQ(read("virus.*found in it|whatever").besides, (Literals{"virus", "whatever"}))
        << "where an alternative has one set, that";
    EXPECT_EQ(read("(?:virus.*found in it)+").besides, Literals{"virus"});
    EXPECT_EQ(read("(?:mail.*found in it) by.*clamav").besides, Literals{"clamav"});
}

TEST(RequiredLiterals, HaveNoSecondSetWhereThereIsNone) {
    for (const char* const written :
         {"delivery failed", "failed|bounced", "abc.*delivery", "(?:abcdef)?.*delivery", "[a-z]+",
          "(?=abcdef).*delivery", "virus.*found in it|[a-z]"}) {
        EXPECT_TRUE(read(written).besides.empty()) << written;
    }
}

TEST(Expression, SaysOfAGroupThatEndsWithItsBracketThatItIsNotClosed) {
    for (const char* written : {"auto(", "auto(?:", "auto(a|", "auto(a|b(", "auto(a"}) {
        const auto result = read_expression(written, Against::folded);
        ASSERT_FALSE(result) << written;
        EXPECT_EQ(result.error().sentence, "this group is not closed") << written;
    }
}

TEST(RequiredLiterals, KeepCharactersWhole) {
    EXPECT_EQ(read("Ünzustellbar").required, Literals{"ünzustellbar"});
    EXPECT_EQ(read("не удалось").required, Literals{"не удалось"});
}

TEST(Pattern, NestedAndAdjacentRepeatsDoNotSurviveStress) {
    for (const char* written :
         {"(?:a+)+b", "(?:a|a)*b", ".*.*x", R"(\S+\S+@)", "(?:[a-z]+ ?)+!", R"((?:foo.*)+bar)",
          "(?:a+)+$", R"((?:foo)+(?:foo)+$)", "(?:[q-z]+[q-z]*)+: ticket",
          "(?:[xyz]|[yzw]|[zwv])+ticket", "(?:[b-z]+)+#ticket", "(?:[!-/]+)+ticket",
          "(?:foo[7-9])+(?:foo[7-9])+x", "(?:[m-p]{1,5}){1,200}ticket", "ticket (?:[q-z]+)+b",
          "ticket (?:a+)+b", R"(hello (?:[^@ ]+@[^@ ]+ ?,? ?)+$)"}) {
        const auto pattern = Pattern::compile(read(written).text);
        ASSERT_TRUE(pattern);
        EXPECT_FALSE(pattern->survive_stress(read(written))) << written;
    }
}

TEST(Pattern, OrdinaryPatternsSurviveStress) {
    for (const char* written :
         {"mail delivery failed", "undelivered.*returned", "^re: ", R"([a-z0-9.]+@[a-z0-9.]+)",
          R"(\b5\d\d\b)", "(?:one|two|three) of your", "foo.*bar"}) {
        const auto pattern = Pattern::compile(read(written).text);
        ASSERT_TRUE(pattern);
        const auto survived = pattern->survive_stress(read(written));
        EXPECT_TRUE(survived) << written << ": "
                              << (survived ? "" : base::describe(survived.error()));
    }
}

TEST(Pattern, GivesUpInsteadOfThrowing) {
    const auto pattern = Pattern::compile("(?:a+)+b");
    ASSERT_TRUE(pattern);
    EXPECT_EQ(pattern->search(std::string(5000, 'a')).match, Match::undetermined);
    EXPECT_EQ(pattern->search("aab").match, Match::hit);
    EXPECT_EQ(pattern->search({}).match, Match::miss);
}

TEST(Pattern, TellsWhereItMatched) {
    const auto pattern = Pattern::compile("two");
    ASSERT_TRUE(pattern);
    const Found found = pattern->search("one two three");
    EXPECT_EQ(found.offset, 4U);
    EXPECT_EQ(found.length, 3U);
}

TEST(Pattern, WhatTheEngineRefusesIsAFailure) {
    EXPECT_FALSE(Pattern::compile("(unclosed"));
    EXPECT_FALSE(Pattern::compile(std::string(100'000, '(')));
}

} // namespace
} // namespace backsift::rules
