#include "proof/what_failed.hpp"

#include <gtest/gtest.h>

#include "unit/proof/answered.hpp"

namespace backsift::proof {
namespace {

// A forgery that reached somebody at victim.test, and that a complaint to abuse@example.net quoted.
const std::string k_quoted = joined(
    {"Received: from host166.spam.test (host166.spam.test [192.0.2.166])\n"
     "\tby mx.victim.test (Postfix) with ESMTP id 99; Sat, 21 Nov 2026 04:00:10 +0000 (UTC)\n",
     "Date: Sat, 21 Nov 2026 04:00:00 +0000\n"
     "From: Alice Example <alice@example.org>\n"
     "To: victim@victim.test\n"
     "Subject: Cheap watches\n"});

std::string why(const std::string& returned, const std::string& failed,
                const std::string& original = {}, const std::string& reporter = "mx.example.net") {
    Answered answered(k_to_us, returned);
    answered.status.reporting_mta = reporter;
    answered.status.recipients.push_back({});
    answered.status.recipients.back().final_recipient = failed;
    answered.status.recipients.back().original_recipient = original;
    return why_not_what_failed(answered.question());
}

TEST(WhatFailed, IsAnotherMailThatWentToOthersThroughOtherHosts) {
    EXPECT_EQ(why(k_quoted, "abuse@example.net"),
              "the returned header may be that of another mail, which went neither to "
              "abuse@example.net nor through the host that reports");
}

TEST(WhatFailed, IsWhatWentToAnyOfThem) {
    EXPECT_EQ(why(k_quoted, "victim@victim.test"), "");
    EXPECT_EQ(why(k_quoted, "postbox7@store.example", "victim@victim.test"), "");
    for (const char* field : {"Delivered-To: abuse@example.net\n", "Cc: abuse@example.net\n",
                              "X-Forwarded-To: <abuse@example.net>\n"})
        EXPECT_EQ(why(field + k_quoted, "abuse@example.net"), "") << field;
}

TEST(WhatFailed, IsWhatTheReporterHadLastWhoeverItForwardedTo) {
    EXPECT_EQ(why(k_quoted, "new-place@elsewhere.test", {}, "out.victim.test"), "");
    EXPECT_EQ(why(joined({k_spammer_handed_over, "From: alice@example.org\nTo: x@victim.test\n"}),
                  "new-place@elsewhere.test"),
              "");
}

TEST(WhatFailed, CannotBeToldWhereNobodyIsNamed) {
    EXPECT_EQ(why(k_quoted, "nobody"), "");
    EXPECT_EQ(why(joined({k_spammer_handed_over, "From: alice@example.org\n"}), "abuse@a.test"),
              "");
    std::string to_its_author = k_quoted;
    to_its_author.replace(to_its_author.find("victim@victim.test"), 18, "alice@example.org");
    EXPECT_EQ(why(to_its_author, "abuse@example.net"), "") << "blind copies";
    EXPECT_EQ(why_not_what_failed(Answered(k_to_us, std::nullopt).question()), "");
}

} // namespace
} // namespace backsift::proof
