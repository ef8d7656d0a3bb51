#include "cli/options.hpp"

#include <set>
#include <string>
#include <vector>

#include <gtest/gtest.h>

#include "cli/commands.hpp"

namespace backsift::cli {
namespace {

base::Result<Invocation> read(std::string_view command, std::vector<std::string> words) {
    std::vector<char*> arguments;
    for (std::string& word : words)
        arguments.push_back(word.data());
    return read_arguments(*find_command(command), arguments);
}

TEST(Options, HaveNamesAndLettersOfTheirOwn) {
    std::set<std::string_view> names;
    std::set<char> letters;
    for (const Option& option : options()) {
        EXPECT_TRUE(names.insert(option.name).second) << option.name;
        EXPECT_TRUE(option.letter == 0 || letters.insert(option.letter).second) << option.letter;
        EXPECT_FALSE(option.text.empty()) << option.name;
    }
}

TEST(Options, TakeTheirValueInAllThreeWays) {
    for (const auto& words : std::vector<std::vector<std::string>>{
             {"--config", "x.toml"}, {"--config=x.toml"}, {"-c", "x.toml"}, {"-cx.toml"}}) {
        const auto got = read("classify", words);
        ASSERT_TRUE(got);
        EXPECT_EQ(got->config, "x.toml");
        EXPECT_TRUE(got->operands.empty());
    }
}

TEST(Options, AnEmptySenderIsTheNullPathNotAMissingOne) {
    const auto got = read("classify", {"-f", ""});
    ASSERT_TRUE(got);
    ASSERT_TRUE(got->sender);
    EXPECT_EQ(*got->sender, "");
    EXPECT_FALSE(read("classify", {})->sender);
}

TEST(Options, EndAtTwoDashesAndLeaveADashAsOperand) {
    const auto got = read("classify", {"-", "--", "--if"});
    ASSERT_TRUE(got);
    EXPECT_EQ(got->operands, (std::vector<std::string>{"-", "--if"}));
}

TEST(Options, LetAStrayWordStandBehindADeliveryOnly) {
    for (const char* command : {"check", "init", "stats", "tag", "version"}) {
        const auto refused = read(command, {"config.toml"});
        ASSERT_FALSE(refused) << command;
        EXPECT_EQ(refused.error().kind, base::Kind::usage);
        EXPECT_EQ(refused.error().sentence, std::string(command) + " takes no \"config.toml\"");
    }
    EXPECT_TRUE(read("deliver", {"ann"}));
    EXPECT_TRUE(read("filter", {"ann"}));
    EXPECT_TRUE(read("explain", {"mail.eml"}));
}

TEST(Options, SplitTheListOfIf) {
    EXPECT_EQ(read("classify", {"--if", "bounce,delay"})->if_words,
              (std::vector<std::string>{"bounce", "delay"}));
    EXPECT_FALSE(read("classify", {"--if", "bounce,,delay"}));
}

TEST(Options, RefuseWhatACommandDoesNotTakeAndHelp) {
    const auto got = read("classify", {"--confg", "x"});
    ASSERT_FALSE(got);
    EXPECT_EQ(got.error().kind, base::Kind::usage);
    EXPECT_EQ(got.error().hint, "did you mean --config?");
    EXPECT_FALSE(read("classify", {"--jobs", "2"}));
    EXPECT_FALSE(read("scan", {"--jobs"}));
    EXPECT_FALSE(read("scan", {"--jobs", "0"}));
    EXPECT_FALSE(read("scan", {"--jobs", "many"}));
    EXPECT_FALSE(read("scan", {"--list=yes"}));
    EXPECT_FALSE(read("scan", {"--format", "xml"}));
    EXPECT_TRUE(read("scan", {"--format", "csv"}));
    for (const char* format : {"csv", "html"}) {
        const auto refused = read("classify", {"--format", format});
        ASSERT_FALSE(refused);
        EXPECT_EQ(refused.error().hint, "one of text, json, jsonl");
        EXPECT_FALSE(read("doctor", {"-F", format}));
    }
    EXPECT_FALSE(read("scan", {"-z"}));
}

} // namespace
} // namespace backsift::cli
