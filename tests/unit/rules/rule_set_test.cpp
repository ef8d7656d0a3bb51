#include "rules/rule_set.hpp"

#include <string>
#include <thread>

#include <gtest/gtest.h>

#include "base/text.hpp"
#include "rules/book.hpp"
#include "support/plain_subject.hpp"

namespace backsift::rules {
namespace {

using test::PlainSubject;

// A structural rule "r" with these conditions; examples are of no concern here.
std::string
rule(const std::string& conditions, const std::string& id = "r",
     const std::string& form = "kind = \"bounce\"\nsign = \"structure\"\nstrength = \"weak\"") {
    return "[[rule]]\nid = \"" + id + "\"\nwhy = \"w\"\nyes = [ \"x\" ]\nno = [ \"y\" ]\n" + form
           + "\n" + conditions + "\n";
}

RuleSet loaded(const std::string& text) {
    RuleSet set = RuleSet::empty();
    const auto done = set.load(text, "r.toml");
    EXPECT_TRUE(done) << (done ? "" : base::describe(done.error()));
    return set;
}

std::vector<Hit> hits(const std::string& conditions, std::string_view mail) {
    PlainSubject subject(mail);
    message::Defects defects;
    return loaded(rule(conditions)).structure(subject, defects);
}

bool hit(const std::string& conditions, std::string_view mail) {
    return !hits(conditions, mail).empty();
}

constexpr std::string_view k_bounce =
    "Return-Path: <>\n"
    "From: Mail Delivery System <MAILER-DAEMON@mx.example.net>\n"
    "To: ann@example.org\n"
    "Subject: =?utf-8?Q?Unzustellbar:_Gr=C3=BC=C3=9Fe?=\n"
    "X-Failed-Recipients: bob@example.com\n"
    "MIME-Version: 1.0\n"
    "Content-Type: multipart/report; report-type=delivery-status; boundary=b\n"
    "\n"
    "--b\n"
    "\n"
    "I could not deliver\n   your message.\n"
    "\n"
    "--b\n"
    "Content-Type: message/delivery-status\n"
    "\n"
    "Reporting-MTA: dns; mx.example.net\n"
    "\n"
    "Final-Recipient: rfc822; bob@example.com\n"
    "Action: failed\n"
    "Status: 5.1.1\n"
    "\n"
    "--b\n"
    "Content-Type: message/rfc822\n"
    "\n"
    "From: ann@example.org\n"
    "Message-ID: <1@example.org>\n"
    "Subject: lunch\n"
    "List-Id: <l.example.org>\n"
    "\n"
    "I could not come.\n"
    "--b--\n";

TEST(Verbs, FieldSeesTheDecodedFoldedValue) {
    EXPECT_TRUE(hit("all = [ { field = \"x-failed-recipients\" } ]", k_bounce));
    EXPECT_TRUE(hit("all = [ { field = \"X-Fail*\", matches = 'bob@' } ]", k_bounce));
    EXPECT_TRUE(hit("all = [ { field = \"Subject\", matches = '^UNZUSTELLBAR: GRÜ' } ]", k_bounce));
    EXPECT_FALSE(hit("all = [ { field = \"Subject\", matches = 'lunch' } ]", k_bounce));
    EXPECT_FALSE(hit("all = [ { field = \"X-Loop\" } ]", k_bounce));
}

TEST(Verbs, AddressSeesNoDisplayName) {
    EXPECT_TRUE(
        hit("all = [ { address = \"From\", matches = '^mailer-daemon@mx\\.example\\.net$' } ]",
            k_bounce));
    EXPECT_FALSE(hit("all = [ { address = \"From\", matches = 'delivery' } ]", k_bounce));
    EXPECT_TRUE(hit("all = [ { address = \"To\" } ]", k_bounce));
    EXPECT_FALSE(hit("all = [ { address = \"Cc\" } ]", k_bounce));
    EXPECT_TRUE(hit("all = [ { address = \"To\", matches = '^b@x\\.test$' } ]",
                    "To: a@x.test, B <b@x.test>\n\nx\n"));
}

TEST(Verbs, AFieldAndItsAddressesDoNotStandInForEachOther) {
    const std::string address =
        "{ address = \"From\", matches = '^mailer-daemon@mx\\.example\\.net$' }";
    const std::string field = "{ field = \"From\", matches = 'mail delivery' }";
    EXPECT_TRUE(hit("all = [ " + address + ", " + field + " ]", k_bounce));
    EXPECT_TRUE(hit("all = [ " + field + ", " + address + " ]", k_bounce));
}

TEST(Verbs, PartSeesMediaTypes) {
    EXPECT_TRUE(hit("all = [ { part = \"multipart/report\" }, { part = \"message/delivery-*\" } ]",
                    k_bounce));
    EXPECT_FALSE(hit("all = [ { part = \"text/html\" } ]", k_bounce));
}

TEST(Verbs, StatusSeesTheReportsFields) {
    EXPECT_TRUE(hit(
        "all = [ { status = \"Action\", matches = '^failed$' }, { status = \"reporting-mta\" } ]",
        k_bounce));
    EXPECT_FALSE(hit("all = [ { status = \"Action\", matches = 'delayed' } ]", k_bounce));
    EXPECT_FALSE(hit("all = [ { status = \"*\" } ]", "Subject: x\n\nAction: failed\n"));
}

TEST(Verbs, ReturnedSeesTheReturnedHeaderOnly) {
    EXPECT_TRUE(hit("all = [ { returned = \"List-Id\", matches = 'l\\.example' } ]", k_bounce));
    EXPECT_FALSE(hit("all = [ { returned = \"X-Failed-Recipients\" } ]", k_bounce));
    EXPECT_FALSE(hit("all = [ { returned = \"*\" } ]", "Subject: x\n\nx\n"));
}

TEST(Verbs, TextSeesTheNoticeOnly) {
    EXPECT_TRUE(hit("all = [ { text = 'Could not deliver your message' } ]", k_bounce));
    EXPECT_TRUE(hit("all = [ { text = [ 'no such words', 'deliver' ] } ]", k_bounce));
    EXPECT_FALSE(hit("all = [ { text = 'could not come' } ]", k_bounce));
}

TEST(Verbs, HeaderLineSeesTheRawHeaderWithItsMboxLine) {
    const std::string_view mail = "From root@example.org Mon Jan 12 10:00:00 2026\r\nSubject: "
                                  "=?utf-8?Q?abc?=\r\nX-A: b\r\n\tC  d\r\n\r\nX-B: y\r\n";
    EXPECT_TRUE(hit("all = [ { header_line = '^from root@' } ]", mail));
    EXPECT_TRUE(hit("all = [ { header_line = '^subject: =\\?utf-8' } ]", mail));
    EXPECT_TRUE(hit("all = [ { header_line = '^x-a: b \\tc  d$' } ]", mail));
    EXPECT_FALSE(hit("all = [ { header_line = 'x-b' } ]", mail));
}

TEST(Verbs, IsSeesFactsOfSubjectAndOfRules) {
    EXPECT_TRUE(hit("all = [ { is = \"null-reverse-path\" }, { is = \"returned-part\" }, { is = "
                    "\"multipart-report\" } ]",
                    k_bounce));
    EXPECT_FALSE(hit("all = [ { is = \"disposition-notification\" } ]", k_bounce));
    const RuleSet set =
        loaded(rule("all = [ { field = \"X-Failed-Recipients\" } ]", "f", "kind = \"fact\"")
               + rule("all = [ { is = \"f\" } ]"));
    PlainSubject yes(k_bounce);
    PlainSubject no("Subject: x\n\nx\n");
    message::Defects defects;
    EXPECT_EQ(set.structure(yes, defects).size(), 1U);
    EXPECT_TRUE(set.structure(no, defects).empty());
    EXPECT_TRUE(set.holds("f", yes, defects));
    EXPECT_FALSE(set.holds("f", no, defects));
    EXPECT_FALSE(set.holds("nothing", yes, defects));
}

TEST(Rules, AllAnyAndNoneTogether) {
    const std::string_view mail = "A: 1\nB: 2\n\nx\n";
    EXPECT_TRUE(hit("all = [ { field = \"A\" } ]\nany = [ { field = \"C\" }, { field = \"B\" } "
                    "]\nnone = [ { field = \"D\" } ]",
                    mail));
    EXPECT_FALSE(hit("all = [ { field = \"A\" }, { field = \"C\" } ]", mail));
    EXPECT_FALSE(hit("all = [ { field = \"A\" } ]\nany = [ { field = \"C\" } ]", mail));
    EXPECT_FALSE(
        hit("all = [ { field = \"A\" } ]\nnone = [ { field = \"D\" }, { field = \"B\" } ]", mail));
}

TEST(Rules, StructurePhrasesAndFactsAreAskedApart) {
    const RuleSet set =
        loaded(rule("all = [ { field = \"A\" } ]", "s")
               + rule("all = [ { field = \"A\" } ]", "p", "kind = \"bounce\"\nsign = \"phrase\"")
               + rule("all = [ { field = \"A\" } ]", "f", "kind = \"fact\""));
    PlainSubject subject("A: 1\n\nx\n");
    message::Defects defects;
    const auto structure = set.structure(subject, defects);
    const auto phrases = set.phrases(subject, defects);
    ASSERT_EQ(structure.size(), 1U);
    ASSERT_EQ(phrases.size(), 1U);
    EXPECT_EQ(structure[0].rule->id, "s");
    EXPECT_EQ(phrases[0].rule->id, "p");
}

TEST(Rules, AHitShowsItsWordsCleanAndBounded) {
    const auto found = hits("all = [ { field = \"Subject\", matches = 'failed' } ]",
                            "Subject: \x1b[2Jdelivery failed\n\nx\n");
    ASSERT_EQ(found.size(), 1U);
    EXPECT_EQ(found[0].where, "Subject");
    EXPECT_NE(found[0].excerpt.find("delivery failed"), std::string::npos);
    EXPECT_EQ(found[0].excerpt.find('\x1b'), std::string::npos);
    const std::string longer = "Subject: x\n\n" + std::string(5000, 'a')
                               + " ünd the delivery failed here " + std::string(5000, 'b') + "\n";
    const auto cut = hits("all = [ { text = 'delivery failed' } ]", longer);
    ASSERT_EQ(cut.size(), 1U);
    EXPECT_EQ(cut[0].where, "text");
    EXPECT_LE(cut[0].excerpt.size(), base::Limits{}.excerpt_bytes);
    EXPECT_NE(cut[0].excerpt.find("delivery failed"), std::string::npos);
    EXPECT_TRUE(base::is_valid_utf8(cut[0].excerpt));
}

TEST(Rules, AHitTellsTheAlternativeThatMadeIt) {
    const auto found = hits("all = [ { is = \"null-reverse-path\" } ]\nany = [ { field = "
                            "\"X-Loop\" }, { status = \"Status\", matches = '^5' } ]",
                            k_bounce);
    ASSERT_EQ(found.size(), 1U);
    EXPECT_EQ(found[0].where, "delivery status, status");
    EXPECT_EQ(found[0].excerpt, "5.1.1");
}

TEST(Rules, AnUndeterminedPatternDoesNotHitAndIsNoted) {
    const RuleSet set = loaded(rule("all = [ { field = \"Subject\", matches = '(?:a+)+b' } ]"));
    PlainSubject subject("Subject: " + std::string(5000, 'a') + "c\n\nx\n");
    message::Defects defects;
    EXPECT_TRUE(set.structure(subject, defects).empty());
    EXPECT_TRUE(defects.has(message::Defect::pattern_undetermined));
    const RuleSet excluded = loaded(rule("all = [ { field = \"Subject\" } ]\nnone = [ { field = "
                                         "\"Subject\", matches = '(?:a+)+b' } ]"));
    EXPECT_TRUE(excluded.structure(subject, defects).empty());
}

TEST(Rules, StopsAskingAUsersPatternsOnceSomeHaveGivenUp) {
    std::string text;
    const std::size_t most = base::Limits().given_up_patterns;
    for (std::size_t i = 0; i < most; ++i)
        text += rule("all = [ { field = \"Subject\", matches = '(?:a+)+b' } ]",
                     "slow-" + std::to_string(i));
    text += rule("all = [ { field = \"Subject\", matches = 'quick' } ]", "last");
    RuleSet set = RuleSet::builtin();
    ASSERT_TRUE(set.load(text, "u.toml"));
    const auto hits_on = [&set](const std::string& subject_line) {
        PlainSubject subject("Subject: " + subject_line + "c quick\n\nx\n");
        message::Defects defects;
        return set.structure(subject, defects).size();
    };
    EXPECT_EQ(hits_on("aaa"), 1U);
    EXPECT_EQ(hits_on(std::string(5000, 'a')), 0U);
}

TEST(Rules, StopsAskingAUsersPatternsOnceSoMuchTextWasSearched) {
    std::string text;
    for (int i = 0; i < 400; ++i)
        text += rule("all = [ { text = 'office .{0,9}z[0-9]{3}' } ]", "slow-" + std::to_string(i));
    text += rule("all = [ { text = 'quick' } ]", "last");
    RuleSet set = RuleSet::builtin();
    ASSERT_TRUE(set.load(text, "u.toml"));
    const auto hits_on = [&set](std::size_t bytes) {
        std::string body = "quick office ";
        body.resize(bytes, 'z');
        PlainSubject subject("Subject: a\n\n" + body + "\n");
        message::Defects defects;
        return set.structure(subject, defects).size();
    };
    EXPECT_EQ(hits_on(1000), 1U);
    EXPECT_EQ(hits_on(127U << 10U), 0U) << "400 times that is more than own_pattern_bytes";
}

TEST(Rules, LooksAtABoundedNumberOfEqualFields) {
    std::string mail;
    for (int i = 0; i < 500; ++i)
        mail += "X-Hop: " + std::to_string(i) + "\n";
    EXPECT_TRUE(hit("all = [ { field = \"X-Hop\", matches = '^63$' } ]", mail + "\nx\n"));
    EXPECT_FALSE(hit("all = [ { field = \"X-Hop\", matches = '^64$' } ]", mail + "\nx\n"));
    EXPECT_FALSE(hit("all = [ { field = \"X-*\", matches = '^64$' } ]", mail + "\nx\n"));
}

TEST(Rules, HostileMailIsAskedWithoutHarm) {
    const std::string all = "any = [ { field = \"*\", matches = 'zzzz' }, { address = \"*\", "
                            "matches = 'zzzz' }, { status = \"*\", matches = 'zzzz' }, "
                            "{ returned = \"*\", matches = 'zzzz' }, { text = 'zzzz' }, { "
                            "header_line = 'zzzz' }, { part = \"zz/*\" } ]";
    for (const std::string& mail :
         {std::string(), std::string("\0\0\0", 3), std::string("\n\n"),
          std::string("From:\r\rTo:\r"), std::string("no field"),
          "Subject: " + std::string(1 << 20, 'z' - 1), std::string(k_bounce.substr(0, 700))}) {
        EXPECT_FALSE(hit(all, mail));
    }
}

// As many as a 16-bit number takes for none: a rule of none would hit everything.
TEST(OwnedBook, KeepsEveryConditionHoweverManyThereAre) {
    Draft draft;
    draft.id = "r";
    draft.all.resize(65'536);
    draft.any.resize(2);
    const OwnedBook book({draft}, Engine::boost);
    EXPECT_EQ(book.book().rules[0].all().size(), draft.all.size());
    EXPECT_EQ(book.book().rules[0].any().size(), draft.any.size());
    EXPECT_TRUE(book.book().rules[0].none().empty());
}

TEST(RuleSet, AUsersRuleReplacesTheOneOfItsId) {
    RuleSet set =
        loaded(rule("all = [ { field = \"A\" } ]") + rule("all = [ { field = \"A\" } ]", "other"));
    ASSERT_TRUE(set.load(rule("all = [ { field = \"B\", matches = 'two words' } ]")
                             + rule("all = [ { field = \"B\" } ]", "third"),
                         "u.toml"));
    ASSERT_EQ(set.rules().size(), 3U);
    EXPECT_EQ(set.rules()[0]->id, "r");
    EXPECT_EQ(set.find("r")->all()[0].name, "B");
    PlainSubject subject("B: two words\n\nx\n");
    message::Defects defects;
    EXPECT_EQ(set.structure(subject, defects).size(), 2U);
}

TEST(RuleSet, AFactThatAsksForItselfDoesNotHold) {
    RuleSet set = loaded(rule("all = [ { field = \"A\" } ]", "f", "kind = \"fact\"")
                         + rule("all = [ { is = \"f\" } ]", "g", "kind = \"fact\""));
    ASSERT_TRUE(set.load(rule("all = [ { is = \"g\" } ]", "f", "kind = \"fact\""), "u.toml"));
    PlainSubject subject("A: 1\n\nx\n");
    message::Defects defects;
    EXPECT_FALSE(set.holds("f", subject, defects));
    EXPECT_FALSE(set.holds("g", subject, defects));
}

TEST(RuleSet, ABrokenFileAddsNothing) {
    RuleSet set = loaded(rule("all = [ { field = \"A\" } ]"));
    const auto done = set.load(rule("all = [ { field = \"B\" } ]", "good")
                                   + rule("all = [ { text = 'a(' } ]", "bad"),
                               "u.toml");
    ASSERT_FALSE(done);
    EXPECT_EQ(done.error().place.file, "u.toml");
    EXPECT_EQ(done.error().kind, base::Kind::config);
    EXPECT_EQ(set.rules().size(), 1U);
}

TEST(RuleSet, StressRefusesWhatTakesTooLong) {
    const std::string text = rule("all = [ { text = '(?:a+)+b' } ]", "one")
                             + rule("all = [ { text = 'harmless' } ]", "two")
                             + rule("all = [ { text = '(?:c+)+d' } ]", "three");
    const auto found = faults(text, "u.toml");
    ASSERT_EQ(found.size(), 2U);
    EXPECT_NE(found[0].sentence.find("\"one\""), std::string::npos);
    EXPECT_GT(found[0].place.column, 1U) << "at the pattern";
    EXPECT_NE(found[1].sentence.find("\"three\""), std::string::npos);
    EXPECT_GT(found[1].place.line, 1U);
    EXPECT_TRUE(RuleSet::empty().load(text, "u.toml"));
}

TEST(RuleSet, AnEmptyOneHitsNothing) {
    PlainSubject subject(k_bounce);
    message::Defects defects;
    EXPECT_TRUE(RuleSet::empty().structure(subject, defects).empty());
    EXPECT_TRUE(RuleSet::empty().rules().empty());
}

TEST(RuleSet, ThreadsMayAskAtOnce) {
    const RuleSet set = RuleSet::builtin();
    std::vector<std::size_t> counts(4);
    std::vector<std::thread> threads;
    for (std::size_t& count : counts) {
        threads.emplace_back([&set, &count] {
            for (int round = 0; round < 20; ++round) {
                PlainSubject subject(k_bounce);
                message::Defects defects;
                count += set.structure(subject, defects).size()
                         + set.phrases(subject, defects).size()
                         + (set.holds("from-daemon", subject, defects) ? 1U : 0U);
            }
        });
    }
    for (std::thread& thread : threads)
        thread.join();
    EXPECT_GT(counts[0], 0U);
    for (const std::size_t count : counts)
        EXPECT_EQ(count, counts[0]);
}

} // namespace
} // namespace backsift::rules
