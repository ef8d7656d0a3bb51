#include <gtest/gtest.h>

#include "unit/proof/answered.hpp"

namespace backsift::proof {
namespace {

constexpr Coverage k_all{true, std::nullopt};
constexpr Coverage k_some{};

Reply ask(std::string_view token_lines, Coverage coverage,
          const std::string& value = "With its content") {
    const Answered answered(k_to_us, joined({k_our_relay_handed_over, token_lines, k_rest}));
    return answered.ask(static_token("X-Your-Special-Header", value, coverage));
}

TEST(StaticToken, IsIndicatedByTheExactValue) {
    const Reply reply = ask("X-Your-Special-Header: With its content\n", k_all);
    EXPECT_EQ(reply.answer, Answer::indicated);
    EXPECT_EQ(reply.name, "token");
}

TEST(StaticToken, SurvivesFoldingBlanksCaseAndLineEnds) {
    EXPECT_EQ(ask("x-your-special-header:With its content\n", k_all).answer, Answer::indicated);
    EXPECT_EQ(ask("X-YOUR-SPECIAL-HEADER:   With its content \t\n", k_all).answer,
              Answer::indicated);
    EXPECT_EQ(ask("X-Your-Special-Header:\n With its\n\tcontent\n", k_all).answer,
              Answer::indicated);
    EXPECT_EQ(ask("X-Your-Special-Header: With its content\r\n", k_all).answer, Answer::indicated);
}

TEST(StaticToken, IsNotIndicatedByAnotherValue) {
    for (const char* line :
         {"X-Your-Special-Header: with its content\n", "X-Your-Special-Header: With its content.\n",
          "X-Your-Special-Header: With its conten\n", "X-Your-Special-Header:\n"}) {
        EXPECT_EQ(ask(line, k_all).answer, Answer::unknown)
            << line << "a gateway may have altered it";
        EXPECT_EQ(ask(line, k_some).answer, Answer::unknown) << line;
        EXPECT_NE(ask(line, k_some).detail.find("not ours"), std::string::npos);
    }
}

TEST(StaticToken, IsFoundAmongOthersOfItsName) {
    EXPECT_EQ(ask("X-Your-Special-Header: theirs\nX-Your-Special-Header: With its content\n", k_all)
                  .answer,
              Answer::indicated);
}

TEST(StaticToken, IsAbsentOnlyWhereAllMailBearsIt) {
    EXPECT_EQ(ask("", k_all).answer, Answer::absent);
    const Reply reply = ask("", k_some);
    EXPECT_EQ(reply.answer, Answer::unknown);
    EXPECT_NE(reply.remedy.find("covers = \"all\""), std::string::npos);
}

TEST(StaticToken, CountsInTheReturnedHeaderOnly) {
    const Answered outer(joined({k_to_us, "X-Your-Special-Header: With its content\n"}),
                         joined({k_our_relay_handed_over, k_rest}));
    EXPECT_EQ(outer.ask(static_token("X-Your-Special-Header", "With its content", k_all)).answer,
              Answer::absent);
    EXPECT_EQ(ask("Comments: X-Your-Special-Header: With its content\n", k_all).answer,
              Answer::unknown);
}

TEST(StaticToken, CannotBeTheEmptyValue) {
    EXPECT_EQ(ask("X-Your-Special-Header:\n", k_all, "").answer, Answer::unknown);
    EXPECT_EQ(ask("X-Your-Special-Header:\n", k_all, " \n").answer, Answer::unknown);
}

TEST(StaticToken, IsUnknownWhenNothingWasReturned) {
    EXPECT_EQ(Answered(k_to_us, std::nullopt).ask(static_token("X-A", "secret", k_all)).answer,
              Answer::unknown);
}

TEST(StaticToken, NeverShowsItsValue) {
    for (const char* line :
         {"X-Your-Special-Header: With its content\n", "X-Your-Special-Header: no\n", ""}) {
        for (const Coverage coverage : {k_all, k_some}) {
            const Reply reply = ask(line, coverage);
            EXPECT_EQ((reply.detail + reply.remedy).find("With its"), std::string::npos);
        }
    }
}

TEST(StaticToken, IsNotAbsentWhereAnotherCopyBearsIt) {
    const Answered answered(k_to_us, joined({k_our_relay_handed_over, k_rest}));
    const auto with_copy = [&](std::string_view line) {
        const Answered copy(k_to_us, joined({line, k_rest}));
        Question question = answered.question();
        question.copies = {copy.question().returned, 1};
        return static_token("X-Your-Special-Header", "With its content", k_all)->ask(question);
    };
    const Reply reply = with_copy("X-Your-Special-Header: With its content\n");
    EXPECT_EQ(reply.answer, Answer::unknown) << "it proves nothing either";
    EXPECT_NE(reply.detail.find("elsewhere"), std::string::npos);
    EXPECT_EQ(with_copy("X-Your-Special-Header: Another\n").answer, Answer::absent);
}

TEST(StaticToken, IsNotAbsentWhereItStandsInWhatCameBack) {
    const auto with_rest = [&](std::string_view header, std::string_view body) {
        Answered answered(k_to_us, joined({k_our_relay_handed_over, k_rest, header}));
        answered.came_back_with(body);
        answered.returned().where = "part 3, message/rfc822";
        return static_token("X-Your-Special-Header", "With its content", k_all)
            ->ask(answered.question());
    };
    EXPECT_EQ(with_rest("", "Hello\n").answer, Answer::absent);
    EXPECT_EQ(with_rest("", "X-Your-Special-Header: Another\n").answer, Answer::absent);
    for (const std::string header : {"Old-X-Your-Special-Header: With its\n content\n",
                                     "X-Original-X-your-special-header = With its content\n"})
        EXPECT_EQ(with_rest(header, "Hello\n").answer, Answer::unknown) << header;
    const Reply reply = with_rest("", "X-Your-Special-Header: With its content\nX-Mailer: Mutt\n");
    EXPECT_EQ(reply.answer, Answer::unknown) << "a blank line fell into its header";
    EXPECT_NE(reply.detail.find("part 3, message/rfc822"), std::string::npos);
}

} // namespace
} // namespace backsift::proof
