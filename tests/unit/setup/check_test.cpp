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
using Texts = std::map<std::string, std::string>;

Surroundings surroundings_of(const World& world, const Texts& texts) {
    return {k_now,
            [&world](const std::string& path) {
                const auto found = world.find(path);
                return found == world.end() ? Seen{} : found->second;
            },
            [&texts](const std::string& path, std::size_t) -> base::Result<base::Bytes> {
                const auto found = texts.find(path);
                if (found == texts.end())
                    return base::fail(base::Kind::no_input, "does not exist", {path, 0, 0});
                return base::Bytes(found->second);
            },
            ""};
}

// The remarks on a config text as "severity LINE sentence", one per line.
std::string told(const std::string& text, const World& world = {}, const Texts& texts = {}) {
    const base::Result<config::Config> config = config::read(text, "c.toml");
    if (!config)
        return base::describe(config.error());
    std::string out;
    for (const Remark& remark : check(*config, surroundings_of(world, texts))) {
        constexpr const char* k_words[] = {"note", "warning", "error"};
        out += std::string(k_words[static_cast<int>(remark.severity)]) + ' '
               + std::to_string(remark.place.line) + ' ' + remark.sentence + '\n';
    }
    return out;
}

// As a person sees them.
std::string shown(const std::string& text, const Texts& texts = {}) {
    Texts all = texts;
    all["c.toml"] = text;
    const base::Result<config::Config> config = config::read(text, "c.toml");
    if (!config)
        return base::describe(config.error());
    std::string out;
    for (const Remark& remark : check(*config, surroundings_of({}, all)))
        out += describe(remark) + '\n';
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
since = 2026-01-01
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
    EXPECT_TRUE(says(token("X-Mine", "short"),
                     "warning 3 the token's value is shorter than 16 characters"));
    EXPECT_TRUE(says(token("X-Mine", "With its content"),
                     "warning 3 the token's value holds a word from an example"));
    EXPECT_FALSE(says(token("X-Mine", "kV3x9QbLr7TzNwPf"), "token"));
    EXPECT_TRUE(says(token("subject", "kV3x9QbLr7TzNwPf"),
                     "error 2 \"subject\" is a field that other mail has too"));
    EXPECT_TRUE(says(token("X-Backsift", "kV3x9QbLr7TzNwPf"), "error 2 X-Backsift"));
    EXPECT_FALSE(says(token("X-Mine", "hunter2"), "hunter2"));
}

TEST(Check, WantsKeysInNobodyElsesHands) {
    const std::string text = "[token]\nheader = \"X-Mine\"\nkey_file = \"/k\"\ncovers = \"some\"\n";
    EXPECT_TRUE(says(told(text), "error 3 the key file does not exist"));
    Seen seen = plain_file();
    const std::string secret = "AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8=";
    const auto with = [&](const std::string& keys) {
        return told(text, {{"/k", plain_file()}}, {{"/k", keys}});
    };
    EXPECT_FALSE(says(with("a1 2026-01-01 " + secret + "\n"), "key"));
    EXPECT_TRUE(says(with(""), "error 3 no key of this file may sign"));
    EXPECT_TRUE(says(with("a1 2026-01-01 " + secret + " retired\n"),
                     "error 3 no key of this file may sign"));
    EXPECT_TRUE(says(with("a1 2020-01-01 " + secret + "\n"),
                     "note 3 the key that signs is from 2020-01-01"));
    EXPECT_TRUE(says(with("a1 2030-01-01 " + secret + "\n"), "warning 3 the key that signs was"));
    const std::string broken = with("# mine\na1 2026-01-01 no-secret\n");
    EXPECT_TRUE(says(broken, "error 2 "));
    EXPECT_FALSE(says(broken, "no-secret"));
    seen.others_may_read = true;
    EXPECT_TRUE(says(told(text, {{"/k", seen}}), "error 3 the key file may be read by others"));
    seen.distrust = "belongs to user 7";
    EXPECT_TRUE(says(told(text, {{"/k", seen}}), "error 3 the key file belongs to user 7"));
}

