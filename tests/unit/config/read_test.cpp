#include <gtest/gtest.h>

#include "config/config.hpp"

namespace backsift::config {
namespace {

constexpr const char* k_whole = R"([identity]
addresses = ["ann@example.org", "*@ann.example"]
sending = ["ann@example.org"]
sending_complete = true

[deliver]
inbox = "|/usr/bin/procmail -t"
backscatter = "~/Maildir/.Backscatter"
add_field = true
program_seconds = 110

[policy]
preset = "strict"
confirmation = "folder"
scanner-notice = "inbox"

[rules]
files = ["~/rules.toml", "/etc/backsift/rules.toml"]

[token]
header = "X-Your-Special-Header"
value = "With its content"
covers = "all"
since = 2026-01-01

[relays]
names = ["mail.example.org", "2001:db8::/48"]
covers = "all"
since = 2026-02-01T12:00:00+01:00

[sent]
folders = ["~/Maildir/.Sent"]

[[dkim]]
domain = "example.org"
selector = "s1"
public_key = "~/s1.pub"

[[dkim]]
domain = "example.org"
selector = "s2"
public_key = "/etc/s2.pub"
)";

base::Failure failure_of(std::string_view text) {
    base::Result<Config> config = read(text, "c.toml");
    return config ? base::Failure{base::Kind::internal, "was accepted", {}, {}, {}}
                  : config.error();
}

// "LINE:COLUMN sentence | hint"
std::string told(std::string_view text) {
    const base::Failure failure = failure_of(text);
    std::string out = std::to_string(failure.place.line) + ':'
                      + std::to_string(failure.place.column) + ' ' + failure.sentence;
    if (!failure.hint.empty()) {
        out += " | " + failure.hint;
    }
    return out;
}

TEST(Read, TakesEveryKeyToItsMember) {
    const base::Result<Config> read_config = read(k_whole, "c.toml");
    ASSERT_TRUE(read_config) << base::describe(read_config.error());
    const Config& config = *read_config;
    EXPECT_EQ(config.file, "c.toml");
    EXPECT_EQ(config.addresses, (std::vector<std::string>{"ann@example.org", "*@ann.example"}));
    EXPECT_EQ(config.sending, std::vector<std::string>{"ann@example.org"});
    EXPECT_TRUE(config.sending_complete);
    EXPECT_EQ(config.inbox, "|/usr/bin/procmail -t");
    EXPECT_EQ(config.backscatter, "~/Maildir/.Backscatter");
    EXPECT_TRUE(config.add_field);
    EXPECT_EQ(config.program_seconds, 110);
    EXPECT_EQ(config.preset, "strict");
    EXPECT_EQ(config.per_kind, (std::map<std::string, std::string>{{"confirmation", "folder"},
                                                                   {"scanner-notice", "inbox"}}));
    EXPECT_EQ(config.rule_files,
              (std::vector<std::string>{"~/rules.toml", "/etc/backsift/rules.toml"}));
    EXPECT_EQ(config.token_header, "X-Your-Special-Header");
    EXPECT_EQ(config.token_value, "With its content");
    EXPECT_EQ(config.token_covers, "all");
    EXPECT_EQ(config.token_since, 1767225600);
    EXPECT_EQ(config.relay_names, (std::vector<std::string>{"mail.example.org", "2001:db8::/48"}));
    EXPECT_EQ(config.relay_covers, "all");
    EXPECT_EQ(config.relay_since, 1769943600);
    EXPECT_EQ(config.sent_folders, std::vector<std::string>{"~/Maildir/.Sent"});
    EXPECT_EQ(config.sent_covers, "some");
    EXPECT_EQ(config.sent_since, std::nullopt);
    ASSERT_EQ(config.dkim.size(), 2U);
    EXPECT_EQ(config.dkim[0].public_key, "~/s1.pub");
    EXPECT_EQ(config.dkim[1].selector, "s2");
}

TEST(Read, TakesTheBoundOfAStorm) {
    EXPECT_EQ(read("[policy]\nstorm = 7\n", "c.toml")->storm, 7);
    EXPECT_EQ(read("[policy]\nstorm = 0\n", "c.toml")->storm, 0);
    EXPECT_EQ(read("", "c.toml")->storm, 20);
    EXPECT_FALSE(read("[policy]\nstorm = -1\n", "c.toml"));
}

TEST(Read, TakesAnEmptyTextAsTheDefaults) {
    for (const char* text : {"", "\n", "# nothing\n", "[token]\n", "\xEF\xBB\xBF"}) {
        const base::Result<Config> config = read(text, "c.toml");
        ASSERT_TRUE(config) << text;
        EXPECT_EQ(config->preset, "careful");
        EXPECT_EQ(config->program_seconds, 100);
        EXPECT_EQ(config->inbox, "");
        EXPECT_TRUE(config->sources.empty());
    }
}

TEST(Read, RemembersWhereKeysAndListElementsStand) {
    const base::Result<Config> config = read(k_whole, "c.toml");
    ASSERT_TRUE(config);
    EXPECT_EQ(config->place_of("token.covers").line, 23U);
    EXPECT_EQ(config->place_of("relays.names[1]").line, 27U);
    EXPECT_EQ(config->place_of("relays.names[1]").column, 30U);
    EXPECT_EQ(config->place_of("sent.since").line, 0U);
    EXPECT_EQ(config->place_of("sent.since").file, "c.toml");
}

TEST(Read, PointsAtAnUnknownKeyAndNamesTheNearest) {
    EXPECT_EQ(told("[token]\n  sicne = 2026-01-01\n"),
              "2:3 unknown key \"sicne\" in [token] | did you mean \"since\"?");
    EXPECT_EQ(told("[tokn]\nheader = \"X\"\n"),
              "1:2 unknown section \"tokn\" | did you mean \"token\"?");
    EXPECT_EQ(told("[policy]\nvirus = \"inbox\"\n"), "2:1 unknown key \"virus\" in [policy]");
    EXPECT_EQ(told("[policy]\nscanner_notice = \"inbox\"\n"),
              "2:1 unknown key \"scanner_notice\" in [policy] | did you mean \"scanner-notice\"?");
}

TEST(Read, SaysWhereAMisplacedKeyBelongs) {
    EXPECT_EQ(told("inbox = \"/m\"\n"), "1:1 unknown key \"inbox\" | it belongs into [deliver]");
    EXPECT_EQ(told("[token]\nnames = [\"a\"]\n"),
              "2:1 unknown key \"names\" in [token] | it belongs into [relays]");
    EXPECT_EQ(told("covers = \"all\"\n"),
              "1:1 unknown key \"covers\" | it belongs into [token], [envelope], [relays], [sent]");
}

TEST(Read, ShowsTheLineWithACaret) {
    EXPECT_EQ(base::describe(failure_of("[policy]\npreset = \"strikt\"\n")),
              "c.toml:2:10: preset must be \"careful\" or \"strict\", not \"strikt\"\n"
              "    preset = \"strikt\"\n"
              "             ^\n"
              "    did you mean \"strict\"?");
}

TEST(Read, RefusesWrongTypesWithAHint) {
    EXPECT_EQ(told("[token]\nsince = \"2026-01-01\"\n"),
              "2:9 since must be a date, not a string | a date stands without quotes: 2026-01-01");
    EXPECT_EQ(told("[token]\nsince = 2026\n"),
              "2:9 since must be a date, not an integer | e.g. 2026-01-01");
    EXPECT_EQ(told("[relays]\nnames = \"a.example\"\n"),
              "2:9 names must be a list of texts, not a string | put it into brackets: "
              "[\"a.example\"]");
    EXPECT_EQ(told("[relays]\nnames = [\"a.example\", 3]\n"),
              "2:23 names must be a list of texts, not an integer");
    EXPECT_EQ(told("[deliver]\nadd_field = \"yes\"\n"),
              "2:13 add_field must be true or false, not a string | without quotes");
    EXPECT_EQ(told("token = 3\n").substr(0, 41), "1:9 token must be a table, not an integer");
    EXPECT_EQ(told("[dkim]\ndomain = \"example.org\"\n"),
              "1:1 dkim must be a list of tables, not a table | write [[dkim]] on a line of its "
              "own, and its keys below");
}

TEST(Read, KeepsNumbersWithinTheirBounds) {
    EXPECT_EQ(told("[deliver]\nprogram_seconds = 0\n"),
              "2:19 program_seconds must be a number from 1 to 110 seconds, not 0");
    EXPECT_EQ(told("[deliver]\nprogram_seconds = 111\n").substr(0, 20), "2:19 program_seconds");
    EXPECT_TRUE(read("[deliver]\nprogram_seconds = 1\n", "c"));
    EXPECT_EQ(told("[deliver]\nprogram_seconds = -9223372036854775808\n").substr(0, 4), "2:19");
}

TEST(Read, RefusesPathsThatDependOnTheFolderOfTheCaller) {
    for (const char* path : {"Maildir", "./Maildir", "~bob/Maildir", "|procmail", "|", "| "}) {
        const std::string text = "[deliver]\ninbox = \"" + std::string(path) + "\"\n";
        EXPECT_EQ(failure_of(text).place.line, 2U) << path;
        EXPECT_FALSE(failure_of(text).hint.empty()) << path;
    }
    for (const char* path : {"/m", "~", "~/m", "|/bin/cat", "| ~/bin/filter -x"}) {
        EXPECT_TRUE(read("[deliver]\ninbox = \"" + std::string(path) + "\"\n", "c")) << path;
    }
}

TEST(Read, RefusesTextThatNoMailCouldHold) {
    EXPECT_EQ(told("[token]\nheader = \"\"\n"),
              "2:10 header must not be empty | leave the key out where it has no value");
    EXPECT_EQ(told("[token]\nheader = \"X-Mine:\"\n"),
              "2:10 header must be the name of a header field, without colon and blanks");
    EXPECT_EQ(told("[token]\nvalue = \"a\\nb\"\n"), "2:9 value must not hold control characters");
    EXPECT_EQ(told("[identity]\naddresses = [\"a\\u0000b\"]\n"),
              "2:14 addresses must not hold control characters");
}

TEST(Read, NeedsAWholeToken) {
    EXPECT_EQ(told("[token]\nheader = \"X-Mine\"\n"),
              "2:1 [token] has header but no value or key_file | the field's content: value = "
              "\"…\", or key_file = \"~/.config/backsift/keys\"");
    EXPECT_EQ(told("[token]\nheader = \"X-Mine\"\nvalue = \"secret words\"\n").substr(0, 37),
              "2:1 [token] has header but no covers ");
    EXPECT_EQ(told("[token]\nvalue = \"secret words\"\ncovers = \"some\"\n").substr(0, 35),
              "2:1 [token] has value but no header");
    EXPECT_EQ(
        told("[token]\nheader = \"X-Mine\"\nvalue = \"w\"\nkey_file = \"/k\"\ncovers = \"some\"\n"),
        "4:1 key_file and value exclude each other | keep one of them");
    EXPECT_TRUE(read("[token]\nheader = \"X-Mine\"\nkey_file = \"/k\"\ncovers = \"some\"\n", "c"));
}

TEST(Read, NeedsSinceWhereTheTokenCoversAll) {
    EXPECT_EQ(told("[token]\nheader = \"X-Mine\"\nvalue = \"w\"\n covers = \"all\"\n"),
              "4:2 [token] has covers = \"all\" but no since | the day from which on everything "
              "you sent bears it: since = 2026-01-01");
    EXPECT_TRUE(read("[relays]\nnames = [\"mail.example.org\"]\ncovers = \"all\"\n", "c"));
}

TEST(Read, NeedsEveryKeyOfADkimTable) {
    EXPECT_EQ(
        told("[[dkim]]\ndomain = \"example.org\"\nselector = \"s1\"\n"),
        "1:1 [dkim] needs public_key | public_key = \"~/.config/backsift/s1.example.org.pub\"");
}

TEST(Read, NeverShowsTheLineOfASecret) {
    for (const char* text :
         {"[token]\nvalue = \"hunter2\n", "[token]\nvalue = \"hunter2\\n\"\n",
          "[token]\nvalue = [\"hunter2\"]\n", "token = {value = \"hunter2\", x = 1}\n"}) {
        EXPECT_EQ(base::describe(failure_of(text)).find("hunter2"), std::string::npos) << text;
        EXPECT_EQ(failure_of(text).kind, base::Kind::config) << text;
    }
}

// "LINE sentence" of each fault.
std::vector<std::string> all_told(std::string_view text) {
    std::vector<std::string> out;
    for (const base::Failure& fault : read_whole(text, "c.toml").faults) {
        EXPECT_EQ(base::describe(fault).find("hunter2"), std::string::npos) << fault.sentence;
        out.push_back(std::to_string(fault.place.line) + ' ' + fault.sentence);
    }
    return out;
}

TEST(Read, TellsAllThatIsWrongAtOnceButNotWhatFollowsFromIt) {
    EXPECT_EQ(all_told("[policy]\nstorm = -1\nbounce = \"folder\"\nprest = \"strict\"\n"
                       "[polic]\n[token]\nvalu = \"hunter2\"\ncovers = \"al\"\n"
                       "[[dkim]]\ndomian = \"a.test\"\n[[dkim]]\ndomain = \"a.test\"\n"),
              (std::vector<std::string>{
                  "2 storm must be a number from 0 to 1000 replies, not -1",
                  "4 unknown key \"prest\" in [policy]", "5 unknown section \"polic\"",
                  "7 unknown key \"valu\" in [token]", "8 covers must be \"all\" or \"some\"",
                  "10 unknown key \"domian\" in [dkim]", "11 [dkim] needs selector"}));
    EXPECT_EQ(all_told("[token]\nheader = \"X-Mine\"\nvalue = \"hunter2\"\nkey_file = \"/k\"\n"),
              (std::vector<std::string>{"4 key_file and value exclude each other",
                                        "2 [token] has header but no covers"}));
    EXPECT_TRUE(read_whole(k_whole, "c.toml").faults.empty());
    EXPECT_EQ(read_whole(k_whole, "c.toml").config.storm, 20);
}

TEST(Read, TellsTwentyFaultsAtMost) {
    std::string text = "[policy]\n";
    for (int i = 0; i < 1000; ++i)
        text += "x" + std::to_string(i) + " = 1\n";
    EXPECT_EQ(all_told(text).size(), 20U);
}

TEST(Read, FailsCleanlyOnWhatIsNoToml) {
    for (const char* text : {"{", "[token", "a = ", "\x01", "\xff\xfe", "a = 1\na = 2\n",
                             "From ann@example.org Sat Nov 21 2026\n\nhello\n"}) {
        EXPECT_EQ(failure_of(text).kind, base::Kind::config) << text;
    }
    EXPECT_EQ(failure_of(std::string("[policy]\n\0", 10)).kind, base::Kind::config);
    EXPECT_EQ(failure_of("x = " + std::string(5000, '[')).kind, base::Kind::config);
}

TEST(Read, ReadsCrlfAndAMissingFinalNewline) {
    const base::Result<Config> config = read("[policy]\r\npreset = \"strict\"", "c");
    ASSERT_TRUE(config);
    EXPECT_EQ(config->preset, "strict");
}

} // namespace
} // namespace backsift::config
