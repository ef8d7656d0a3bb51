#include "toml/toml_file.hpp"

#include <string>

#include <gtest/gtest.h>

namespace backsift::toml {
namespace {

using namespace std::string_literals;

Document parsed(std::string_view text) {
    auto result = parse(text, "a.toml");
    EXPECT_TRUE(result) << base::describe(result.error());
    return std::move(*result);
}

base::Failure refused(std::string_view text) {
    const auto result = parse(text, "a.toml");
    EXPECT_FALSE(result);
    return result ? base::Failure{} : result.error();
}

TEST(Toml, GivesEveryTypeAsAPlainValue) {
    const Document document =
        parsed("s = \"x\"\ni = -3\nd = 1.5\nb = true\na = [1, \"two\"]\nt = { k = 1 }\n");
    EXPECT_EQ(*document.root.find("s")->as<std::string>(), "x");
    EXPECT_EQ(*document.root.find("i")->as<std::int64_t>(), -3);
    EXPECT_EQ(*document.root.find("d")->as<double>(), 1.5);
    EXPECT_TRUE(*document.root.find("b")->as<bool>());
    EXPECT_EQ(document.root.find("a")->as<Array>()->size(), 2U);
    EXPECT_EQ(document.root.find("t")->as<Table>()->entries.size(), 1U);
    EXPECT_EQ(document.root.find("none"), nullptr);
    EXPECT_EQ(document.root.find("s")->as<bool>(), nullptr);
    EXPECT_EQ(document.root.find("a")->type_name(), "an array");
    EXPECT_EQ(document.root.find("b")->type_name(), "true or false");
}

TEST(Toml, KeepsTheOrderOfTheFile) {
    const Document document = parsed("zebra = 1\nant = 2\n[middle]\n[first]\n");
    std::string order;
    for (const Entry& entry : document.root.entries)
        order += entry.key + ' ';
    EXPECT_EQ(order, "zebra ant middle first ");
}

TEST(Toml, DatesAreSecondsInUtc) {
    const Document document = parsed("a = 2026-01-01\nb = 2026-01-01T01:00:00+01:00\nc = "
                                     "1969-12-31T23:59:59Z\nd = 2026-01-01T00:00:00\n");
    EXPECT_EQ(document.root.find("a")->as<Date>()->unix_time, 1767225600);
    EXPECT_EQ(document.root.find("b")->as<Date>()->unix_time, 1767225600);
    EXPECT_EQ(document.root.find("c")->as<Date>()->unix_time, -1);
    EXPECT_EQ(document.root.find("d")->as<Date>()->unix_time, 1767225600);
}

TEST(Toml, ATimeWithoutADateIsRefusedWhereItStands) {
    const base::Failure failure = refused("a = 1\nb = [ 12:30:00 ]\n");
    EXPECT_EQ(failure.place.line, 2U);
    EXPECT_EQ(failure.place.column, 7U);
    EXPECT_EQ(failure.kind, base::Kind::config);
}

TEST(Toml, EveryValueKnowsWhereItStands) {
    const Document document =
        parsed("# c\n[[rule]]\nid = \"a\"\n[[rule]]\n  id = \"b\"\n  l = [ \"x\",\n    \"y\" ]\n");
    const Array& rules = *document.root.find("rule")->as<Array>();
    EXPECT_EQ(rules[0].place.line, 2U);
    EXPECT_EQ(rules[1].place.line, 4U);
    const Table& second = *rules[1].as<Table>();
    EXPECT_EQ(second.entries[0].place.line, 5U);
    EXPECT_EQ(second.entries[0].place.column, 3U);
    EXPECT_EQ(second.entries[0].value.place.column, 8U);
    const Array& list = *second.find("l")->as<Array>();
    EXPECT_EQ(list[1].place.line, 7U);
    EXPECT_EQ(list[1].place.column, 5U);
    EXPECT_EQ(document.whole(list[1].place).file, "a.toml");
}

TEST(Toml, ColumnsCountBytes) {
    const Document document = parsed("a = [ \"äöü\", 1 ]\n");
    EXPECT_EQ((*document.root.find("a")->as<Array>())[1].place.column, 17U);
}

TEST(Toml, TablesInOneLineKnowTheirColumns) {
    const Document document = parsed("a = [ {k = \"äö\"}, {k = 1} ]\nb = 2\n");
    const Array& list = *document.root.find("a")->as<Array>();
    EXPECT_EQ(list[0].place.column, 7U);
    EXPECT_EQ(list[1].place.column, 21U);
    const Table& second = *list[1].as<Table>();
    EXPECT_EQ(second.entries[0].place.column, 22U);
    EXPECT_EQ(second.entries[0].value.place.column, 26U);
    EXPECT_EQ(document.root.find("b")->place.line, 2U);
    EXPECT_EQ(document.root.find("b")->place.column, 5U);
}

TEST(Toml, AFailureShowsTheLineAndTheCaret) {
    const Document document = parsed("x = 1\r\n  bad = 2\r\n");
    const std::string shown = base::describe(
        document.failure(document.root.entries[1].place, "unknown key", "did you mean good?"));
    EXPECT_EQ(shown, "a.toml:2:3: unknown key\n    bad = 2\n    ^\n    did you mean good?");
}

TEST(Toml, BrokenTextFailsWithItsPlace) {
    const base::Failure failure = refused("good = 1\nbad = = 2\n");
    EXPECT_EQ(failure.place.line, 2U);
    EXPECT_GT(failure.place.column, 0U);
    EXPECT_EQ(failure.source_line, "bad = = 2");
    EXPECT_EQ(refused("a = 1\na = 2\n").place.line, 2U);
}

TEST(Toml, HostileTextIsRefusedNotThrown) {
    EXPECT_TRUE(parse("", "a.toml"));
    EXPECT_TRUE(parse("# only a comment", "a.toml"));
    EXPECT_FALSE(parse("a = \"\xFF\xFE\"", "a.toml"));
    EXPECT_FALSE(parse("a\0b = 1"s, "a.toml"));
    EXPECT_FALSE(parse("a = " + std::string(5000, '['), "a.toml"));
    EXPECT_FALSE(parse("a = 99999999999999999999999", "a.toml"));
    EXPECT_FALSE(parse("a = 2026-13-41", "a.toml"));
    EXPECT_FALSE(parse("a = \"unfinished", "a.toml"));
}

TEST(TomlFile, RefusesAnyCharacterWhereNoneMayStand) {
    for (const char* const character :
         {"\xEF\xB3\xBF", "\xC2\xA0", "\xE1\x9A\x80", "\xE3\x80\x80", "\xD0\xBE"})
        EXPECT_FALSE(parse(std::string("a = 1\n") + character + "b = [", "t.toml")) << character;
}

TEST(Toml, RefusesATableNameThatBeginsWithNoLetter) {
    for (const std::string text : {"[*rule]\n", "[[*rule]]\n", "[=]\n", "[ .a]\n"}) {
        const base::Failure failure = refused("a = 1\n" + text);
        EXPECT_EQ(failure.place.line, 2U) << text;
        EXPECT_GT(failure.place.column, 1U) << text;
    }
}

std::string dotted(std::size_t parts) {
    std::string key = "a";
    for (std::size_t i = 1; i < parts; ++i)
        key += i % 2 == 0 ? ".a" : " . \"b.c\"";
    return key;
}

TEST(Toml, RefusesAKeyOfMorePartsThanTheStackHolds) {
    for (const std::size_t parts : {std::size_t{33}, std::size_t{100'000}}) {
        for (const std::string& text :
             {dotted(parts) + " = 1\n", '[' + dotted(parts) + "]\n", "[[" + dotted(parts) + "]]\n",
              "t = { x = 1, " + dotted(parts) + " = 1 }\n"}) {
            const base::Failure failure = refused("s = \"\"\"two\nlines.\"\"\"\n" + text);
            EXPECT_EQ(failure.sentence, "this key has more than 32 parts");
            EXPECT_EQ(failure.place.line, 3U);
        }
    }
    EXPECT_TRUE(parse(dotted(32) + " = 1\n", "a.toml"));
}

TEST(Toml, CountsNoDotsInStringsAndComments) {
    const std::string dots(100, '.');
    for (const std::string& text :
         {"a = \"" + dots + "\\\"" + dots + "\"\n", "a = '" + dots + "\\' # " + dots + '\n',
          "a = \"\"\"" + dots + "\"\"\"\"\"\nb.c = 1 # " + dots + '\n',
          "a = '''" + dots + "\n" + dots + "'''\n", "[a.\"" + dots + "\"]\n"})
        EXPECT_TRUE(parse(text, "a.toml")) << text;
}

} // namespace
} // namespace backsift::toml
