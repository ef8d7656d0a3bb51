#include "rules/rule_file.hpp"

#include <string>

#include <gtest/gtest.h>

#include "base/faults.hpp"
#include "rules/string_place.hpp"

namespace backsift::rules {
namespace {

// A rule that is right but for what the test puts in.
std::string rule(const std::string& lines,
                 const std::string& rest = "sign = \"structure\"\nstrength = \"strong\"\n") {
    return "kind = \"bounce\"\n[[rule]]\nid = \"a\"\nwhy = \"because\"\nyes = [ \"X: y\\n\" ]\nno "
           "= [ \"X: z\\n\" ]\n"
           + rest + lines;
}

std::vector<Draft> read(const std::string& text, const Above& above = {}) {
    auto drafts = read_rule_file(text, "r.toml", above);
    EXPECT_TRUE(drafts) << (drafts ? "" : base::describe(drafts.error()));
    return drafts ? std::move(*drafts) : std::vector<Draft>{};
}

base::Failure refused(const std::string& text, const Above& above = {}) {
    const auto drafts = read_rule_file(text, "r.toml", above);
    EXPECT_FALSE(drafts) << text;
    return drafts ? base::Failure{} : drafts.error();
}

TEST(RuleFile, GivesARuleAsItIsWritten) {
    const auto drafts = read(rule(
        "points = 7\nall = [ { is = \"null-reverse-path\" }, { field = \"X-Failed-*\" } ]\n"
        "any = [ { field = \"Subject\", matches = [ '^Mail', 'failed' ] }, { text = 'Words' } ]\n"
        "none = [ { returned = \"List-Id\" } ]\n"));
    ASSERT_EQ(drafts.size(), 1U);
    const Draft& draft = drafts[0];
    EXPECT_EQ(draft.id, "a");
    EXPECT_EQ(draft.shows, Shows::kind);
    EXPECT_EQ(draft.kind, Kind::bounce);
    EXPECT_EQ(draft.sign, Sign::structure);
    EXPECT_EQ(draft.strength, Strength::strong);
    EXPECT_EQ(draft.points, 7);
    ASSERT_EQ(draft.any.size(), 2U);
    EXPECT_EQ(draft.any[0].patterns.size(), 2U);
    EXPECT_EQ(draft.any[0].patterns[0].text, "^mail");
    EXPECT_EQ(draft.any[1].verb, Verb::text);
    EXPECT_EQ(draft.none[0].name, "List-Id");
    EXPECT_EQ(draft.examples.size(), 2U);
    EXPECT_FALSE(draft.examples[1].wanted);
}

TEST(RuleFile, AsksTheCheapestConditionFirst) {
    const auto drafts = read(rule("all = [ { text = 'x' }, { is = \"returned-message\" }, { field "
                                  "= \"A\" }, { field = \"B\" } ]\n"));
    ASSERT_EQ(drafts.size(), 1U);
    EXPECT_EQ(drafts[0].all[0].name, "A");
    EXPECT_EQ(drafts[0].all[1].name, "B");
    EXPECT_EQ(drafts[0].all[3].verb, Verb::text);
}

TEST(RuleFile, AnEmptyFileHoldsNoRules) {
    EXPECT_TRUE(read("").empty());
    EXPECT_TRUE(read("kind = \"bounce\"\n").empty());
}

TEST(RuleFile, UnknownKeysAreRefusedWithWhatWasMeant) {
    const base::Failure failure = refused(rule("al = [ { field = \"X\" } ]\n"));
    EXPECT_EQ(failure.place.line, 9U);
    EXPECT_EQ(failure.place.column, 1U);
    EXPECT_NE(failure.hint.find("\"all\""), std::string::npos);
    EXPECT_NE(refused("kinds = \"bounce\"\n").hint.find("\"kind\""), std::string::npos);
    EXPECT_NE(refused(rule("all = [ { feild = \"X\" } ]\n")).hint.find("\"field\""),
              std::string::npos);
    EXPECT_EQ(refused(rule("all = [ { feild = \"X\" } ]\n")).place.column, 11U);
}

TEST(RuleFile, TellsOneFaultOfEachRuleAndReadsTheOthers) {
    const std::string tail = "why = \"w\"\nyes = [ \"X: y\\n\" ]\nno = [ \"X: z\\n\" ]\n"
                             "sign = \"structure\"\nstrength = \"strong\"\n";
    const RuleFile file = read_rules(
        "kind = \"bounce\"\n"
        "[[rule]]\nkind = \"fact\"\nall = [ { field = \"X\", like = \"y\" } ]\nid = \"broken\"\n"
        "why = \"w\"\nyes = [ \"X: y\\n\" ]\nno = [ \"X: z\\n\" ]\npoints = 0\n"
        "[[rule]]\nid = \"asks-for-it\"\nall = [ { is = \"broken\" } ]\n"
            + tail + "[[rule]]\nid = \"broken\"\nall = [ { field = \"X\" } ]\n" + tail
            + "[[rule]]\nid = \"sound\"\nall = [ { field = \"X\" } ]\n" + tail,
        "r.toml", {});
    ASSERT_EQ(file.faults.size(), 2U);
    EXPECT_EQ(file.faults[0].place.line, 4U); // the first of its rule
    EXPECT_NE(file.faults[0].sentence.find("like"), std::string::npos);
    EXPECT_EQ(file.faults[1].sentence, "there is a rule \"broken\" already");
    ASSERT_EQ(file.drafts.size(), 2U);
    EXPECT_EQ(file.drafts[0].id, "asks-for-it");
    EXPECT_EQ(file.drafts[1].id, "sound");
}

TEST(RuleFile, TellsNoMoreFaultsThanAnybodyReads) {
    std::string text = "kind = \"bounce\"\n";
    for (int i = 0; i < 100; ++i)
        text += "[[rule]]\nid = 7\n";
    EXPECT_EQ(read_rules(text, "r.toml", {}).faults.size(), base::k_most_faults);
}

TEST(RuleFile, MissingKeysAreNamed) {
    const std::string whole = rule("all = [ { field = \"X\" } ]\n");
    for (const std::string key : {"id", "why", "yes", "no", "sign", "strength", "all"}) {
        std::string text = whole;
        const std::size_t at = text.find("\n" + key + " =");
        text.erase(at + 1, text.find('\n', at + 1) - at);
        const base::Failure failure = refused(text);
        EXPECT_EQ(failure.place.line, 2U) << key;
        EXPECT_EQ(failure.kind, base::Kind::config);
    }
    EXPECT_NE(
        refused("[[rule]]\nid = \"a\"\nwhy = \"b\"\nyes=[\"x\"]\nno=[\"y\"]\nall=[{field=\"X\"}]\n")
            .sentence.find("no kind"),
        std::string::npos);
}

TEST(RuleFile, WrongTypesPointAtTheValue) {
    EXPECT_EQ(refused(rule("points = \"7\"\nall = [ { field = \"X\" } ]\n")).place.column, 10U);
    EXPECT_EQ(refused(rule("points = 101\nall = [ { field = \"X\" } ]\n")).place.line, 9U);
    EXPECT_EQ(refused(rule("all = { field = \"X\" }\n")).place.line, 9U);
    EXPECT_EQ(refused(rule("all = [ \"X\" ]\n")).place.column, 9U);
    EXPECT_EQ(refused(rule("all = [ { field = 1 } ]\n")).place.column, 19U);
    EXPECT_EQ(refused(rule("all = [ { field = \"X\", matches = 1 } ]\n")).place.line, 9U);
    EXPECT_EQ(refused("rule = 1\n").place.line, 1U);
    EXPECT_EQ(refused("rule = [ 1 ]\n").place.line, 1U);
    EXPECT_EQ(refused("kind = 1\n").place.line, 1U);
}

TEST(RuleFile, EmptyListsAreRefused) {
    for (const std::string list :
         {"all = []\n", "any = []\n", "all = [ { field = \"X\", matches = [] } ]\n",
          "all = [ {} ]\n"}) {
        EXPECT_EQ(refused(rule(list)).place.line, 9U) << list;
    }
    std::string none = rule("all = [ { field = \"X\" } ]\n");
    none.replace(none.find("[ \"X: z\\n\" ]"), 12, "[]");
    EXPECT_EQ(refused(none).place.line, 6U);
}

TEST(RuleFile, KindsAndFactsAreKnownWords) {
    const std::string all = "all = [ { field = \"X\" } ]\n";
    EXPECT_NE(refused(rule(all + "kind = \"bouncy\"\n")).hint.find("\"bounce\""),
              std::string::npos);
    EXPECT_NE(refused(rule("all = [ { is = \"null-return-path\" } ]\n"))
                  .hint.find("\"null-reverse-path\""),
              std::string::npos);
    EXPECT_NE(refused(rule("all = [ { is = \"whatever\" } ]\n")).hint.find("above"),
              std::string::npos);
    EXPECT_EQ(read(rule("all = [ { is = \"my-fact\" } ]\n"), {{}, {"my-fact"}}).size(), 1U);
}

TEST(RuleFile, AFactMayBeAskedForBelowItOnly) {
    const std::string fact = "[[rule]]\nid = \"f\"\nkind = \"fact\"\nwhy = \"w\"\nall = [ { field "
                             "= \"X\" } ]\nyes = [ \"X: y\\n\" ]\nno = [ \"Y: z\\n\" ]\n";
    const std::string asks = "[[rule]]\nid = \"g\"\nkind = \"fact\"\nwhy = \"w\"\nall = [ { is = "
                             "\"f\" } ]\nyes = [ \"X: y\\n\" ]\nno = [ \"Y: z\\n\" ]\n";
    EXPECT_EQ(read(fact + asks).size(), 2U);
    EXPECT_EQ(refused(asks + fact).place.line, 5U);
}

TEST(RuleFile, SignStrengthAndKindMustFit) {
    const std::string all = "all = [ { field = \"X\" } ]\n";
    EXPECT_NE(
        refused(rule(all, "sign = \"phrase\"\nstrength = \"weak\"\n")).sentence.find("phrase"),
        std::string::npos);
    EXPECT_NE(refused(rule(all, "kind = \"fact\"\nsign = \"structure\"\nstrength = \"weak\"\n"))
                  .sentence.find("fact"),
              std::string::npos);
    EXPECT_EQ(read(rule(all, "sign = \"phrase\"\n")).size(), 1U);
    EXPECT_EQ(
        read(rule(all, "kind = \"automatic\"\nsign = \"structure\"\nstrength = \"weak\"\n"))[0]
            .shows,
        Shows::automatic);
    EXPECT_EQ(read(rule(all, "kind = \"fact\"\n"))[0].shows, Shows::fact);
}

TEST(RuleFile, IdsAreLowerCaseAndUnique) {
    std::string twice = rule("all = [ { field = \"X\" } ]\n");
    twice += twice.substr(twice.find("[[rule]]"));
    EXPECT_NE(refused(twice).sentence.find("already"), std::string::npos);
    EXPECT_NE(refused(rule("all = [ { field = \"X\" } ]\n"), {{"a"}, {}}).sentence.find("already"),
              std::string::npos);
    for (const std::string id : {"Upper", "-a", "a b", "", "null-reverse-path"}) {
        std::string text = rule("all = [ { field = \"X\" } ]\n");
        text.replace(text.find("\"a\""), 3, '"' + id + '"');
        EXPECT_EQ(refused(text).place.line, 3U) << id;
    }
}

TEST(RuleFile, ABadPatternIsShownAtItsColumn) {
    const base::Failure failure =
        refused(rule("all = [ { field = \"Subject\", matches = 'mail \\B+' } ]\n"));
    EXPECT_EQ(failure.place.line, 9U);
    EXPECT_EQ(failure.place.column, 46U);
    EXPECT_EQ(failure.source_line.substr(failure.place.column - 1, 2), "\\B");
    const base::Failure basic =
        refused(rule("all = [ { text = [ 'good one', \"a\\\\.b\\\\Bc\" ] } ]\n"));
    EXPECT_EQ(basic.source_line.substr(basic.place.column - 1, 3), "\\\\B");
}

TEST(RuleFile, AConditionLooksAtOneThing) {
    EXPECT_NE(refused(rule("all = [ { field = \"X\", text = 'y' } ]\n")).sentence.find("one thing"),
              std::string::npos);
    EXPECT_NE(refused(rule("all = [ { matches = 'y' } ]\n")).sentence.find("looks at"),
              std::string::npos);
    EXPECT_NE(
        refused(rule("all = [ { text = 'y', matches = 'z' } ]\n")).sentence.find("no meaning"),
        std::string::npos);
    EXPECT_NE(refused(rule("all = [ { part = \"report\" } ]\n")).sentence.find("slash"),
              std::string::npos);
    EXPECT_NE(refused(rule("all = [ { field = \"Sub ject\" } ]\n")).sentence.find("no name"),
              std::string::npos);
}

// --- examples ---

std::vector<Example> examples_of(const std::string& yes, const std::string& conditions) {
    std::string text = rule(conditions);
    text.replace(text.find("yes = [ \"X: y\\n\" ]"), 18, "yes = " + yes);
    const auto drafts = read(text);
    return drafts.empty() ? std::vector<Example>{} : drafts[0].examples;
}

TEST(Examples, AShortFormBecomesAMail) {
    EXPECT_EQ(examples_of("[ { value = \"v\" } ]", "all = [ { field = \"X-*\" } ]\n").at(0).mail,
              "X-x: v\n\nText.\n");
    EXPECT_NE(examples_of("[ { value = \"v\" } ]", "any = [ { text = 'v' }, { text = 'w' } ]\n")
                  .at(0)
                  .mail.find("\n\nv\n"),
              std::string::npos);
    EXPECT_NE(examples_of("[ { subject = \"s\", text = \"t\" } ]", "any = [ { text = 't' } ]\n")
                  .at(0)
                  .mail.find("Subject: s\n"),
              std::string::npos);
    EXPECT_EQ(examples_of("[ { mail = \"m\" } ]", "any = [ { text = 't' } ]\n").at(0).mail, "m");
    EXPECT_EQ(examples_of("[ \"m\" ]", "any = [ { text = 't' } ]\n").at(0).rule_id, "a");
}

TEST(Examples, AFieldAndItsAddressesAreOnePlace) {
    const std::string both =
        "any = [ { address = \"From\", matches = 'a@' }, { field = \"From\", matches = 'b' } ]\n";
    EXPECT_EQ(examples_of("[ { value = \"v\" } ]", both).at(0).mail, "From: v\n\nText.\n");
}

TEST(Examples, AValueNeedsOnePlace) {
    const std::string two = "all = [ { field = \"X\" }, { field = \"Y\" } ]\n";
    std::string text = rule(two);
    text.replace(text.find("yes = [ \"X: y\\n\" ]"), 18, "yes = [ { value = \"v\" } ]");
    EXPECT_NE(refused(text).sentence.find("one place"), std::string::npos);
    text.replace(text.find("value ="), 7, "vlaue =");
    EXPECT_NE(refused(text).hint.find("\"value\""), std::string::npos);
}

TEST(StringPlace, FollowsEscapesAndLines) {
    const std::string_view text = "a = \"x\\u00e4y\\nz\"\nb = '''\nfirst\nsecond'''\n";
    EXPECT_EQ(place_in_string(text, {"f", 1, 5}, 0).column, 6U);
    EXPECT_EQ(place_in_string(text, {"f", 1, 5}, 3).column, 13U);
    EXPECT_EQ(place_in_string(text, {"f", 1, 5}, 5).column, 16U);
    const base::Place place = place_in_string(text, {"f", 2, 5}, 6);
    EXPECT_EQ(place.line, 4U);
    EXPECT_EQ(place.column, 1U);
    EXPECT_EQ(place_in_string(text, {"f", 9, 9}, 3).line, 9U);
}

} // namespace
} // namespace backsift::rules
