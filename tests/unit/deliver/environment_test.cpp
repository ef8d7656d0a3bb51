#include "deliver/environment.hpp"

#include <algorithm>

#include <gtest/gtest.h>

#include "raw_mail.hpp"
#include "support/fake_world.hpp"

namespace backsift::deliver {
namespace {

bool has(const std::vector<std::string>& environment, const std::string& entry) {
    return std::find(environment.begin(), environment.end(), entry) != environment.end();
}

TEST(Harmless, LetsAddressesThroughAndNothingAShellWouldTripOver) {
    for (const char* good : {"", "ann@example.org", "bounces+ann=example.org@lists.example.net",
                             "SRS0=x/y=z@example.org"}) {
        EXPECT_EQ(harmless(good), good);
    }
    for (const char* bad : {"() { :; }; id", "-oQ/tmp", "a b", "a\nb", "$(id)", "`id`", "a'b",
                            "a\"b", "a;b", "a|b", "a&b", "<>", "gr\xc3\xbcn@example.org"}) {
        EXPECT_EQ(harmless(bad), "") << bad;
    }
    EXPECT_EQ(harmless(std::string(5000, 'a')), "");
}

TEST(Environment, HoldsTheAccountTheEnvelopeAndNothingOfTheCallers) {
    test::FakeWorld world;
    world.environment = {{"LD_PRELOAD", "/evil.so"},
                         {"EXTENSION", "list"},
                         {"LANG", "() { :; }"},
                         {"TZ", "Europe/Berlin"}};
    message::Mail mail = raw_mail("x");
    mail.envelope.reverse_path = std::string("bob@example.net");
    mail.envelope.recipients = {"ann+list@example.org", "other@example.org"};
    const auto environment = environment_of(mail, world);
    for (const char* entry :
         {"HOME=/home/ann", "USER=ann", "LOGNAME=ann", "SHELL=/bin/sh", "SENDER=bob@example.net",
          "RECIPIENT=ann+list@example.org", "EXTENSION=list", "TZ=Europe/Berlin"}) {
        EXPECT_TRUE(has(environment, entry)) << entry;
    }
    EXPECT_EQ(environment.size(), 9U);
}

TEST(Environment, SaysNothingForTheNullPath) {
    test::FakeWorld world;
    message::Mail mail = raw_mail("x");
    mail.envelope.reverse_path = message::NullPath{};
    EXPECT_TRUE(has(environment_of(mail, world), "SENDER="));
    EXPECT_EQ(names_of(mail, world)("SENDER"), "");
    EXPECT_EQ(names_of(mail, world)("RECIPIENT"), "");
    EXPECT_EQ(names_of(mail, world)("HOME"), "/home/ann");
    EXPECT_EQ(names_of(mail, world)("PATH"), std::nullopt);
    world.who = {};
    EXPECT_EQ(names_of(mail, world)("HOME"), std::nullopt);
}

} // namespace
} // namespace backsift::deliver
