#include "evidence/recipients.hpp"

#include <gtest/gtest.h>

#include "support/mail_builder.hpp"

namespace backsift::evidence {
namespace {

TEST(Reason, IsReadFromTheEnhancedStatusCode) {
    EXPECT_EQ(reason("5.1.1", ""), "user-unknown");
    EXPECT_EQ(reason("4.2.2", ""), "mailbox-full");
    EXPECT_EQ(reason("5.7.26", ""), "policy");
    EXPECT_EQ(reason("4.4.7", ""), "expired");
    EXPECT_EQ(reason("5.1.10", ""), "null-mx");
}

TEST(Reason, FallsBackToTheReplyAndSaysNothingOfWhatSaysNothing) {
    EXPECT_EQ(reason("5.0.0", "550 5.1.1 <bob@example.net>: unknown"), "user-unknown");
    EXPECT_EQ(reason("", "550-5.7.1 no"), "policy");
    EXPECT_EQ(reason("5.0.0", ""), "");
    EXPECT_EQ(reason("", "host 192.0.2.5.1 said: 4.4"), "");
    EXPECT_EQ(reason("", ""), "");
}

TEST(Recipients, ComeFromTheDeliveryStatus) {
    const auto mail = test::mail("From: x@example.net\n\n");
    message::Defects defects;
    const auto status = message::parse_delivery_status(
        "Reporting-MTA: dns; mx.example.net\n\nFinal-Recipient: rfc822; bob@example.net\nAction: failed\nStatus: 5.1.1\n"
        "Diagnostic-Code: smtp; 550 no\n\nFinal-Recipient: rfc822; eve@example.net\nAction: delayed\nStatus: 4.4.7\n",
        {}, defects);
    const auto found = recipients(mail, status, {});
    ASSERT_EQ(found.size(), 2U);
    EXPECT_EQ(found[0].address, "bob@example.net");
    EXPECT_EQ(found[0].reason, "user-unknown");
    EXPECT_EQ(found[0].smtp, "550 no");
    EXPECT_EQ(found[1].action, "delayed");
}

TEST(Recipients, ComeFromEximsFieldWhereThereIsNoStatus) {
    const auto mail = test::mail("X-Failed-Recipients: bob@example.net,\n eve@example.net\n\n");
    const auto found = recipients(mail, {}, {});
    ASSERT_EQ(found.size(), 2U);
    EXPECT_EQ(found[1].address, "eve@example.net");
    EXPECT_EQ(found[1].action, "failed");
}

}  // namespace
}  // namespace backsift::evidence
