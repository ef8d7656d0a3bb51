#include "mark/sendmail_arguments.hpp"

#include <gtest/gtest.h>

namespace backsift::mark {
namespace {

using Words = std::vector<std::string>;

SendmailArguments arguments(Words more) {
    more.insert(more.begin(), "/usr/sbin/sendmail");
    return SendmailArguments(std::move(more));
}

TEST(SendmailArguments, NameTheRecipientsBehindTheOptions) {
    const Words both{"bob@example.net", "eve@example.net"};
    for (const Words& words : std::initializer_list<Words>{
             {"bob@example.net", "eve@example.net"},
             {"-i", "-f", "ann@example.org", "--", "bob@example.net", "eve@example.net"},
             {"-oi", "-oem", "-fann@example.org", "bob@example.net", "eve@example.net"},
             {"-tif", "ann@example.org", "bob@example.net", "local", "eve@example.net"},
             {"-F", "Ann @ home", "-N", "never", "-R", "hdrs", "bob@example.net",
              "eve@example.net"},
             {"-G", "-i", "-f", "", "--", "bob@example.net", "eve@example.net"}}) {
        EXPECT_EQ(arguments(words).recipients(), both);
    }
    EXPECT_TRUE(arguments({"-t"}).recipients().empty());
    EXPECT_TRUE(arguments({"-f"}).recipients().empty());
    EXPECT_TRUE(SendmailArguments({}).recipients().empty());
}

TEST(SendmailArguments, NameTheSender) {
    EXPECT_EQ(arguments({"-i", "-f", "ann@example.org"}).sender(), "ann@example.org");
    EXPECT_EQ(arguments({"-i", "-rann@example.org", "x@y.test"}).sender(), "ann@example.org");
    EXPECT_EQ(arguments({"-f", "", "x@y.test"}).sender(), "");
    EXPECT_FALSE(arguments({"-i", "--", "-f", "ann@example.org"}).sender());
    EXPECT_FALSE(arguments({"-f"}).sender());
}

TEST(SendmailArguments, ChangeOnlyTheSender) {
    SendmailArguments apart = arguments({"-i", "-f", "ann@example.org", "--", "b@c.test"});
    apart.set_sender("t@example.org");
    EXPECT_EQ(apart.words(),
              (Words{"/usr/sbin/sendmail", "-i", "-f", "t@example.org", "--", "b@c.test"}));
    SendmailArguments joint = arguments({"-ifann@example.org"});
    joint.set_sender("t@example.org");
    EXPECT_EQ(joint.words(), (Words{"/usr/sbin/sendmail", "-ift@example.org"}));
    SendmailArguments none = arguments({"-t"});
    none.set_sender("t@example.org");
    EXPECT_EQ(none.words(), (Words{"/usr/sbin/sendmail", "-f", "t@example.org", "-t"}));
    EXPECT_EQ(none.sender(), "t@example.org");
}

TEST(SendmailArguments, TakeAnEnvelopeIdUnlessThereIsOne) {
    SendmailArguments words = arguments({"-N", "success", "-t"});
    words.set_envelope_id("bs1.x");
    EXPECT_EQ(words.words(), (Words{"/usr/sbin/sendmail", "-V", "bs1.x", "-N", "success", "-t"}));
    words.set_envelope_id("bs1.y");
    EXPECT_EQ(words.words().size(), 6U);
    SendmailArguments own = arguments({"-tVmine"});
    own.set_envelope_id("bs1.x");
    EXPECT_EQ(own.words(), (Words{"/usr/sbin/sendmail", "-tVmine"}));
}

TEST(SendmailArguments, TellErrandsThatReadNoMessage) {
    for (const char* errand : {"-bs", "-bp", "-bi", "-bv", "-q", "-q30m", "-I", "--version"}) {
        EXPECT_FALSE(arguments({errand}).sends_a_message()) << errand;
    }
    EXPECT_TRUE(arguments({"-bm", "-t"}).sends_a_message());
    EXPECT_TRUE(arguments({"--", "-bs"}).sends_a_message());
    EXPECT_TRUE(arguments({"x@y.test", "-bs"}).sends_a_message()) << "options end at an operand";
}

} // namespace
} // namespace backsift::mark