TEST(Check, FindsTagsThatCannotBeMadeOrMatchNothing) {
    EXPECT_TRUE(says(told("[envelope]\ntag = \"plus\"\n"), "error 2 there is no key"));
    EXPECT_TRUE(says(told("[envelope]\nenvid = true\n"), "error 2 there is no key"));
    EXPECT_TRUE(says(told("[envelope]\nverp = [\"ann-*@example.org\", \"ann@example.org\"]\n"),
                     "error 2 \"ann@example.org\" is no VERP pattern"));
    const std::string own = "[envelope]\nkey_file = \"/k\"\n";
    EXPECT_TRUE(says(told(own), "error 2 the key file does not exist"));
    Seen seen = plain_file();
    EXPECT_FALSE(says(told(own, {{"/k", seen}}), "key"));
    seen.others_may_read = true;
    EXPECT_TRUE(says(told(own, {{"/k", seen}}), "error 2 the key file may be read by others"));
    EXPECT_TRUE(says(told("[envelope]\ncovers = \"all\"\n"), "error 2 there is no key"));
    EXPECT_TRUE(says(told(own + "since = 2026-01-01\n"), "note 3 since means nothing"));
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

// RFC 8463 A.2.
constexpr const char* k_record = "v=DKIM1; k=ed25519; "
                                 "p=11qYAYKxCrfVS/7TyWQHOg7hcvPapiMlrwIaaPcHURo=";

TEST(Check, WantsDkimKeysThatCanBeUsed) {
    const auto with = [](const std::string& key, const std::string& domain = "example.org") {
        return told("[identity]\naddresses = [\"ann@example.org\"]\n[[dkim]]\ndomain = \"" + domain
                        + "\"\nselector = \"s\"\npublic_key = \"/d\"\n",
                    {}, {{"/d", key}});
    };
    EXPECT_FALSE(says(with(k_record), "/d"));
    EXPECT_FALSE(says(with(k_record), "example.org"));
    EXPECT_TRUE(says(with(""), "error 6 /d is empty"));
    EXPECT_TRUE(says(with("v=DKIM1; p="), "error 6 /d holds no key that can be used"));
    EXPECT_TRUE(says(with("hello"), "error 6 /d holds no key: neither PEM"));
    EXPECT_TRUE(says(with("-----BEGIN RSA PRIVATE KEY-----"), "error 6 /d holds the private key"));
    EXPECT_TRUE(says(with(k_record, "gmail.com"), "error 4 \"gmail.com\" signs for everybody"));
    EXPECT_TRUE(says(with(k_record, "example.com"), "warning 4 no address of yours is in"));
    EXPECT_TRUE(says(told("[[dkim]]\ndomain = \"example.org\"\nselector = \"s\"\n"
                          "public_key = \"/d\"\n"),
                     "error 4 /d: does not exist"));
}

TEST(Check, WantsSentFoldersThatAreThereAndInNobodyElsesHands) {
    const std::string text = "[sent]\nfolders = [\"/s\", \"/t\"]\n";
    Seen open = maildir();
    open.distrust = "may be written by everybody";
    const std::string remarks = told(text, {{"/t", open}});
    EXPECT_TRUE(says(remarks, "warning 2 /s does not exist"));
    EXPECT_TRUE(says(remarks, "warning 2 /t may be written by everybody"));
}

TEST(Check, KnowsThatSomeServicesReplaceMessageIds) {
    const std::string text = "[sent]\nfolders = [\"/s\"]\ncovers = \"all\"\nsince = 2026-01-01\n"
                             "[relays]\nnames = [\"*.eu-west-1.amazonses.com\"]\n";
    EXPECT_TRUE(says(told(text), "error 3 mail that leaves through"));
    EXPECT_FALSE(says(told("[relays]\nnames = [\"*.eu-west-1.amazonses.com\"]\n"), "Message-ID"));
}

std::string rule_with(const std::string& pattern, const std::string& yes) {
    return "[[rule]]\nid = \"mine\"\nwhy = \"a rule of mine\"\nkind = \"bounce\"\n"
           "sign = \"phrase\"\nany = [ { field = \"Subject\", matches = [ '"
           + pattern + "' ] } ]\nyes = [ { value = \"" + yes
           + "\" } ]\nno = [ { value = \"hello\" } ]\n";
}

TEST(Check, TriesTheUsersRules) {
    const std::string text = "[rules]\nfiles = [\"/r\"]\n";
    const auto with = [&](const std::string& rules) { return told(text, {}, {{"/r", rules}}); };
    EXPECT_FALSE(says(with(rule_with("^no such fox", "No such fox")), "error"));
    EXPECT_TRUE(says(told(text), "error 2 /r: does not exist"));
    EXPECT_TRUE(says(with("[[rul]]\n"), "error 1 "));
    EXPECT_TRUE(says(with(rule_with("^no such fox", "no such hare")),
                     "error 7 rule \"mine\" does not hit its example of `yes`"));
    EXPECT_TRUE(says(with(rule_with("^(no such fox|hello)", "no such fox")),
                     "error 8 rule \"mine\" hits its example of `no`"));
}

TEST(Check, RefusesAPatternThatTakesForEver) {
    const std::string remarks =
        told("[rules]\nfiles = [\"/r\"]\n", {}, {{"/r", rule_with("(.*.*.*)*fox$", "a fox")}});
    EXPECT_TRUE(
        says(remarks, "error 6 in rule \"mine\": this pattern takes too long on hostile text"))
        << remarks;
}

TEST(Check, ShowsTheLineAndTheColumnButNoSecret) {
    EXPECT_TRUE(says(shown("[relays]\nnames = [\"mail.example.org\", \"*.com\"]\n"),
                     "c.toml:2:30: error: \"*.com\" matches too much: it holds for hosts of "
                     "strangers\n    names = [\"mail.example.org\", \"*.com\"]\n"
                     "                                 ^\n"))
        << shown("[relays]\nnames = [\"mail.example.org\", \"*.com\"]\n");
    const std::string token =
        shown("[token]\nheader = \"X-Mine\"\nvalue = \"hunter2\"\ncovers = \"some\"\n");
    EXPECT_TRUE(says(token, "c.toml:3:"));
    EXPECT_FALSE(says(token, "hunter2"));
}

TEST(Check, WarnsOfAFolderInWhichOthersMayExchangeTheConfig) {
    config::Config config;
    config.file = "/d/config.toml";
    Seen open = folder();
    open.distrust = "may be written by everybody";
    const World world{{"/d", open}};
    const Texts texts;
    const Surroundings surroundings = surroundings_of(world, texts);
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
