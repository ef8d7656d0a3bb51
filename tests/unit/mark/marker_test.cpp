#include "mark/marker.hpp"

#include <gtest/gtest.h>

#include "mark/tag.hpp"
#include "support/fake_world.hpp"

namespace backsift::mark {
namespace {

const std::string k_line = "a 2026-01-01 " + std::string(43, 'A') + "=\nz 2025-01-01 "
                           + std::string(42, 'A') + "Q= retired\n";
const std::string k_mail =
    "From: Ann <ann@example.org>\nBcc: secret@example.net\nSubject: x\n\nhi\n";
const std::vector<std::string> k_addresses{"ann@example.org", "*@ann.example"};

Marker keyed(std::string_view lines = k_line) {
    return std::move(*Marker::keyed("X-Mine", std::move(*read_keys(lines, "keys")), k_addresses));
}
std::string marked(const Marker& marker, std::string_view mail, os::World& world) {
    const auto out = marker.mark(mail, world, base::Limits{});
    EXPECT_TRUE(out);
    return out ? *out : std::string();
}
std::vector<Reading> reading(const Marker& marker, std::string_view mail) {
    message::Defects defects;
    std::size_t body_at = 0;
    return marker.read(message::scan_header(from_header(mail), base::Limits{}, defects, body_at));
}

TEST(Marker, PutsATokenOnTopAndLeavesEveryOtherByte) {
    test::FakeWorld world;
    const std::string out = marked(keyed(), k_mail, world);
    EXPECT_TRUE(out.starts_with("X-Mine: v1; k=a; t=20778; n="));
    EXPECT_EQ(out.substr(out.find('\n') + 1), k_mail);
    const auto read = reading(keyed(), out);
    ASSERT_EQ(read.size(), 1U);
    EXPECT_EQ(read[0].state, Reading::State::good);
    EXPECT_EQ(read[0].identity, "ann@example.org");
}

TEST(Marker, TakesTheFromThatIsOursAndElseTheFirstAddress) {
    test::FakeWorld world;
    const auto identity = [&](const std::string& from) {
        return reading(keyed(), marked(keyed(), "From: " + from + "\n\n", world))[0].identity;
    };
    EXPECT_EQ(identity("Shop@Ann.EXAMPLE"), "shop@ann.example");
    EXPECT_EQ(identity("bob@example.net"), "ann@example.org");
    EXPECT_EQ(identity(""), "ann@example.org");
}

TEST(Marker, MakesNoMessageOfNothing) {
    test::FakeWorld world;
    EXPECT_EQ(marked(keyed(), "", world), "");
    const auto fixed = Marker::fixed("X-Mine", "kV3x9QbLr7TzNw28");
    ASSERT_TRUE(fixed);
    EXPECT_EQ(marked(*fixed, "", world), "");
}

TEST(Marker, MarksAMailThatIsOneContinuationOnce) {
    test::FakeWorld world;
    for (const std::string mail : {" a", "\ta", " a\r", " a\n b", "From ann\n a"}) {
        const std::string once = marked(keyed(), mail, world);
        EXPECT_TRUE(once.ends_with(from_header(mail))) << mail;
        EXPECT_EQ(marked(keyed(), once, world), once) << mail;
        world.moment.seconds += 5 * 86'400;
        const std::string twice = marked(keyed(), once, world);
        EXPECT_TRUE(twice.ends_with(once.substr(once.find("X-Mine")))) << mail;
    }
}

TEST(Marker, MarksOnceADay) {
    test::FakeWorld world;
    const Marker marker = keyed();
    const std::string once = marked(marker, k_mail, world);
    world.chance = 7;
    EXPECT_EQ(marked(marker, once, world), once);
    world.moment.seconds += 5 * 86'400;
    const std::string anew = marked(marker, once, world);
    EXPECT_NE(anew, once);
    EXPECT_TRUE(anew.ends_with(once));
}

TEST(Marker, GivesEachMessageAnotherToken) {
    test::FakeWorld world;
    const std::string one = marked(keyed(), k_mail, world);
    world.chance = 8;
    EXPECT_NE(marked(keyed(), k_mail, world), one);
}

TEST(Marker, DoesNotBelieveAForeignToken) {
    test::FakeWorld world;
    const std::string foreign =
        marked(keyed("a 2026-01-01 " + std::string(42, 'A') + "Q=\n"), k_mail, world);
    const auto read = reading(keyed(), foreign);
    EXPECT_EQ(read[0].state, Reading::State::unfitting);
    EXPECT_TRUE(marked(keyed(), foreign, world).ends_with(foreign));
    EXPECT_NE(marked(keyed(), foreign, world), foreign);
    EXPECT_EQ(reading(keyed(), "X-Mine: v1; k=a; t=1\n\n")[0].state, Reading::State::strange);
}

TEST(Marker, ReadsWhatARetiredKeyMade) {
    test::FakeWorld world;
    const std::string old =
        marked(keyed("z 2025-01-01 " + std::string(42, 'A') + "Q=\n"), k_mail, world);
    EXPECT_EQ(reading(keyed(), old)[0].key_id, "z");
    EXPECT_EQ(reading(keyed(), old)[0].state, Reading::State::good);
}

TEST(Marker, NeedsAKeyThatSigns) {
    EXPECT_FALSE(Marker::keyed("X-Mine", {}, k_addresses));
    EXPECT_FALSE(Marker::keyed(
        "X-Mine", *read_keys("a 2026-01-01 " + std::string(43, 'A') + "= retired\n", "keys"),
        k_addresses));
    EXPECT_FALSE(Marker::keyed("From", *read_keys(k_line, "keys"), k_addresses));
    EXPECT_FALSE(Marker::fixed("X-Mine", "a\nb"));
}

TEST(Marker, WithAFixedValueAddsThat) {
    test::FakeWorld world;
    const Marker fixed = *Marker::fixed("X-Mine", "kV3x9QbLr7TzNw2m");
    const std::string out = marked(fixed, k_mail, world);
    EXPECT_EQ(out, "X-Mine: kV3x9QbLr7TzNw2m\n" + k_mail);
    EXPECT_EQ(marked(fixed, out, world), out);
    EXPECT_EQ(reading(fixed, out)[0].state, Reading::State::good);
    EXPECT_EQ(reading(fixed, "X-Mine: other\n\n")[0].state, Reading::State::strange);
}

TEST(Marker, TakesAnyBytes) {
    test::FakeWorld world;
    for (const std::string& mail :
         {std::string("\n"), std::string("\0\0", 2), std::string(" odd\n"), std::string("From "),
          std::string(1U << 20U, 'a'), std::string("X-Mine:\n")}) {
        const std::string once = marked(keyed(), mail, world);
        EXPECT_NE(once, mail);
        EXPECT_EQ(marked(keyed(), once, world), once);
    }
}

} // namespace
} // namespace backsift::mark
