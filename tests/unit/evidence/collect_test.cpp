#include "evidence/evidence.hpp"

#include <algorithm>

#include <gtest/gtest.h>

#include "support/mail_builder.hpp"

namespace backsift::evidence {
namespace {

constexpr std::string_view k_rules = R"(
kind = "bounce"
[[rule]]
id = "report"
why = "RFC 3464"
sign = "structure"
strength = "decisive"
all = [ { is = "delivery-status" }, { is = "multipart-report" } ]
yes = [ { mail = "Content-Type: multipart/report; boundary=b\n\n--b\nContent-Type: message/delivery-status\n\nReporting-MTA: dns; a\n\nFinal-Recipient: rfc822; a@b.test\nAction: failed\n--b--\n" } ]
no = [ { mail = "Subject: x\n\ny\n" } ]

[[rule]]
id = "null-path"
kind = "automatic"
why = "weak alone"
sign = "structure"
strength = "weak"
all = [ { is = "null-reverse-path" } ]
yes = [ { mail = "Return-Path: <>\n\nx\n" } ]
no = [ { mail = "Return-Path: <a@b.test>\n\nx\n" } ]

[[rule]]
id = "could-not-deliver"
why = "a phrase"
sign = "phrase"
all = [ { text = "could not deliver" } ]
yes = [ { value = "I could not deliver it" } ]
no = [ { value = "delivered" } ]
)";

struct Counting final : proof::Proof {
    Counting(std::string name, proof::Answer answer, int& asked)
        : name_(std::move(name)),
          answer_(answer),
          asked_(asked) {}
    [[nodiscard]] proof::Reply ask(const proof::Question&) const override {
        ++asked_;
        return {name_, answer_, "because"};
    }
    std::string name_;
    proof::Answer answer_;
    int& asked_;
};

class Collect : public testing::Test {
  protected:
    void SetUp() override {
        const auto loaded = rules_.load(k_rules, "test.toml");
        ASSERT_TRUE(loaded) << base::describe(loaded.error());
    }
    void add(std::string name, proof::Answer answer) {
        proofs_.push_back(std::make_unique<Counting>(std::move(name), answer, asked_));
    }
    Evidence collect_from(const std::string& text, Effort effort) {
        const auto mail = test::mail(text);
        return collect(mail, {rules_, proofs_, limits_, {}}, effort);
    }

    rules::RuleSet rules_ = rules::RuleSet::empty();
    proof::Proofs proofs_;
    base::Limits limits_;
    int asked_ = 0;
};

TEST_F(Collect, GathersWhatABounceSaysAndReturns) {
    const Evidence found = collect_from(test::bounce(test::k_sent_by_ann), Effort::decide);
    EXPECT_EQ(found.kind, rules::Kind::bounce);
    EXPECT_EQ(found.reporting_mta, "mx.example.net");
    ASSERT_EQ(found.recipients.size(), 1U);
    EXPECT_EQ(found.recipients[0].address, "bob@example.net");
    EXPECT_EQ(found.recipients[0].reason, "user-unknown");
    ASSERT_TRUE(found.returned);
    EXPECT_EQ(found.returned->header.unfolded("Subject"), "lunch");
    ASSERT_TRUE(found.arrival);
    EXPECT_EQ(message::format_utc(*found.arrival), "2026-11-21T05:20:43Z");
}

TEST_F(Collect, AsksNoProofAboutOrdinaryMail) {
    add("one", proof::Answer::absent);
    const Evidence found = collect_from(
        "From: bob@example.net\nSubject: I could not deliver\n\nI could not deliver it.\n",
        Effort::explain);
    EXPECT_EQ(found.kind, rules::Kind::ordinary);
    EXPECT_EQ(asked_, 0);
}

TEST_F(Collect, StopsAtAProvenAnswerUnlessAskedToExplain) {
    add("one", proof::Answer::proven);
    add("two", proof::Answer::unknown);
    const std::string bounce = test::bounce(test::k_sent_by_ann);
    EXPECT_EQ(collect_from(bounce, Effort::decide).proofs.size(), 1U);
    EXPECT_EQ(collect_from(bounce, Effort::explain).proofs.size(), 2U);
}

TEST_F(Collect, LeavesNothingButWordsOutWhenSilent) {
    rules_ = rules::RuleSet::builtin();
    const std::string bounce = test::bounce(test::k_sent_by_ann);
    const Evidence said = collect_from(bounce, Effort::decide);
    const Evidence silent = collect_from(bounce, Effort::silent);
    EXPECT_EQ(silent.kind, said.kind);
    ASSERT_EQ(silent.findings.size(), said.findings.size());
    ASSERT_FALSE(said.findings.empty());
    for (std::size_t i = 0; i < said.findings.size(); ++i) {
        EXPECT_EQ(silent.findings[i].id, said.findings[i].id);
        EXPECT_EQ(silent.findings[i].shows, said.findings[i].shows);
        EXPECT_EQ(silent.findings[i].why, "");
        EXPECT_NE(said.findings[i].why, "");
    }
}

TEST_F(Collect, AWeakSignAndAPhraseInTheNoticeMakeItAutomatic) {
    EXPECT_EQ(collect_from("Return-Path: <>\nFrom: x@example.net\n\nWe could not deliver it.\n",
                           Effort::decide)
                  .kind,
              rules::Kind::bounce);
    EXPECT_EQ(collect_from("Return-Path: <>\nFrom: x@example.net\n\nHello.\n", Effort::decide).kind,
              rules::Kind::ordinary);
}

TEST_F(Collect, APhraseInTheReturnedMessageIsNotTheNoticesOwn) {
    const std::string notice = "Return-Path: <>\nFrom: x@example.net\n\nHello, see below.\n\n";
    const std::string original =
        "Received: from a by b; Sat, 21 Nov 2026 05:20:43 +0000\nMessage-ID: <1@example.org>\n"
        "From: ann@example.org\nTo: bob@example.net\nSubject: hi\nDate: Sat, 21 Nov 2026 05:20:40 "
        "+0000\n\n";
    EXPECT_EQ(
        collect_from(notice + original + "They could not deliver the sofa.\n", Effort::explain)
            .kind,
        rules::Kind::ordinary);
    EXPECT_EQ(
        collect_from(notice + "We could not deliver it.\n\n" + original + "Bye.\n", Effort::explain)
            .kind,
        rules::Kind::bounce);
}

TEST_F(Collect, NotesDefectsOfTheMailAndOfLooking) {
    EXPECT_TRUE(
        collect_from("Subject: x\n", Effort::decide).defects.has(message::Defect::header_only));
    EXPECT_TRUE(collect_from("", Effort::decide).defects.has(message::Defect::empty));
}

TEST_F(Collect, BothEffortsReachTheSameKind) {
    const std::vector<std::string> mails{test::bounce(test::k_sent_by_ann),
                                         test::bounce(test::k_forged_as_ann),
                                         "Return-Path: <>\n\nx\n",
                                         "Return-Path: <>\n\ncould not deliver\n",
                                         "",
                                         "x"};
    for (const std::string& text : mails) {
        EXPECT_EQ(collect_from(text, Effort::decide).kind, collect_from(text, Effort::explain).kind)
            << text.substr(0, 60);
    }
}

} // namespace
} // namespace backsift::evidence
