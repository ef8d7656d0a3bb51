#include "message/mail.hpp"

#include <string>

#include <gtest/gtest.h>

#include "unit/message/mail_from.hpp"

namespace backsift::message {
namespace {

using namespace std::string_literals;

std::string path(const Mail& mail) {
    if (is_null(mail.envelope.reverse_path))
        return "<>";
    const auto* const address = std::get_if<std::string>(&mail.envelope.reverse_path);
    return address == nullptr ? "unknown" : *address;
}

TEST(Parse, GivesAMailForEveryInput) {
    for (const std::string& text :
         {""s, "\n"s, "\0"s, "\r"s, "From "s, "From x\n"s, ":"s, "\xEF\xBB\xBF"s, "\xFF\xFE"s,
          std::string(5000, '\0'), std::string(5000, '\n'), std::string(5000, '-')}) {
        const Mail mail = mail_from(text);
        EXPECT_EQ(mail.parts.size(), 1U);
        EXPECT_EQ(mail.text(), text);
        EXPECT_EQ(mail.defects.has(Defect::empty), text.empty());
    }
}

TEST(Parse, KeepsTheFromLineApart) {
    const Mail mail = mail_from("From bob@example.org Sat Nov 21 10:14:29 2026\n>From "
                                "ann@example.org Fri, 20 Nov 2026 9:00\nTo: ann\n\nhi\n");
    EXPECT_EQ(mail.from_line, "From bob@example.org Sat Nov 21 10:14:29 2026\n>From "
                              "ann@example.org Fri, 20 Nov 2026 9:00\n");
    EXPECT_EQ(mail.without_from_line(), "To: ann\n\nhi\n");
    EXPECT_EQ(mail.header.unfolded("To"), "ann");
    EXPECT_EQ(mail.body, "hi\n");
    EXPECT_EQ(path(mail), "bob@example.org");
}

TEST(Parse, TakesNoTextForAFromLine) {
    for (const std::string_view line :
         {"From now on we meet at ten", "From foo", "From 10:00 on", ">From the year 2026 on"}) {
        const Mail mail = mail_from(std::string(line) + "\nTo: ann\n\nhi\n");
        EXPECT_EQ(mail.from_line, "") << line;
        EXPECT_EQ(mail.header.unfolded("To"), "ann") << line;
    }
    const Mail uucp = mail_from("From ann Sat Nov 21 10:14 GMT 2026 remote from uunet\nTo: a\n\n");
    EXPECT_EQ(uucp.without_from_line(), "To: a\n\n");
}

TEST(Parse, TakesAFieldWithABlankBeforeItsColonForAField) {
    const Mail mail = mail_from("From : ann@example.org\nTo: bob\n\n");
    EXPECT_TRUE(mail.from_line.empty());
    EXPECT_EQ(mail.header.unfolded("From"), "ann@example.org");
}

TEST(Parse, StepsOverByteOrderMarkAndBlankLinesInFront) {
    for (const std::string_view lead :
         {"\n\n", "\r\n", "   \n", "\xEF\xBB\xBF", "\xEF\xBB\xBF\n"}) {
        const Mail mail = mail_from(std::string(lead) + "To: ann\nSubject: x\n\nhi");
        EXPECT_EQ(mail.header.fields.size(), 2U);
        EXPECT_EQ(mail.body, "hi");
        EXPECT_TRUE(mail.from_line.empty());
    }
    EXPECT_EQ(mail_from("\njust a body").body, "just a body");
}

TEST(Parse, FieldOffsetsCountFromTheFirstByte) {
    const std::string text = "From x Sat Nov 21 10:00:00 2026\n\nTo: ann\nSubject: x\n\nhi";
    const Mail mail = mail_from(text);
    EXPECT_TRUE(std::string_view(text)
                    .substr(mail.header.find("Subject")->offset)
                    .starts_with("Subject: x"));
}

TEST(Parse, TellsAHeaderAloneFromAMail) {
    EXPECT_TRUE(mail_from("To: ann\nSubject: x\n").defects.has(Defect::header_only));
    EXPECT_TRUE(mail_from("To: ann\n\n").defects.has(Defect::header_only));
    EXPECT_FALSE(mail_from("To: ann\n\nx").defects.has(Defect::header_only));
}

TEST(Parse, TakesAHeaderThatSomebodyUnfolded) {
    std::string received = "Received: from a.example.org";
    for (int i = 0; i < 2000; ++i)
        received += "         by b.example.org";
    const Mail mail = mail_from(received + "\nTo: ann\n");
    EXPECT_EQ(mail.header.fields.size(), 2U);
    EXPECT_FALSE(mail.defects.has(Defect::field_too_long));
}

TEST(Parse, TakesABodyAloneForABody) {
    const Mail mail = mail_from("Hello Ann,\n\nhow are you?\n");
    EXPECT_TRUE(mail.header.fields.empty());
    EXPECT_EQ(mail.body, "Hello Ann,\n\nhow are you?\n");
    EXPECT_TRUE(mail.defects.has(Defect::no_header));
}

TEST(Parse, NotesAMailBeyondTheBound) {
    base::Limits limits;
    limits.message_bytes = 10;
    EXPECT_TRUE(mail_from("To: ann\n\nhello", limits).defects.has(Defect::message_too_large));
}

TEST(Parse, ViewsStayGoodWhenTheMailIsMoved) {
    Mail first = mail_from("To: ann\n\nx");
    const Mail second = std::move(first);
    EXPECT_EQ(second.header.unfolded("To"), "ann");
    EXPECT_EQ(second.parts[0].body, "x");
}

TEST(ReversePath, NullHasThreeSpellings) {
    for (const std::string_view text :
         {"", "<>", " <> ", "< >", "MAILER-DAEMON", "mailer-daemon", "<MAILER-DAEMON>"}) {
        EXPECT_TRUE(is_null(read_reverse_path(text))) << text;
    }
}

TEST(ReversePath, IsAnAddressOtherwise) {
    const auto read = [](std::string_view text) {
        return std::get<std::string>(read_reverse_path(text));
    };
    EXPECT_EQ(read("<ann@example.org>"), "ann@example.org");
    EXPECT_EQ(read("ann@example.org"), "ann@example.org");
    EXPECT_EQ(read("<@relay.test,@b.test:ann@example.org>"), "ann@example.org");
    EXPECT_EQ(read("MAILER-DAEMON@mx.example.net"), "MAILER-DAEMON@mx.example.net");
    EXPECT_EQ(read("<ann@example.org"), "ann@example.org");
}

TEST(Envelope, TheTopmostReturnPathComesBeforeTheFromLine) {
    EXPECT_EQ(path(mail_from("From bob@example.org Sat Nov 21 10:00:00 2026\nReturn-Path: "
                             "<>\nReturn-Path: <ann@example.org>\n\nx")),
              "<>");
    EXPECT_EQ(path(mail_from("Return-Path: <MAILER-DAEMON>\n\nx")), "<>");
    EXPECT_EQ(path(mail_from("From MAILER-DAEMON Sat Nov 21 10:00:00 2026\nTo: a\n\nx")), "<>");
    EXPECT_EQ(path(mail_from("To: a\n\nx")), "unknown");
}

TEST(Envelope, AFromLineWithoutAPathSaysNothing) {
    for (const std::string_view line :
         {"From - Sat Nov 21 10:00:00 2026", "From ???@??? Sat Nov 21 10:00:00 2026",
          "From ann at example.org  Sat Nov 21 10:00:00 2026", "From "}) {
        EXPECT_EQ(path(mail_from(std::string(line) + "\nTo: a\n\nx")), "unknown") << line;
    }
}

TEST(Envelope, WhatTheCallerKnowsWins) {
    Envelope envelope;
    envelope.reverse_path = "bob@example.org";
    envelope.recipients = {"ann@example.org"};
    const Mail mail = parse(base::Bytes("Return-Path: <>\n\nx"), envelope, {});
    EXPECT_EQ(path(mail), "bob@example.org");
    EXPECT_EQ(mail.envelope.recipients.size(), 1U);
}

} // namespace
} // namespace backsift::message
