#include <gtest/gtest.h>

#include <limits>

#include "message/date.hpp"

namespace backsift::message {
namespace {

std::string utc(std::string_view text) {
    const auto time = parse_date(text);
    return time ? format_utc(*time) : "none";
}

TEST(Date, ReadsRfc5322Dates) {
    EXPECT_EQ(utc("Fri, 3 Apr 2026 10:11:12 +0200"), "2026-04-03T08:11:12Z");
    EXPECT_EQ(utc("Fri, 03 Apr 2026 10:11:12 -0730"), "2026-04-03T17:41:12Z");
    EXPECT_EQ(utc(" Fri, 3 Apr 2026 10:11:12 +0200 (CEST)"), "2026-04-03T08:11:12Z");
    EXPECT_EQ(parse_date("Thu, 1 Jan 1970 00:00:00 +0000"), 0);
    EXPECT_EQ(parse_date("Wed, 31 Dec 1969 23:59:59 -0000"), -1);
}

TEST(Date, ToleratesWhatIsMissing) {
    EXPECT_EQ(utc("3 Apr 2026 10:11:12 +0200"), "2026-04-03T08:11:12Z");
    EXPECT_EQ(utc("3 Apr 2026 10:11 +0200"), "2026-04-03T08:11:00Z");
    EXPECT_EQ(utc("Fri, 3 Apr 2026 10:11:12"), "2026-04-03T10:11:12Z");
    EXPECT_EQ(utc("Fri,3 Apr 2026 9:01:02 +0000"), "2026-04-03T09:01:02Z");
    EXPECT_EQ(utc("Friday, 3 April 2026 10:11:12 +0000"), "2026-04-03T10:11:12Z");
}

TEST(Date, ReadsOldYears) {
    EXPECT_EQ(utc("3 Apr 26 10:11:12 +0000"), "2026-04-03T10:11:12Z");
    EXPECT_EQ(utc("3 Apr 97 10:11:12 +0000"), "1997-04-03T10:11:12Z");
    EXPECT_EQ(utc("3 Apr 126 10:11:12 +0000"), "2026-04-03T10:11:12Z");
    EXPECT_EQ(utc("3-Apr-2026 10:11:12 +0000"), "2026-04-03T10:11:12Z");
    EXPECT_EQ(utc("Friday, 03-Apr-26 10:11:12 GMT"), "2026-04-03T10:11:12Z");
}

TEST(Date, KnowsTheZonesOfRfc822AndNoOther) {
    EXPECT_EQ(utc("3 Apr 2026 10:11:12 PST"), "2026-04-03T18:11:12Z");
    EXPECT_EQ(utc("3 Apr 2026 10:11:12 EDT"), "2026-04-03T14:11:12Z");
    EXPECT_EQ(utc("3 Apr 2026 10:11:12 UT"), "2026-04-03T10:11:12Z");
    EXPECT_EQ(utc("3 Apr 2026 10:11:12 CEST"), "2026-04-03T10:11:12Z");
    EXPECT_EQ(utc("3 Apr 2026 10:11:12 A"), "2026-04-03T10:11:12Z");
    EXPECT_EQ(utc("3 Apr 2026 10:11:12 GMT+0200"), "2026-04-03T08:11:12Z");
    EXPECT_EQ(utc("3 Apr 2026 10:11:12 \"GMT\""), "2026-04-03T10:11:12Z");
}

TEST(Date, TheFirstZoneCounts) {
    EXPECT_EQ(utc("3 Apr 2026 10:11:12 +0200 -0700 PST"), "2026-04-03T08:11:12Z");
    EXPECT_EQ(utc("3 Apr 2026 10:11:12 +9999"), "2026-04-03T10:11:12Z");
}

TEST(Date, SkipsComments) {
    EXPECT_EQ(utc("(a(b)c) Fri (x), 3 (y) Apr (z) 2026 10:11:12 (w) +0200"),
              "2026-04-03T08:11:12Z");
    EXPECT_EQ(utc("3 Apr 2026 10:11:12 +0200 (never closed"), "2026-04-03T08:11:12Z");
    EXPECT_EQ(utc("3 Apr 2026 10:11:12 +0200)"), "2026-04-03T08:11:12Z");
}

TEST(Date, ReadsAsctime) {
    EXPECT_EQ(utc("Sat Nov 21 05:13:35 2026"), "2026-11-21T05:13:35Z");
    EXPECT_EQ(utc("Sat Nov  1 05:13:35 2026"), "2026-11-01T05:13:35Z");
    EXPECT_EQ(utc("Sat Nov 21 05:13:35 +0100 2026"), "2026-11-21T04:13:35Z");
    EXPECT_EQ(utc("Sat Nov 21 05:13:35 PST 2026"), "2026-11-21T13:13:35Z");
}

TEST(Date, ReadsIso8601) {
    EXPECT_EQ(utc("2026-11-21T10:14:29Z"), "2026-11-21T10:14:29Z");
    EXPECT_EQ(utc("2026-11-21T10:14:29+02:00"), "2026-11-21T08:14:29Z");
    EXPECT_EQ(utc("2026-11-21 10:14:29.123 +0200"), "2026-11-21T08:14:29Z");
    EXPECT_EQ(utc("2026-11-21T10:14"), "2026-11-21T10:14:00Z");
    EXPECT_EQ(utc("2026-13-21T10:14"), "none");
}

TEST(Date, ReadsTwelveHourClocks) {
    EXPECT_EQ(utc("3 Apr 2026 10:11:12 PM"), "2026-04-03T22:11:12Z");
    EXPECT_EQ(utc("3 Apr 2026 12:11:12 AM +0000"), "2026-04-03T00:11:12Z");
}

TEST(Date, RefusesNonsense) {
    for (const std::string_view text : {"",
                                        "   ",
                                        "now",
                                        "3 Apr 2026",
                                        "Fri, 3 Xyz 2026 10:11:12",
                                        "32 Jan 2026 10:11:12",
                                        "0 Jan 2026 10:11:12",
                                        "30 Feb 2026 10:11:12",
                                        "29 Feb 2026 10:11:12",
                                        "3 Apr 2026 25:11:12",
                                        "3 Apr 2026 24:00:00",
                                        "3 Apr 2026 10:60:12",
                                        "3 Apr 2026 10:11:61",
                                        "3 Apr 2026 10:11:12:13",
                                        "3 Apr 2026 :",
                                        "3 Apr 2026 1:2:",
                                        "3 Apr 1066 10:11:12",
                                        "3 Apr 20266 10:11:12",
                                        "3 Apr -5 10:11:12",
                                        "-",
                                        "+",
                                        "(",
                                        "((((",
                                        "2026-11-21",
                                        "99999999999999999999 Apr 2026 1:1:1"}) {
        EXPECT_EQ(utc(text), "none") << text;
    }
}

TEST(Date, AcceptsLeapDaysAndLeapSeconds) {
    EXPECT_EQ(utc("29 Feb 2024 10:11:12 +0000"), "2024-02-29T10:11:12Z");
    EXPECT_EQ(utc("29 Feb 2000 10:11:12 +0000"), "2000-02-29T10:11:12Z");
    EXPECT_EQ(utc("29 Feb 1900 10:11:12 +0000"), "none");
    EXPECT_EQ(utc("31 Dec 2016 23:59:60 +0000"), "2017-01-01T00:00:00Z");
}

TEST(Date, EveryDayOfFourCenturiesComesBack) {
    for (UnixTime time = -70LL * 365 * 86'400; time < 330LL * 366 * 86'400; time += 86'400 - 1)
        ASSERT_EQ(parse_date(format_utc(time)), time);
}

TEST(Date, AnyTimeCanBeWritten) {
    EXPECT_EQ(format_utc(1'795'256'069), "2026-11-21T10:14:29Z");
    EXPECT_EQ(format_utc(-1), "1969-12-31T23:59:59Z");
    EXPECT_FALSE(format_utc(std::numeric_limits<UnixTime>::min()).empty());
    EXPECT_FALSE(format_utc(std::numeric_limits<UnixTime>::max()).empty());
}

TEST(Date, HostileInputIsReadInOnePass) {
    for (const std::string_view piece :
         {"(", ")", "1 ", "Apr ", "+0100 ", ":", "10:11:12 ", "-", ",", "1-"}) {
        std::string text;
        while (text.size() < 200'000)
            text += piece;
        EXPECT_EQ(utc(text), "none") << piece;
    }
}

} // namespace
} // namespace backsift::message
