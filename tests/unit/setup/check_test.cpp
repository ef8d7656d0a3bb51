#include "setup/check.hpp"

#include <gtest/gtest.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <map>

namespace backsift::setup {
namespace {

constexpr std::int64_t k_now = 1795000000; // November 2026

Seen maildir() {
    Seen seen;
    seen.exists = seen.is_folder = seen.is_maildir = true;
    return seen;
}

Seen folder() {
    Seen seen;
    seen.exists = seen.is_folder = true;
    return seen;
}

Seen program() {
    Seen seen;
    seen.exists = seen.may_be_run = seen.others_may_read = true;
    return seen;
}

Seen plain_file() {
    Seen seen;
    seen.exists = true;
    return seen;
}

using World = std::map<std::string, Seen>;

// The remarks on a config text as "severity LINE sentence", one per line.
std::string told(const std::string& text, const World& world = {}) {
    const base::Result<config::Config> config = config::read(text, "c.toml");
    if (!config)
        return base::describe(config.error());
    const Surroundings surroundings{k_now, [&](const std::string& path) {
                                        const auto found = world.find(path);
                                        return found == world.end() ? Seen{} : found->second;
                                    }};
    std::string out;
    for (const Remark& remark : check(*config, surroundings)) {
        constexpr const char* k_words[] = {"note", "warning", "error"};
        out += std::string(k_words[static_cast<int>(remark.severity)]) + ' '
               + std::to_string(remark.place.line) + ' ' + remark.sentence + '\n';
    }
    return out;
}

bool says(const std::string& remarks, std::string_view line) {
    return remarks.find(line) != std::string::npos;
}

constexpr const char* k_sound = R"([identity]
addresses = ["ann@example.org", "*@ann.example"]
sending = ["ann@example.org", "list@ann.example"]
sending_complete = true
[deliver]
inbox = "/m"
backscatter = "/m/.Backscatter"
[token]
header = "X-Mine"
value = "a long and private text"
covers = "all"
since = 2026-01-01
[relays]
names = ["mail.example.org", "192.0.2.10"]
covers = "all"
)";

TEST(Check, IsSilentOnASoundConfig) {
    EXPECT_EQ(told(k_sound, {{"/m", maildir()}, {"/m/", maildir()}}), "");
}

TEST(Check, NotesThatAnEmptyConfigJudgesNothing) {
    const std::string remarks = told("");
    EXPECT_TRUE(says(remarks, "note 0 no inbox is set"));
    EXPECT_TRUE(says(remarks, "note 0 nothing is set by which your own mail could be told"));
    EXPECT_FALSE(says(remarks, "error"));
}

TEST(Check, FindsContradictionsAboutIdentity) {
    EXPECT_TRUE(
        says(told("[identity]\nsending_complete = true\n"), "error 2 sending_complete says"));
    EXPECT_TRUE(says(told("[identity]\naddresses = [\"ann@example.org\",\n\"ann\"]\n"),
                     "warning 3 \"ann\" is no mail address"));
    EXPECT_TRUE(
        says(told("[identity]\naddresses = [\"a@example.org\"]\nsending = [\"b@example.org\"]\n"),
             "warning 3 \"b@example.org\" sends but is none of the addresses"));
    EXPECT_TRUE(says(told("[identity]\nsending = [\"*@*\"]\nsending_complete = true\n"),
                     "warning 2 \"*@*\" holds for every address"));
}

TEST(Check, FindsClaimsOfCoverageThatMeanNothing) {
    EXPECT_TRUE(says(told("[relays]\ncovers = \"all\"\n"),
                     "warning 2 [relays] covers all mail but has no names"));
    EXPECT_TRUE(says(told("[sent]\ncovers = \"all\"\n"),
                     "warning 2 [sent] covers all mail but has no folders"));
    EXPECT_TRUE(says(told("[relays]\nnames = [\"mail.example.org\"]\nsince = 2026-01-01\n"),
                     "note 3 since means nothing without covers"));
    EXPECT_TRUE(says(
        told("[relays]\nnames = [\"mail.example.org\"]\ncovers = \"all\"\nsince = 2027-01-01\n"),
        "warning 4 since lies in the future"));
    EXPECT_FALSE(says(
        told("[relays]\nnames = [\"mail.example.org\"]\ncovers = \"all\"\nsince = 2026-01-01\n"),
        "since"));
}

TEST(Check, FindsSecretsThatAreNone) {
    const auto token = [](const std::string& header, const std::string& value) {
        return told("[token]\nheader = \"" + header + "\"\nvalue = \"" + value
                    + "\"\ncovers = \"some\"\n");
    };
    EXPECT_TRUE(says(token("X-Mine", "short"), "warning 3 the token has fewer than 8 characters"));
    EXPECT_TRUE(
        says(token("X-Mine", "With its content"), "warning 3 the token is the manual's sample"));
    EXPECT_FALSE(says(token("X-Mine", "12345678"), "token"));
    EXPECT_TRUE(says(token("subject", "12345678"),
                     "error 2 \"subject\" is a field that other mail has too"));
    EXPECT_TRUE(says(token("X-Backsift", "12345678"), "error 2 X-Backsift"));
    EXPECT_FALSE(says(token("X-Mine", "hunter2"), "hunter2"));
}

TEST(Check, WantsKeysInNobodyElsesHands) {
    const std::string text = "[token]\nheader = \"X-Mine\"\nkey_file = \"/k\"\ncovers = \"some\"\n";
    EXPECT_TRUE(says(told(text), "error 3 the key file does not exist"));
    Seen seen = plain_file();
    EXPECT_FALSE(says(told(text, {{"/k", seen}}), "key file"));
    seen.others_may_read = true;
    EXPECT_TRUE(says(told(text, {{"/k", seen}}), "error 3 the key file may be read by others"));
    seen.distrust = "belongs to user 7";
    EXPECT_TRUE(says(told(text, {{"/k", seen}}), "error 3 the key file belongs to user 7"));
}

TEST(Check, PointsAtTheRelayThatIsDoubtful) {
    const std::string remarks = told("[relays]\nnames = [\"mail.example.org\",\n\"*.com\",\n"
                                     "\"*.google.com\",\n\"MAIL.example.org\"]\n");
    EXPECT_TRUE(says(remarks, "error 3 \"*.com\" matches too much"));
    EXPECT_TRUE(says(remarks, "warning 4 \"*.google.com\" sends for everybody"));
    EXPECT_TRUE(says(remarks, "note 5 \"MAIL.example.org\" stands twice"));
}

TEST(Check, TellsWhichPolicyKeysDoNothing) {
    const std::string remarks =
        told("[policy]\nordinary = \"folder\"\ncomplaint = \"inbox\"\nbounce = \"folder\"\n");
    EXPECT_TRUE(says(remarks, "warning 2 ordinary has no effect"));
    EXPECT_TRUE(says(remarks, "warning 3 complaint has no effect"));
    EXPECT_FALSE(says(remarks, "bounce has no effect"));
}

TEST(Check, WantsAnInboxThatIsThere) {
    const std::string text = "[deliver]\ninbox = \"/m\"\n";
    EXPECT_TRUE(says(told(text), "error 2 /m does not exist"));
    EXPECT_TRUE(says(told(text, {{"/m", folder()}}), "error 2 /m is a folder but no Maildir"));
    EXPECT_TRUE(says(told(text, {{"/m", plain_file()}}), "error 2 /m is a file"));
    EXPECT_FALSE(says(told(text, {{"/m", maildir()}}), "/m"));
}

TEST(Check, WantsProgramsThatCanRunAndAreNotBacksift) {
    const std::string text = "[deliver]\ninbox = \"| /bin/x -t\"\nbackscatter = \"/m/.B\"\n";
    EXPECT_TRUE(says(told(text), "error 2 /bin/x is no program"));
    EXPECT_FALSE(says(told(text, {{"/bin/x", program()}}), "/bin/x"));
    EXPECT_TRUE(
        says(told("[deliver]\ninbox = \"|/bin/backsift\"\n", {{"/bin/backsift", program()}}),
             "error 2 Backsift would hand the mail to itself"));
    EXPECT_TRUE(says(told("[deliver]\ninbox = \"|/bin/x\"\n", {{"/bin/x", program()}}),
                     "warning 0 the inbox is a program and no folder for backscatter is set"));
}

TEST(Check, WantsAFolderForBackscatterThatCanBeMade) {
    const std::string text = "[deliver]\ninbox = \"/m\"\nbackscatter = \"/n/.B\"\n";
    World world{{"/m", maildir()}};
    EXPECT_TRUE(says(told(text, world), "error 3 /n/.B cannot be made"));
    world["/n/"] = folder();
    EXPECT_EQ(says(told(text, world), "/n/.B"), false);
    world["/n/.B"] = folder();
    EXPECT_TRUE(says(told(text, world), "error 3 /n/.B is no Maildir"));
    EXPECT_TRUE(says(told("[deliver]\ninbox = \"/m\"\nbackscatter = \"/m\"\n", world),
                     "error 3 backscatter and inbox are the same place"));
}

TEST(Check, WantsFilesThatAreThereAndTrusted) {
    const std::string text =
        "[rules]\nfiles = [\"/a\",\n\"/b\"]\n[[dkim]]\ndomain = \"example.org\"\n"
        "selector = \"s\"\npublic_key = \"/d\"\n[[dkim]]\ndomain = \"example.org\"\n"
        "selector = \"t\"\npublic_key = \"/e\"\n[sent]\nfolders = [\"/s\"]\n";
    Seen foreign = plain_file();
    foreign.distrust = "may be written by everybody";
    const std::string remarks =
        told(text, {{"/a", plain_file()}, {"/b", foreign}, {"/d", plain_file()}});
    EXPECT_FALSE(says(remarks, "/a"));
    EXPECT_TRUE(says(remarks, "error 3 /b may be written by everybody"));
    EXPECT_FALSE(says(remarks, "/d"));
    EXPECT_TRUE(says(remarks, "error 11 /e does not exist"));
    EXPECT_TRUE(says(remarks, "warning 13 /s does not exist"));
}

TEST(Check, WarnsOfAFolderInWhichOthersMayExchangeTheConfig) {
    config::Config config;
    config.file = "/d/config.toml";
    Seen open = folder();
    open.distrust = "may be written by everybody";
    const Surroundings surroundings{
        k_now, [&](const std::string& path) { return path == "/d" ? open : Seen{}; }};
    const std::vector<Remark> remarks = check(config, surroundings);
    ASSERT_FALSE(remarks.empty());
    EXPECT_EQ(remarks[0].sentence, "the folder of this file may be written by everybody");
    EXPECT_EQ(remarks[0].place.file, "/d/config.toml");
}

TEST(Surroundings, SeeTheRealWorld) {
    std::string root = testing::TempDir() + "backsift-look-XXXXXX";
    ASSERT_NE(::mkdtemp(root.data()), nullptr);
    for (const char* name : {"/m/cur", "/m/new", "/m/tmp", "/f"})
        std::filesystem::create_directories(root + name);
    std::ofstream(root + "/k") << "key";
    ASSERT_EQ(::chmod((root + "/k").c_str(), 0602), 0);
    const Surroundings world = real_surroundings();
    EXPECT_TRUE(world.look(root + "/m").is_maildir);
    EXPECT_FALSE(world.look(root + "/f").is_maildir);
    EXPECT_TRUE(world.look(root + "/f").is_folder);
    EXPECT_FALSE(world.look(root + "/none").exists);
    EXPECT_NE(world.look(root + "/k").distrust, "");
    EXPECT_EQ(world.look(root + "/f").distrust, "");
    ASSERT_EQ(::chmod((root + "/f").c_str(), 0707), 0);
    EXPECT_EQ(world.look(root + "/f").distrust, "may be written by everybody");
    EXPECT_FALSE(world.look(root + "/k").others_may_read);
    EXPECT_TRUE(world.look("/bin/sh").may_be_run);
    EXPECT_FALSE(world.look(root + "/k").may_be_run);
    EXPECT_GT(world.now, 1700000000);
    std::filesystem::remove_all(root);
}

} // namespace
} // namespace backsift::setup
