#include "deliver/plan.hpp"

#include <gtest/gtest.h>

#include "raw_mail.hpp"

namespace backsift::deliver {
namespace {

verdict::Verdict backscatter() {
    verdict::Verdict verdict;
    verdict.kind = rules::Kind::bounce;
    verdict.verdict = verdict::Word::backscatter;
    verdict.place = verdict::Place::folder;
    verdict.proof = proof::Answer::absent;
    return verdict;
}

config::Config with_inbox(const std::string& inbox) {
    config::Config config;
    config.inbox = inbox;
    return config;
}

TEST(Plan, PutsTheFolderBesideAMaildirInbox) {
    const Plan made = plan(backscatter(), raw_mail("x"), with_inbox("~/Maildir/"));
    EXPECT_EQ(made.place, verdict::Place::folder);
    ASSERT_TRUE(made.folder);
    EXPECT_EQ(made.folder->text, "~/Maildir/.Backscatter");
    ASSERT_TRUE(made.inbox);
    EXPECT_TRUE(made.field.empty());
    EXPECT_TRUE(made.notes.empty());
}

TEST(Plan, TakesTheFolderThatIsNamed) {
    config::Config config = with_inbox("|/usr/bin/procmail");
    config.backscatter = "~/Bounces";
    config.program_seconds = 7;
    const Plan made = plan(backscatter(), raw_mail("x"), config);
    EXPECT_EQ(made.folder->text, "~/Bounces");
    EXPECT_EQ(made.inbox->way, Way::program);
    EXPECT_EQ(made.program_seconds, 7);
}

TEST(Plan, StaysInTheInboxWhereNoFolderCanBe) {
    const Plan made = plan(backscatter(), raw_mail("x"), with_inbox("|/usr/bin/procmail"));
    EXPECT_EQ(made.place, verdict::Place::inbox);
    EXPECT_EQ(made.notes.size(), 1U);
    config::Config broken = with_inbox("~/Maildir");
    broken.backscatter = "|cat 'x";
    const Plan other = plan(backscatter(), raw_mail("x"), broken);
    EXPECT_EQ(other.place, verdict::Place::inbox);
    EXPECT_EQ(other.notes.size(), 1U);
}

TEST(Plan, LeavesEverythingElseInTheInbox) {
    verdict::Verdict verdict;
    for (const auto word :
         {verdict::Word::ordinary, verdict::Word::genuine, verdict::Word::unverifiable}) {
        verdict.verdict = word;
        const Plan made = plan(verdict, raw_mail("x"), with_inbox("~/Maildir"));
        EXPECT_EQ(made.place, verdict::Place::inbox);
        EXPECT_FALSE(made.folder);
    }
}

TEST(Plan, FilesNothingThatWasNotReadToItsEnd) {
    message::Mail mail = raw_mail("x");
    mail.defects.note(message::Defect::message_too_large);
    config::Config config = with_inbox("~/Maildir");
    config.add_field = true;
    const Plan made = plan(backscatter(), mail, config);
    EXPECT_EQ(made.place, verdict::Place::inbox);
    EXPECT_TRUE(made.field.empty());
}

TEST(Plan, AddsTheFieldOnRequest) {
    config::Config config = with_inbox("~/Maildir");
    config.add_field = true;
    EXPECT_EQ(
        plan(backscatter(), raw_mail("x"), config, {"dsn-part"}).field,
        "X-Backsift: verdict=backscatter; kind=bounce; place=folder; proof=absent; by=dsn-part");
}

TEST(Plan, NamesNoInboxByGuess) {
    const Plan none = plan_unjudged(config::Config{});
    EXPECT_FALSE(none.inbox);
    EXPECT_TRUE(none.notes.empty());
    const Plan broken = plan_unjudged(with_inbox("~bob/Maildir"));
    EXPECT_FALSE(broken.inbox);
    EXPECT_EQ(broken.notes.size(), 1U);
}

} // namespace
} // namespace backsift::deliver
