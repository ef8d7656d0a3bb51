#include "message/header.hpp"

#include <string>

#include <gtest/gtest.h>

#include "base/bytes.hpp"
#include "message/lines.hpp"

namespace backsift::message {
namespace {

using namespace std::string_literals;

struct Scanned {
    base::Bytes text; // what the views point into
    HeaderBlock header;
    Defects defects;
    std::size_t body_at = 0;
};

Scanned scan(std::string_view text, const base::Limits& limits = {}) {
    Scanned result;
    result.text = base::Bytes(text);
    result.header = scan_header(result.text.view(), limits, result.defects, result.body_at);
    return result;
}

std::string names(const HeaderBlock& header) {
    std::string all;
    for (const Field& field : header.fields)
        all += std::string(field.name) + ' ';
    return all;
}

TEST(HeaderScan, ReadsFieldsUpToTheBlankLine) {
    const std::string_view text = "From: ann@example.org\nSubject: hello\n\nbody\n";
    const Scanned got = scan(text);
    EXPECT_EQ(names(got.header), "From Subject ");
    EXPECT_TRUE(got.header.ended);
    EXPECT_EQ(text.substr(got.body_at), "body\n");
    EXPECT_EQ(got.header.text, "From: ann@example.org\nSubject: hello\n");
    EXPECT_EQ(got.header.fields[1].offset, 22U);
    EXPECT_EQ(got.header.unfolded("subject"), "hello");
    EXPECT_TRUE(got.defects.none());
}

TEST(HeaderScan, TakesEveryLineEnd) {
    for (const std::string_view end : {"\n", "\r\n", "\r", "\r\r\n"}) {
        const std::string e(end);
        const std::string text = "A: 1" + e + "B: 2" + e + " more" + e + e + "body";
        const Scanned got = scan(text);
        EXPECT_EQ(names(got.header), "A B ");
        EXPECT_EQ(got.header.unfolded("B"), "2 more");
        EXPECT_EQ(text.substr(got.body_at), "body");
        EXPECT_EQ(got.defects.has(Defect::cr_only_lines), end == "\r");
    }
    EXPECT_EQ(names(scan("A: 1\r\nB: 2\nC: 3\rD: 4\n\nx").header), "A B C D ");
}

TEST(HeaderScan, StepsOverLinesThatAreNoField) {
    const Scanned got = scan("A: 1\nno colon here\n its continuation\nB: 2\n\n");
    EXPECT_EQ(names(got.header), "A B ");
    EXPECT_EQ(got.header.unfolded("A"), "1");
    EXPECT_TRUE(got.defects.has(Defect::line_without_colon));
    EXPECT_FALSE(got.defects.has(Defect::no_header));
}

TEST(HeaderScan, TakesTextWithoutFieldsForBody) {
    const Scanned got = scan("Dear Ann,\nhello\n\nBob\n");
    EXPECT_TRUE(got.header.fields.empty());
    EXPECT_EQ(got.body_at, 0U);
    EXPECT_FALSE(got.header.ended);
    EXPECT_TRUE(got.defects.has(Defect::no_header));
}

TEST(HeaderScan, AnEmptyHeaderIsEndedByItsBlankLine) {
    const Scanned got = scan("\nbody");
    EXPECT_TRUE(got.header.ended);
    EXPECT_EQ(got.body_at, 1U);
}

TEST(HeaderScan, AHeaderThatJustStopsIsNotEnded) {
    for (const std::string_view text : {"A: 1\nB: 2", "A: 1\nB: 2\n"}) {
        const Scanned got = scan(text);
        EXPECT_EQ(names(got.header), "A B ");
        EXPECT_FALSE(got.header.ended);
        EXPECT_EQ(got.body_at, text.size());
    }
    EXPECT_EQ(scan("").body_at, 0U);
}

TEST(HeaderScan, KeepsBlanksBeforeTheColonOutOfTheName) {
    const Scanned got = scan("Received : by mx.example.net\nX:y\nEmpty:\n\n");
    EXPECT_EQ(names(got.header), "Received X Empty ");
    EXPECT_EQ(got.header.unfolded("Received"), "by mx.example.net");
    EXPECT_TRUE(got.header.has("EMPTY"));
}

TEST(HeaderScan, NotesNulAndBytesThatAreNoUtf8) {
    EXPECT_TRUE(scan("A: x\0y\nB: 2\n\n"s).defects.has(Defect::nul_in_header));
    EXPECT_EQ(scan("A: x\0y\nB: 2\n\n"s).header.unfolded("A"), "x y");
    EXPECT_TRUE(scan("A: gr\xFCn\n\n").defects.has(Defect::eight_bit_header));
    EXPECT_FALSE(scan("A: gr\xC3\xBCn\n\n").defects.has(Defect::eight_bit_header));
    const Scanned odd_name = scan("A: 1\nB\xFC: 2\nC\0: 3\nD: 4\n\n"s);
    EXPECT_EQ(names(odd_name.header), "A D ");
}

TEST(HeaderScan, HeaderBytesBoundsWhatIsReadAndStillFindsTheBody) {
    base::Limits limits;
    limits.header_bytes = 100;
    const std::string text = "A: 1\n" + std::string(200, 'x') + ": 2\nB: 3\n\nbody";
    const Scanned got = scan(text, limits);
    EXPECT_TRUE(got.defects.has(Defect::header_too_long));
    EXPECT_FALSE(got.header.has("B"));
    EXPECT_EQ(text.substr(got.body_at), "body");
}

TEST(HeaderScan, HeaderFieldsBoundsTheirNumber) {
    base::Limits limits;
    limits.header_fields = 3;
    const Scanned got = scan("A: 1\nB: 2\nC: 3\nD: 4\n more\n\nbody", limits);
    EXPECT_EQ(names(got.header), "A B C ");
    EXPECT_EQ(got.header.unfolded("C"), "3");
    EXPECT_TRUE(got.defects.has(Defect::too_many_fields));
}

TEST(HeaderScan, FieldBytesBoundsAValueOnOneLineOrOnMany) {
    base::Limits limits;
    limits.field_bytes = 10;
    for (const std::string& value : {std::string(50, 'v'), "v\n " + std::string(50, 'v')}) {
        const Scanned got = scan("A: " + value + "\nB: 2\n\n", limits);
        EXPECT_LE(got.header.find("A")->value.size(), 10U);
        EXPECT_EQ(got.header.unfolded("B"), "2");
        EXPECT_TRUE(got.defects.has(Defect::field_too_long));
    }
}

TEST(HeaderScan, SurvivesManyCarriageReturnsAndManyLines) {
    EXPECT_TRUE(scan(std::string(300'000, '\r')).header.fields.empty());
    std::string text;
    for (int i = 0; i < 50'000; ++i)
        text += "X: y\n\t\n";
    EXPECT_EQ(scan(text).header.fields.size(), base::Limits().header_fields);
}

TEST(FieldName, IsPrintableAsciiBeforeAColon) {
    EXPECT_EQ(field_name_length("Subject: x"), 7U);
    EXPECT_EQ(field_name_length("Subject \t: x"), 7U);
    EXPECT_EQ(field_name_length("From ann@example.org  Sat Nov 21 05: 13:35 2026"), 0U);
    EXPECT_EQ(field_name_length(": x"), 0U);
    EXPECT_EQ(field_name_length(" A: x"), 0U);
    EXPECT_EQ(field_name_length("A"), 0U);
    EXPECT_EQ(field_name_length(""), 0U);
    EXPECT_EQ(field_name_length("\xC3\x84: x"), 0U);
}

TEST(HeaderBlock, FindsFieldsTopmostFirstWhateverTheirCase) {
    const std::string text = "RECEIVED: two\nreceived: one\nTo: ann\n\n";
    const Scanned got = scan(text);
    EXPECT_EQ(got.header.unfolded("Received"), "two");
    ASSERT_EQ(got.header.all("Received").size(), 2U);
    EXPECT_EQ(unfold(got.header.all("Received")[1]->value), "one");
    EXPECT_EQ(got.header.find("Cc"), nullptr);
    EXPECT_EQ(got.header.decoded("Cc"), "");
}

TEST(HeaderBlock, DecodesEncodedWordsAndRawBytes) {
    const std::string text = "Subject: =?utf-8?q?gr=C3=BCn?=\n =?utf-8?b?w7w=?=\nX: gr\xFCn\n\n";
    const Scanned got = scan(text);
    EXPECT_EQ(got.header.decoded("Subject"), "grünü");
    EXPECT_EQ(got.header.decoded("X"), "grün");
}

TEST(Unfold, MakesOneBlankOfEachFold) {
    EXPECT_EQ(unfold(" a\r\n\t b \n  c\r d "), "a b c d");
    EXPECT_EQ(unfold("a  b"), "a  b");
    EXPECT_EQ(unfold("a\0b"s), "a b");
    EXPECT_EQ(unfold(" \r\n \t"), "");
}

TEST(LineReader, TellsWhereLinesBeginAndEnd) {
    const std::string_view text = "a\r\nbc\rd\n\nlast";
    LineReader reader(text);
    Line line;
    std::string seen;
    while (reader.next(line)) {
        EXPECT_EQ(text.substr(line.at, line.text.size()), line.text);
        seen += std::string(line.text) + (line.lone_cr ? "!" : "|");
    }
    EXPECT_EQ(seen, "a|bc!d||last|");
    EXPECT_FALSE(reader.next(line));
}

TEST(LineReader, StartsWhereItIsTold) {
    LineReader reader("one\ntwo\n", 4);
    Line line;
    ASSERT_TRUE(reader.next(line));
    EXPECT_EQ(line.text, "two");
    EXPECT_EQ(line.at, 4U);
}

} // namespace
} // namespace backsift::message
