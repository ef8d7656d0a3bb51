#include "deliver/target.hpp"

#include <string>
#include <vector>

#include <gtest/gtest.h>

namespace backsift::deliver {
namespace {

using Words = std::vector<std::string>;

std::optional<std::string> known(std::string_view name) {
    if (name == "HOME")
        return "/home/ann b";
    if (name == "USER")
        return "ann";
    if (name == "SENDER")
        return "bob@example.net";
    if (name == "EXTENSION")
        return "";
    return std::nullopt;
}

std::string path(std::string_view text) {
    const auto target = parse_target(text);
    return target ? maildir_path(*target, known).value_or("?") : "refused";
}

Words words(std::string_view text) {
    const auto target = parse_target(text);
    return target ? program_words(*target, known).value_or(Words{"?"}) : Words{"refused"};
}

TEST(Target, IsAMaildirOrAProgram) {
    EXPECT_EQ(parse_target("/srv/Maildir")->way, Way::maildir);
    EXPECT_EQ(parse_target(" |cat ")->way, Way::program);
}

TEST(Target, TakesTheWholeTextAsAPath) {
    EXPECT_EQ(path("/srv/my mail/'it'/"), "/srv/my mail/'it'");
    EXPECT_EQ(path("~/Maildir///"), "/home/ann b/Maildir");
    EXPECT_EQ(path("$HOME/Mail-$USER"), "/home/ann b/Mail-ann");
    EXPECT_EQ(path("~"), "/home/ann b");
    EXPECT_EQ(path("/"), "/");
    EXPECT_EQ(path("/a~/$1/$SENDER/x$"), "/a~/$1/$SENDER/x$") << "a stranger's words name no path";
}

TEST(Target, SplitsAProgramIntoWordsWithoutAShell) {
    EXPECT_EQ(words("|/usr/bin/procmail -d ann"), (Words{"/usr/bin/procmail", "-d", "ann"}));
    EXPECT_EQ(words("| \t~/bin/sort  'a  b' \"c d\" e\\ f ''"),
              (Words{"/home/ann b/bin/sort", "a  b", "c d", "e f", ""}));
    EXPECT_EQ(words("|x -f$SENDER \"<$SENDER>\" '$SENDER' \\$x $EXTENSION"),
              (Words{"x", "-fbob@example.net", "<bob@example.net>", "$SENDER", "$x", ""}));
    EXPECT_EQ(words("|x ; rm -rf * `y` > z"), (Words{"x", ";", "rm", "-rf", "*", "`y`", ">", "z"}));
    EXPECT_EQ(words("|x $HOME a~ '~'"), (Words{"x", "/home/ann b", "a~", "~"}));
}

TEST(Target, PointsAtWhatIsWrong) {
    const auto column = [](std::string_view text) {
        const auto target = parse_target(text);
        return target ? std::size_t{0} : target.error().place.column;
    };
    EXPECT_EQ(column(""), 1U);
    EXPECT_EQ(column("  "), 1U);
    EXPECT_EQ(column("|"), 1U);
    EXPECT_EQ(column("|''"), 1U);
    EXPECT_EQ(column("|cat 'x"), 6U);
    EXPECT_EQ(column("|cat \"x"), 6U);
    EXPECT_EQ(column("|cat \\"), 6U);
    EXPECT_EQ(column("|cat $(id)"), 6U);
    EXPECT_EQ(column("|cat $PATH"), 6U);
    EXPECT_EQ(column("~bob/Maildir"), 1U);
    EXPECT_EQ(column(std::string_view("/a\0b", 4)), 3U);
    EXPECT_EQ(parse_target("|cat $PATH").error().kind, base::Kind::usage);
    EXPECT_EQ(parse_target("|cat $PATH").error().source_line, "|cat $PATH");
}

TEST(Target, FailsWhereANameHasNoValue) {
    const Names none = [](std::string_view) { return std::optional<std::string>(); };
    EXPECT_FALSE(maildir_path(*parse_target("~/Maildir"), none));
    EXPECT_FALSE(program_words(*parse_target("|$HOME/x"), none));
    EXPECT_TRUE(maildir_path(*parse_target("/Maildir"), none));
}

} // namespace
} // namespace backsift::deliver
