#include "deliver/loop.hpp"

#include <string>

#include <gtest/gtest.h>

namespace backsift::deliver {
namespace {

std::size_t visits_of(const std::string& header) {
    const base::Limits limits;
    const message::Mail mail = message::parse(base::Bytes(header + "\nbody\n"), {}, limits);
    return visits(mail, limits);
}

std::string times(int count, const std::string& line) {
    std::string out;
    for (int i = 0; i < count; ++i)
        out += line;
    return out;
}

TEST(Visits, AreNoneWhereNothingIsWrittenDown) {
    EXPECT_EQ(visits_of("Subject: a\n"), 0U);
    EXPECT_EQ(visits_of("Delivered-To:\nDelivered-To:\nReceived: nonsense\n"), 0U);
}

TEST(Visits, CountTheTopmostAddressWhateverItsCase) {
    EXPECT_EQ(visits_of("Delivered-To: ann@example.org\nDelivered-To: list@example.net\n"
                        "Delivered-To: Ann@Example.ORG\n"),
              2U);
}

TEST(Visits, CountTheHostThatTookItLast) {
    const std::string here = "Received: from a.example.net by mail.example.org with ESMTP; x\n";
    const std::string there = "Received: from mail.example.org by b.example.net with ESMTP; x\n";
    EXPECT_EQ(visits_of(times(20, here + there)), 20U);
    EXPECT_EQ(visits_of(here + times(20, there)), 1U);
}

} // namespace
} // namespace backsift::deliver
