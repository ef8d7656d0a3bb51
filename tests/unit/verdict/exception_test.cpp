// What a release taught leads to the inbox, and to nothing else.
#include "verdict/exception.hpp"

#include <gtest/gtest.h>

#include "verdict/verdict.hpp"

namespace backsift::verdict {
namespace {

using evidence::Evidence;
using proof::Answer;
using rules::Kind;

Evidence report(const std::string& host, const std::vector<std::string>& recipients,
                Answer answer = Answer::absent, Kind kind = Kind::bounce) {
    Evidence made;
    made.kind = kind;
    made.reporter = host;
    made.proofs.push_back({"token", answer, "A sentence."});
    for (const std::string& address : recipients) {
        evidence::Recipient recipient;
        recipient.address = address;
        made.recipients.push_back(recipient);
    }
    return made;
}

Policy having(const std::string& host, const std::string& domain, Policy policy = {}) {
    policy.exceptions.push_back({"0123456789ab", host, domain, 1'795'255'469, 1'803'031'469, "r"});
    return policy;
}

TEST(Exception, NeedsTheHostAndTheRecipientsDomain) {
    const Policy policy = having("mx.example.net", "example.com");
    EXPECT_EQ(decide(report("mx.example.net", {"bob@example.com"}), policy).place, Place::inbox);
    EXPECT_EQ(decide(report("mx.example.net", {"Bob@EXAMPLE.com"}), policy).place, Place::inbox);
    // The host, the domain, or the sender's domain alone opens nothing.
    EXPECT_EQ(decide(report("mx.example.net", {"bob@other.test"}), policy).place, Place::folder);
    EXPECT_EQ(decide(report("mx.other.test", {"bob@example.com"}), policy).place, Place::folder);
    EXPECT_EQ(decide(report("example.com", {"bob@mx.example.net"}), policy).place, Place::folder);
    EXPECT_EQ(decide(report("", {"bob@example.com"}), policy).place, Place::folder);
    EXPECT_EQ(decide(report("mx.example.net", {}), policy).place, Place::folder);
}

TEST(Exception, NeverMakesAnythingGenuineAndNeverFiles) {
    for (std::size_t k = 0; k < rules::k_kinds; ++k) {
        for (const Answer answer : {Answer::unknown, Answer::absent, Answer::indicated,
                                    Answer::contradicted, Answer::proven}) {
            for (const Policy& without : {Policy::careful(), Policy::strict()}) {
                const Evidence seen =
                    report("mx.example.net", {"bob@example.com"}, answer, static_cast<Kind>(k));
                const Verdict before = decide(seen, without);
                const Verdict after =
                    decide(seen, having("mx.example.net", "example.com", without));
                EXPECT_EQ(after.verdict, before.verdict);
                EXPECT_EQ(after.kind, before.kind);
                EXPECT_EQ(after.proof, before.proof);
                EXPECT_EQ(after.place, Place::inbox);
                EXPECT_EQ(after.exception.has_value(), before.place == Place::folder);
            }
        }
    }
}

TEST(Exception, IsNamedWithWhatEndsIt) {
    const Verdict verdict = decide(report("mx.example.net", {"bob@example.com"}),
                                   having("mx.example.net", "example.com"));
    EXPECT_EQ(verdict.because.back(),
              "It goes to the inbox, because on 2026-11-21 you released a report of mx.example.net "
              "about a recipient at example.com; that counts until 2027-02-19.");
    ASSERT_FALSE(verdict.would_change.empty());
    EXPECT_NE(verdict.would_change[0].find("release --forget 0123456789ab"), std::string::npos);
}

TEST(Exception, EndsAStormForWhatItKnows) {
    Policy policy = having("mx.example.net", "example.com");
    policy.storm.most = 1;
    policy.storm.within_hour.fill(9);
    EXPECT_EQ(decide(report("mx.example.net", {"b@example.com"}, Answer::unknown), policy).place,
              Place::inbox);
    EXPECT_EQ(decide(report("mx.example.net", {"b@other.test"}, Answer::unknown), policy).place,
              Place::folder);
}

TEST(Teaches, EachDomainOnce) {
    const auto learnt =
        teaches(report("mx.example.net", {"a@one.test", "b@ONE.test", "c@two.test", "nobody"}));
    ASSERT_EQ(learnt.size(), 2U);
    EXPECT_EQ(learnt[0].domain, "one.test");
    EXPECT_EQ(learnt[1].domain, "two.test");
    EXPECT_TRUE(
        teaches(report("mx.example.net", {"a@one.test"}, Answer::absent, Kind::ordinary)).empty());
}

TEST(SameReporter, KnowsPoolsAndTellsStrangersApart) {
    EXPECT_TRUE(same_reporter("mx1.example.net", "mx27.example.net"));
    EXPECT_TRUE(same_reporter("MX1.example.net", "mx1.example.net"));
    EXPECT_TRUE(same_reporter("bn8nam11ft035.mail.protection.example.test",
                              "db5eur01ft012.mail.protection.example.test"));
    EXPECT_FALSE(same_reporter("mx1.example.net", "mx1.example.org"));
    EXPECT_FALSE(same_reporter("mail.example.net", "www.example.net"));
    EXPECT_FALSE(same_reporter("one.test", "two.test"));
    EXPECT_FALSE(same_reporter("192.0.2.1", "192.0.2.2"));
    EXPECT_TRUE(same_reporter("192.0.2.1", "192.0.2.1"));
}

} // namespace
} // namespace backsift::verdict
