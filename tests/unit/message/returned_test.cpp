#include "message/returned.hpp"

#include <string>

#include <gtest/gtest.h>

#include "unit/message/mail_from.hpp"

namespace backsift::message {
namespace {

const std::string k_original = "Received: from mail.example.org (mail.example.org [192.0.2.10])\n"
                               "\tby mx.example.net (Postfix) with ESMTP id 4D2\n"
                               "\tfor <bob@example.net>; Sat, 21 Nov 2026 10:14:29 +0000\n"
                               "Message-ID: <1@example.org>\n"
                               "Date: Sat, 21 Nov 2026 10:14:28 +0000\n"
                               "From: Ann <ann@example.org>\n"
                               "To: bob@example.net\n"
                               "Subject: hello\n"
                               "X-Your-Special-Header: With its content\n";
const std::string k_body = "\nDear Bob,\n";

const std::string k_original_base64 =
    "UmVjZWl2ZWQ6IGZyb20gbWFpbC5leGFtcGxlLm9yZyBieSBteC5leGFtcGxlLm5ldDsgU2F0LCAyMSBOb3YgMjAyNgpNZX"
    "NzYWdl\n"
    "LUlEOiA8MUBleGFtcGxlLm9yZz4KRGF0ZTogU2F0LCAyMSBOb3YgMjAyNiAxMDoxNDoyOCArMDAwMApGcm9tOiBhbm5AZX"
    "hhbXBs\n"
    "ZS5vcmcKVG86IGJvYkBleGFtcGxlLm5ldApYLVlvdXItU3BlY2lhbC1IZWFkZXI6IFdpdGggaXRzIGNvbnRlbnQK\n";

// The finder's answer together with the mail its views would otherwise outlive.
std::optional<Returned> find(const std::string& text, const base::Limits& limits = {}) {
    const Mail mail = mail_from(text, limits);
    Defects defects;
    return find_returned(mail, limits, defects);
}

std::string notice(const std::string& text) {
    return "From: MAILER-DAEMON@mx.example.net\nSubject: Undelivered mail\n\n" + text;
}

std::string report(const std::string& fields, const std::string& body,
                   const std::string& text = "Sorry.\n", const std::string& kind = "report") {
    return "From: MAILER-DAEMON@mx.example.net\nContent-Type: multipart/" + kind
           + "; boundary=\"b\"\n\n--b\n\n" + text
           + "--b\nContent-Type: message/delivery-status\n\nReporting-MTA: dns; "
             "mx.example.net\n\nFinal-Recipient: rfc822; bob@example.net\n"
           + "Action: failed\n--b\n" + fields + "\n" + body + "\n--b--\n";
}

std::string prefixed(const std::string& text, const std::string& prefix) {
    std::string out = prefix;
    for (std::size_t i = 0; i < text.size(); ++i) {
        out += text[i];
        if (text[i] == '\n' && i + 1 < text.size())
            out += prefix;
    }
    return out;
}

std::string replaced(std::string text, std::string_view what, std::string_view with) {
    for (std::size_t at = 0; (at = text.find(what, at)) != std::string::npos; at += with.size())
        text.replace(at, what.size(), with);
    return text;
}

void expect_token(const std::optional<Returned>& found, ReturnedForm form) {
    ASSERT_TRUE(found);
    EXPECT_EQ(found->header.unfolded("X-Your-Special-Header"), "With its content");
    EXPECT_EQ(found->header.unfolded("Message-ID"), "<1@example.org>");
    EXPECT_EQ(found->form, form);
}

TEST(Returned, IsAPartOfItsOwn) {
    for (const std::string type :
         {"message/rfc822", "message/global", "message/partial; number=1"}) {
        const auto found = find(report("Content-Type: " + type + "\n", k_original + k_body));
        expect_token(found, ReturnedForm::full);
        EXPECT_TRUE(found->complete());
        EXPECT_EQ(found->part, 3);
        EXPECT_EQ(found->body, "Dear Bob,\n");
    }
    for (const std::string type :
         {"text/rfc822-headers", "message/global-headers", "message/rfc822-headers"}) {
        const auto found = find(report("Content-Type: " + type + "\n", k_original));
        expect_token(found, ReturnedForm::headers);
        EXPECT_TRUE(found->complete());
        EXPECT_EQ(found->body, "");
        EXPECT_EQ(found->where, "part 3, " + type);
    }
}

TEST(Returned, AHeadersPartThatHoldsTheBodyTooIsFull) {
    expect_token(find(report("Content-Type: text/rfc822-headers\n", k_original + k_body, "Sorry.\n",
                             "mixed")),
                 ReturnedForm::full);
}

TEST(Returned, APartIsDecoded) {
    expect_token(find(report("Content-Type: message/rfc822\nContent-Transfer-Encoding: base64\n",
                             k_original_base64)),
                 ReturnedForm::headers);
    const std::string quoted =
        replaced(replaced(k_original, "=", "=3D"), "Special-Header", "Spec=\nial-Header");
    expect_token(
        find(report(
            "Content-Type: text/rfc822-headers\nContent-Transfer-Encoding: quoted-printable\n",
            quoted)),
        ReturnedForm::headers);
}

TEST(Returned, APartLabelledBase64MayBePlain) {
    expect_token(find(report("Content-Type: message/rfc822\nContent-Transfer-Encoding: base64\n",
                             k_original + k_body)),
                 ReturnedForm::full);
}

TEST(Returned, AMangledMboxLineMayComeFirst) {
    for (const std::string line : {"From ann@example.org  Sat Nov 21 05: 13:35 2026\n",
                                   ">From ann@example.org Sat\n", "\n\n", "From - Sat\n"}) {
        const auto found = find(report("Content-Type: text/rfc822-headers\n", line + k_original));
        expect_token(found, ReturnedForm::headers);
        EXPECT_TRUE(found->complete());
    }
}

TEST(Returned, ASecondMimeHeaderMayComeFirst) {
    expect_token(find(report("Content-Type: message/rfc822\n",
                             "Content-Description: copy\n\n" + k_original + k_body)),
                 ReturnedForm::full);
}

TEST(Returned, APartOfAReportNeedsNoLabel) {
    for (const std::string type :
         {"", "Content-Type: text/plain\n", "Content-Type: application/octet-stream\n"}) {
        expect_token(find(report(type, k_original + k_body)), ReturnedForm::full);
    }
}

TEST(Returned, MayStandBetweenTheDelimitersWithoutAMimeHeader) {
    const auto found = find("Content-Type: multipart/mixed; boundary=b\n\n--b\n\nSorry.\n--b\n"
                            + k_original + k_body + "\n--b--\n");
    expect_token(found, ReturnedForm::full);
    EXPECT_EQ(found->part, 2);
}

TEST(Returned, APartWinsOverAQuoteInTheNotice) {
    const std::string quote =
        "Received: from x by y\nFrom: ann@example.org\nMessage-ID: <1@example.org>\nTo: b\n\n";
    const std::string text =
        report("Content-Type: message/rfc822\n", k_original + k_body, "Sorry:\n\n" + quote);
    expect_token(find(text), ReturnedForm::full);
    const Mail mail = mail_from(text);
    Defects defects;
    const auto first = find_returned(mail, {}, defects);
    ASSERT_TRUE(first);
    const auto copies = find_copies(mail, *first, {}, defects);
    ASSERT_EQ(copies.size(), 1U);
    EXPECT_EQ(copies[0].form, ReturnedForm::text);
    EXPECT_EQ(copies[0].part, 1);
}

TEST(Returned, TellsTheBoundsThatItsHeaderReached) {
    base::Limits limits;
    limits.header_fields = 3;
    const Mail mail = mail_from(report("Content-Type: message/rfc822\n", k_original + k_body));
    Defects defects;
    const auto found = find_returned(mail, limits, defects);
    ASSERT_TRUE(found);
    EXPECT_TRUE(found->bounds.has(Defect::too_many_fields));
    EXPECT_TRUE(find_returned(mail, {}, defects)->bounds.none());
}

TEST(Returned, HasTheOtherPartsAsCopies) {
    const std::string choice = "From: ann@example.org\nTo: bob@example.net\nSubject: Hello\n";
    const Mail mail = mail_from("Content-Type: multipart/report; boundary=b\n\n--b\n\nSorry.\n"
                                "--b\nContent-Type: text/rfc822-headers\n\n"
                                + choice + "\n--b\nContent-Type: message/rfc822\n\n" + k_original
                                + k_body + "\n--b--\n");
    Defects defects;
    const auto first = find_returned(mail, {}, defects);
    ASSERT_TRUE(first);
    EXPECT_EQ(first->part, 2);
    const auto copies = find_copies(mail, *first, {}, defects);
    ASSERT_EQ(copies.size(), 1U);
    EXPECT_EQ(copies[0].part, 3);
    EXPECT_EQ(copies[0].form, ReturnedForm::full);
}

TEST(Returned, KeepsTheFrontOfLongCopiesAndSaysSo) {
    const std::string part = "--b\nContent-Type: message/rfc822\n\n" + k_original + "\n"
                             + std::string(100'000, 'x') + "\n";
    const Mail mail = mail_from("Content-Type: multipart/report; boundary=b\n\n--b\n\nSorry.\n"
                                + part + part + "--b--\n");
    Defects defects;
    const auto first = find_returned(mail, {}, defects);
    ASSERT_TRUE(first);
    EXPECT_GT(first->bytes.view().size(), 100'000U);
    EXPECT_TRUE(first->bounds.none());
    const auto copies = find_copies(mail, *first, {}, defects);
    ASSERT_EQ(copies.size(), 1U);
    EXPECT_LE(copies[0].bytes.view().size(), 64U << 10U);
    EXPECT_TRUE(copies[0].bounds.has(Defect::part_cut));
    EXPECT_TRUE(defects.none());
}

TEST(Returned, IsFoundOutsideOfReportsToo) {
    expect_token(find("Content-Type: multipart/digest; boundary=b\n\n--b\n\n" + k_original + k_body
                      + "\n--b--\n"),
                 ReturnedForm::full);
    expect_token(find("Content-Type: message/rfc822\n\n" + k_original + k_body),
                 ReturnedForm::full);
}

TEST(Returned, ATrimmedPartIsNotComplete) {
    const std::string no_from = replaced(k_original, "From: Ann", "X-From: Ann");
    EXPECT_FALSE(find(report("Content-Type: message/rfc822\n", no_from))->complete());
    const std::string no_received = "From: ann@example.org\nDate: Sat, 21 Nov 2026 10:14:28 "
                                    "+0000\nMessage-ID: <1@example.org>\nTo: b\n";
    EXPECT_FALSE(find(report("Content-Type: message/rfc822\n", no_received))->complete());
}

TEST(Returned, AHeaderWhereTheBounceStopsIsNotComplete) {
    const std::string text = report("Content-Type: message/rfc822\n", k_original);
    const auto found = find(text.substr(0, text.find("Subject: hello")));
    ASSERT_TRUE(found);
    EXPECT_TRUE(found->header.has("Date"));
    EXPECT_FALSE(found->complete());
}

TEST(Returned, AHeaderCutInTheMiddleOfAFieldIsNotComplete) {
    const std::string header =
        replaced(k_original, "Subject: hello\nX-Your-Special-Header: With its content\n", "");
    const std::string cut = header.substr(0, header.size() - 4); // "To: bob@example."
    for (const std::string type : {"message/rfc822", "text/rfc822-headers"}) {
        const std::string mime = "Content-Type: " + type + "\n";
        EXPECT_TRUE(find(report(mime, header + "\n"))->complete());
        for (const std::string end : {"", "\n", "\n\n", "\n\n[...]\n"}) {
            EXPECT_FALSE(find(report(mime, cut + end))->complete()) << end;
        }
        EXPECT_FALSE(find(report(mime, header + "\n[...]\n"))->complete());
        EXPECT_FALSE(find(report(mime, header + "Subject: hel"))->complete()) << "no line end";
    }
    EXPECT_TRUE(find(notice(header + "Subject: hello\n\n"))->complete());
    EXPECT_FALSE(find(notice(header + "Subject: hello\nCc: eve@exam\n <\n\n"))->complete());
}

TEST(Returned, AHeaderBeyondABoundIsNotComplete) {
    base::Limits limits;
    limits.decoded_part_bytes = 350;
    const auto cut = find(report("Content-Type: message/rfc822\n",
                                 k_original + "X: " + std::string(500, 'x') + "\n" + k_body),
                          limits);
    ASSERT_TRUE(cut);
    EXPECT_FALSE(cut->complete());
    limits = {};
    limits.header_fields = 7;
    const auto counted = find(
        report("Content-Type: message/rfc822\n", k_original + "X: 1\nX: 2\n" + k_body), limits);
    ASSERT_TRUE(counted);
    EXPECT_FALSE(counted->complete());
}

TEST(ReturnedInText, FollowsAMarker) {
    for (const std::string marker :
         {"--- Below this line is a copy of the message.\n\n",
          "------ This is a copy of the message, including all the headers. ------\n\n",
          "Message headers follow.\n\n", "Headers:\n",
          "   ----- Original message follows -----\n\n", ""}) {
        const std::string text = "Hi. I'm sorry.\n\n<bob@example.net>:\nno such user\n\n" + marker;
        const auto found =
            find(notice(text + "Return-Path: <ann@example.org>\n" + k_original + k_body));
        expect_token(found, ReturnedForm::text);
        EXPECT_TRUE(found->complete()) << marker;
        EXPECT_EQ(found->body, "Dear Bob,\n");
        EXPECT_EQ(found->part, 0);
        const bool marker_reads_as_field = marker == "Headers:\n";
        EXPECT_EQ(found->text_offset, text.size() - (marker_reads_as_field ? marker.size() : 0));
    }
}

TEST(ReturnedInText, MayBeQuotedOrIndented) {
    for (const std::string prefix : {"> ", ">", "| ", "|", "    ", "\t", " > ", "> > ", "\t\t"}) {
        const auto found = find(notice("Sorry.\n\n" + prefixed(k_original + k_body, prefix)));
        expect_token(found, ReturnedForm::text);
        EXPECT_TRUE(found->complete()) << prefix;
        EXPECT_EQ(found->header.all("Received").size(), 1U);
        EXPECT_EQ(found->body, "Dear Bob,\n");
    }
}

TEST(ReturnedInText, MayBeIndentedBelowALineWithAColon) {
    const auto found = find(notice("Headers:\n" + prefixed(k_original, "   ") + "\n"));
    expect_token(found, ReturnedForm::text);
    EXPECT_EQ(found->header.fields.front().name, "Received");
}

TEST(ReturnedInText, AnUnquotedLineEndsAQuoteEarly) {
    const auto found =
        find(notice("> " + replaced(k_original, "\n", "\n> ").substr(0, 330) + "\n\n-- \nBob\n"));
    ASSERT_TRUE(found);
    EXPECT_FALSE(found->complete());
}

TEST(ReturnedInText, TakesEveryLineEnd) {
    for (const std::string end : {"\r\n", "\r"}) {
        expect_token(find(replaced(notice("Sorry.\n\n" + k_original + k_body), "\n", end)),
                     ReturnedForm::text);
    }
}

TEST(ReturnedInText, MayBeHtmlOrEncoded) {
    const std::string html =
        replaced(replaced(replaced(k_original, "<", "&lt;"), ">", "&gt;"), "\t", "&nbsp; &nbsp;");
    expect_token(find("Content-Type: text/html\n\n<p>Sorry</p><pre>" + html + "</pre>"),
                 ReturnedForm::text);
    expect_token(find("Content-Type: text/html\n\n<html>Sorry<br><br>"
                      + replaced(html, "\n", "<br>\n") + "<br>"),
                 ReturnedForm::text);
    expect_token(find("Content-Transfer-Encoding: base64\n\n" + k_original_base64),
                 ReturnedForm::text);
}

TEST(ReturnedInText, LinesMayHaveLostTheirIndentation) {
    const auto found = find(notice("Sorry.\n\n" + replaced(k_original, "\n\t", "\n") + k_body));
    expect_token(found, ReturnedForm::text);
    EXPECT_EQ(found->header.all("Received").size(), 1U);
    EXPECT_TRUE(found->header.unfolded("Received").ends_with("10:14:29 +0000"));
}

TEST(ReturnedInText, QuotedLinesMayHaveBeenWrappedAfterQuoting) {
    const std::string wrapped =
        replaced("> " + replaced(k_original, "\n", "\n> "), "(mail.", "\n(mail.");
    const auto found = find(notice(wrapped + "\n> Dear Bob\n"));
    expect_token(found, ReturnedForm::text);
    EXPECT_TRUE(found->header.unfolded("Received")
                    .starts_with("from mail.example.org (mail.example.org [192"));
}

TEST(ReturnedInText, KeepsBlanksBeforeTheColon) {
    expect_token(find(notice(replaced(k_original, "Received:", "Received :"))), ReturnedForm::text);
}

TEST(ReturnedInText, EndsBeforeTheProseThatFollows) {
    const auto found = find(notice(k_original + "This line is prose.\nX-Late: no\n"));
    ASSERT_TRUE(found);
    EXPECT_FALSE(found->header.has("X-Late") && found->complete());
}

TEST(ReturnedInText, DoesNotReachAcrossABlankLine) {
    const auto found = find(notice("X-Your-Special-Header: With its content\n\n"
                                   + replaced(k_original, "X-Your", "X-Other") + k_body
                                   + "X-Your-Special-Header: With its content\n"));
    ASSERT_TRUE(found);
    EXPECT_FALSE(found->header.has("X-Your-Special-Header"));
}

TEST(ReturnedInText, IsNotProseNorATranscriptNorAReport) {
    for (const std::string text :
         {"Received: your letter.\nFrom: me to you\nhello\n",
          "Date: tomorrow\nTime: noon\nPlace: here\nFrom: there\n",
          "From: Ann\nSent: Saturday\nTo: Bob\nSubject: hello\n\nquoted\n",
          "Reporting-MTA: dns; mx\nFinal-Recipient: rfc822; a\nFrom: x\nReceived: y\n",
          ">>> RCPT TO:<bob@example.net>\n<<< 550 no\nFrom: x\nMessage-ID: <1@example.org>\n",
          "From: a\nMessage-ID: <1@example.org>\nTo: b\n", "", "\n\n\n"}) {
        EXPECT_FALSE(find(notice(text))) << text;
    }
}

TEST(ReturnedInText, NeedsSixFieldsToBeComplete) {
    const std::string five =
        "Received: from a by b; Sat\nMessage-ID: <1@example.org>\nDate: Sat\nFrom: ann\nTo: b\n";
    EXPECT_FALSE(find(notice(five + "\n"))->complete());
    EXPECT_TRUE(find(notice(five + "Subject: x\n\n"))->complete());
    EXPECT_FALSE(find(notice(five + "Subject: x\n"))->complete());
}

TEST(ReturnedInText, TheFirstGoodBlockWins) {
    const std::string other = replaced(k_original, "<1@", "<2@");
    expect_token(find(notice("Name: x\nOther: y\n\n" + k_original + "\n" + other)),
                 ReturnedForm::text);
}

TEST(ReturnedInText, BlockSearchLinesBoundsTheSearch) {
    base::Limits limits;
    limits.block_search_lines = 100;
    std::string prose;
    for (int i = 0; i < 200; ++i)
        prose += "line\n";
    const Mail mail = mail_from(notice(prose + k_original), limits);
    Defects defects;
    EXPECT_FALSE(find_returned(mail, limits, defects));
    EXPECT_TRUE(defects.has(Defect::block_search_cut));
}

TEST(ReturnedInText, SearchesHostileTextInBoundedTime) {
    std::string nested;
    for (int i = 0; i < 100'000; ++i)
        nested += i % 2 == 0 ? "A: x\n" : "    B: y\n";
    EXPECT_FALSE(find(notice(nested)));
    std::string stairs;
    for (int i = 0; i < 100'000; ++i)
        stairs +=
            std::string(static_cast<std::size_t>(i % 17), i % 3 == 0 ? '>' : ' ') + "From: x\n";
    EXPECT_FALSE(find(notice(stairs)));
    EXPECT_FALSE(find(notice(std::string(1'000'000, '>'))));
    EXPECT_FALSE(find(notice("Received: " + std::string(1'000'000, 'x'))));
}

TEST(Returned, IsNothingWhereNothingIsReturned) {
    EXPECT_FALSE(find(""));
    EXPECT_FALSE(find("To: ann\n"));
    EXPECT_FALSE(find(report("Content-Type: message/rfc822\n", "")));
    EXPECT_FALSE(
        find(report("Content-Type: message/rfc822\n", "[only a note that something was here]\n")));
    EXPECT_FALSE(find(notice("Sorry.\n")));
}

TEST(Returned, MayBeMoved) {
    auto found = find(report("Content-Type: message/rfc822\n", k_original + k_body));
    ASSERT_TRUE(found);
    const Returned moved = std::move(*found);
    EXPECT_EQ(moved.header.unfolded("Subject"), "hello");
    EXPECT_EQ(moved.body, "Dear Bob,\n");
}

bool goes_back(const std::string& outer, std::vector<std::string> recipients = {}) {
    Mail mail = mail_from("From: MAILER-DAEMON@mx.example.net\n" + outer
                          + "Content-Type: message/rfc822\n\nReturn-Path: <ann@example.org>\n"
                          + k_original + k_body);
    mail.envelope.recipients = std::move(recipients);
    Defects defects;
    const auto returned = find_returned(mail, {}, defects);
    return returned && returned_to_author(mail, *returned, {});
}

TEST(ReturnedToAuthor, HoldsWhereTheMailWasSentToItsAuthor) {
    EXPECT_TRUE(goes_back("To: Ann@EXAMPLE.org\n"));
    EXPECT_TRUE(goes_back("To: undisclosed\nDelivered-To: ann@example.org\n"));
    EXPECT_TRUE(goes_back("", {"ann@example.org"}));
}

TEST(ReturnedToAuthor, DoesNotWhereItWasSentToAnybodyElse) {
    EXPECT_FALSE(goes_back("To: eva@example.net\n"));
    EXPECT_FALSE(goes_back("To: \n"));
    EXPECT_FALSE(goes_back(""));
}

bool is_resent(std::string_view fields, ReversePath path, std::vector<std::string> own = {}) {
    Mail mail = mail_from(std::string(fields) + "To: Carl <carl@example.net>, x@example.net\n\n");
    mail.envelope.reverse_path = std::move(path);
    return resent_by_addressee(mail, own, {});
}

TEST(ResentByAddressee, HoldsWhereOneOfToIsTheResenderAndTheReversePath) {
    EXPECT_TRUE(is_resent("Resent-From: carl@example.net\n", "Carl@Example.NET"));
    EXPECT_TRUE(is_resent("resent-from: C <carl@example.net>\nResent-From: dora@example.net\n",
                          "carl@example.net"));
    EXPECT_TRUE(is_resent("Resent-From: carl@example.net\n", "carl@example.net", {"ann@x.test"}));
}

TEST(ResentByAddressee, DoesNotWhereAnyOfTheThreeDiffersOrIsNotKnown) {
    EXPECT_FALSE(is_resent("", "carl@example.net"));
    EXPECT_FALSE(is_resent("Resent-From: carl@example.net\n", NullPath{}));
    EXPECT_FALSE(is_resent("Resent-From: carl@example.net\n", UnknownPath{}));
    EXPECT_FALSE(is_resent("Resent-From: carl@example.net\n", "x@example.net"));
    EXPECT_FALSE(is_resent("Resent-From: dora@example.net\n", "dora@example.net"));
    EXPECT_FALSE(is_resent("Resent-From: dora@example.net\nResent-From: carl@example.net\n",
                           "carl@example.net"));
    EXPECT_FALSE(is_resent("Resent-From: carl@example.net, x@example.net\n", "carl@example.net"));
    EXPECT_FALSE(is_resent("Resent-From: carl\n", "carl"));
}

TEST(ResentByAddressee, DoesNotFromAnAccountOfOurs) {
    for (const char* ours : {"Carl@example.net", "*@EXAMPLE.net"}) {
        EXPECT_FALSE(is_resent("Resent-From: carl@example.net\n", "carl@example.net", {ours}));
    }
}

TEST(Returned, IsFoundWithBlanksBeforeItsColons) {
    for (const std::string blank : {" ", "\t", "\xC2\xA0", " \xC2\xA0"}) {
        const std::string block =
            replaced(replaced(k_original, "Received:", "received" + blank + ":"),
                     "Message-ID:", "MESSAGE-ID" + blank + ":");
        EXPECT_TRUE(find(notice("Content follows.\n\n" + block + k_body))) << block;
    }
}

} // namespace
} // namespace backsift::message
