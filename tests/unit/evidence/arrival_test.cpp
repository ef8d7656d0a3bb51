#include "evidence/arrival.hpp"

#include <gtest/gtest.h>

#include "support/mail_builder.hpp"

namespace backsift::evidence {
namespace {

TEST(Arrival, IsTheTopmostReceivedFieldNotTheOneBelow) {
    const auto mail = test::mail("Received: from a by b; Sat, 21 Nov 2026 05:20:43 +0000\n"
                                 "Received: from c by d; Thu, 1 Jan 2015 00:00:00 +0000\n"
                                 "Date: Thu, 1 Jan 2015 00:00:00 +0000\n\nx\n");
    ASSERT_TRUE(arrival(mail));
    EXPECT_EQ(message::format_utc(*arrival(mail)), "2026-11-21T05:20:43Z");
}

TEST(Arrival, FallsBackToTheMboxLineThenToTheDate) {
    const auto with_line = test::mail("From ann@example.org Sat Nov 21 05:13:35 2026\nDate: Thu, 1 "
                                      "Jan 2015 00:00:00 +0000\n\nx\n");
    ASSERT_TRUE(arrival(with_line));
    EXPECT_EQ(message::format_utc(*arrival(with_line)), "2026-11-21T05:13:35Z");
    const auto with_date = test::mail("Date: Thu, 1 Jan 2015 00:00:00 +0000\n\nx\n");
    ASSERT_TRUE(arrival(with_date));
    EXPECT_EQ(message::format_utc(*arrival(with_date)), "2015-01-01T00:00:00Z");
}

TEST(Arrival, IsUnknownWhereNothingSaysIt) {
    EXPECT_FALSE(arrival(test::mail("Subject: x\n\ny\n")));
    EXPECT_FALSE(arrival(test::mail("")));
}

} // namespace
} // namespace backsift::evidence
