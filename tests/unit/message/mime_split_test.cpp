#include "message/mime_split.hpp"

#include <string>

#include <gtest/gtest.h>

#include "unit/message/mail_from.hpp"

namespace backsift::message {
namespace {

std::string multipart(const std::string& boundary, const std::string& subtype = "mixed") {
    return "Content-Type: multipart/" + subtype + "; boundary=\"" + boundary + "\"\n\n";
}

// "multipart/mixed(text/plain:one text/html:two)" in a form that shows the tree.
std::string tree(const Mail& mail) {
    std::string shown;
    for (const Part& part : mail.parts) {
        shown.append(static_cast<std::size_t>(part.depth), '>').append(part.media.name());
        if (!part.media.is_multipart())
            shown.append("[").append(part.body).append("]");
        shown.append(" ");
    }
    return shown;
}

TEST(MimeSplit, CutsPartsAtTheirDelimiters) {
    const Mail mail = mail_from(
        multipart("b1")
        + "preamble\n--b1\n\none\n--b1\nContent-Type: text/html\n\ntwo\n--b1--\nepilogue\n");
    EXPECT_EQ(tree(mail), "multipart/mixed >text/plain[one] >text/html[two] ");
    EXPECT_EQ(mail.parts[2].parent, 0);
    EXPECT_EQ(mail.parts[2].header.unfolded("content-type"), "text/html");
    EXPECT_TRUE(mail.text()
                    .substr(mail.parts[2].header.fields[0].offset)
                    .starts_with("Content-Type: text/html"));
    EXPECT_FALSE(mail.defects.has(Defect::boundary_not_closed));
}

TEST(MimeSplit, TakesEveryLineEnd) {
    for (const std::string_view end : {"\n", "\r\n", "\r"}) {
        std::string text;
        for (const char c : multipart("b1") + "--b1\n\none\n--b1--\n") {
            if (c == '\n')
                text += end;
            else
                text += c;
        }
        EXPECT_EQ(tree(mail_from(text)), "multipart/mixed >text/plain[one] ");
    }
}

TEST(MimeSplit, ABoundaryStandsAtALineStartAndAlone) {
    const Mail mail = mail_from(
        multipart("b1") + "--b1\n\nx --b1\n--b1x\n--b1-\n -- b1\n--b1 \t\n\ntwo\n--b1--  \n");
    EXPECT_EQ(tree(mail),
              "multipart/mixed >text/plain[x --b1\n--b1x\n--b1-\n -- b1] >text/plain[two] ");
}

TEST(MimeSplit, ABoundaryMayBeTheLastThing) {
    EXPECT_EQ(tree(mail_from(multipart("b1") + "--b1\n\none\n--b1--")),
              "multipart/mixed >text/plain[one] ");
    EXPECT_EQ(tree(mail_from(multipart("b1") + "--b1\n\none\n--b1")),
              "multipart/mixed >text/plain[one] >text/plain[] ");
}

TEST(MimeSplit, AMissingEndIsNoted) {
    const Mail mail = mail_from(multipart("b1") + "--b1\n\none\n--b1\n\ntwo\n");
    EXPECT_EQ(tree(mail), "multipart/mixed >text/plain[one] >text/plain[two\n] ");
    EXPECT_TRUE(mail.defects.has(Defect::boundary_not_closed));
}

TEST(MimeSplit, APartWithoutABlankLineEndsAtItsDelimiter) {
    const Mail mail = mail_from(multipart("b1")
                                + "--b1\nContent-Type: text/rfc822-headers\n--b1\nhello\n--b1--\n");
    EXPECT_EQ(tree(mail), "multipart/mixed >text/rfc822-headers[] >text/plain[hello] ");
}

TEST(MimeSplit, NestsAndTheOuterDelimiterEndsAnOpenInner) {
    const std::string inner = "--b1\n" + multipart("b2", "alternative") + "--b2\n\none\n";
    EXPECT_EQ(tree(mail_from(multipart("b1") + inner + "--b2--\n--b1\n\ntwo\n--b1--\n")),
              "multipart/mixed >multipart/alternative >>text/plain[one] >text/plain[two] ");
    const Mail open = mail_from(multipart("b1") + inner + "--b1\n\ntwo\n--b1--\n");
    EXPECT_EQ(tree(open),
              "multipart/mixed >multipart/alternative >>text/plain[one] >text/plain[two] ");
    EXPECT_TRUE(open.defects.has(Defect::boundary_not_closed));
}

TEST(MimeSplit, OneBoundaryMayBeginLikeAnother) {
    const Mail mail = mail_from(multipart("b") + "--b\n" + multipart("bb")
                                + "--bb\n\none\n--bb--\n--b\n\ntwo\n--b--\n");
    EXPECT_EQ(tree(mail), "multipart/mixed >multipart/mixed >>text/plain[one] >text/plain[two] ");
}

TEST(MimeSplit, MessagePartsAreLeaves) {
    const std::string returned = multipart("b2") + "--b2\n\nx\n--b2--";
    const Mail mail = mail_from(multipart("b1", "report") + "--b1\nContent-Type: message/rfc822\n\n"
                                + returned + "\n--b1--\n");
    ASSERT_EQ(mail.parts.size(), 2U);
    EXPECT_EQ(mail.parts[1].body, returned);
}

TEST(MimeSplit, DigestsHoldMessages) {
    const Mail mail =
        mail_from(multipart("b1", "digest")
                  + "--b1\n\nSubject: x\n\ny\n--b1\nContent-Type: text/plain\n\nz\n--b1--\n");
    EXPECT_EQ(tree(mail), "multipart/digest >message/rfc822[Subject: x\n\ny] >text/plain[z] ");
}

TEST(MimeSplit, WithoutAUsableBoundaryTheBodyIsOneText) {
    const Mail missing = mail_from("Content-Type: multipart/report\n\nhello\n");
    EXPECT_EQ(tree(missing), "multipart/report >text/plain[hello\n] ");
    EXPECT_TRUE(missing.defects.has(Defect::boundary_missing));
    const Mail unseen = mail_from(multipart("b1") + "hello\n");
    EXPECT_EQ(tree(unseen), "multipart/mixed >text/plain[hello\n] ");
    EXPECT_TRUE(unseen.defects.has(Defect::boundary_not_closed));
    const Mail inner =
        mail_from(multipart("b1") + "--b1\nContent-Type: multipart/mixed\n\nhello\n--b1--\n");
    EXPECT_EQ(tree(inner), "multipart/mixed >multipart/mixed >>text/plain[hello] ");
}

TEST(MimeSplit, BoundaryBytesBoundsTheBoundary) {
    const std::string boundary(300, 'b');
    const Mail mail =
        mail_from(multipart(boundary).append("--").append(boundary).append("\n\nx\n"));
    EXPECT_EQ(mail.parts.size(), 2U);
    EXPECT_TRUE(mail.defects.has(Defect::boundary_too_long));
}

TEST(MimeSplit, AHeaderAloneHasOnePart) {
    const Mail mail = mail_from(multipart("b1"));
    EXPECT_EQ(mail.parts.size(), 1U);
    EXPECT_FALSE(mail.defects.has(Defect::boundary_not_closed));
}

TEST(MimeSplit, MimePartsBoundsTheirNumber) {
    base::Limits limits;
    limits.mime_parts = 20;
    std::string text = multipart("b1");
    for (int i = 0; i < 40'000; ++i)
        text += "--b1\n\nx\n";
    const Mail mail = mail_from(text, limits);
    EXPECT_EQ(mail.parts.size(), 20U);
    EXPECT_EQ(mail.parts.back().body, "x");
    EXPECT_TRUE(mail.defects.has(Defect::too_many_parts));
}

TEST(MimeSplit, MimeDepthBoundsTheNesting) {
    std::string text;
    for (int i = 0; i < 50'000; ++i) {
        const std::string boundary = std::to_string(i);
        text.append(multipart(boundary)).append("--").append(boundary).append("\n");
    }
    const base::Limits limits;
    const Mail mail = mail_from(text, limits);
    for (const Part& part : mail.parts)
        EXPECT_LE(static_cast<std::size_t>(part.depth), limits.mime_depth);
    EXPECT_EQ(mail.parts.size(), limits.mime_depth + 1);
    EXPECT_TRUE(mail.defects.has(Defect::too_deep));
}

TEST(MimeSplit, NearMissesOfALongBoundaryAreLinear) {
    const std::string boundary(180, '-');
    std::string text = multipart(boundary + "x").append("--").append(boundary).append("x\n\n");
    const std::size_t begin = text.size();
    while (text.size() < (10U << 20U))
        text += boundary + "--y\n";
    const std::string dashes(1U << 20U, '-');
    const Mail mail = mail_from(text + dashes);
    ASSERT_EQ(mail.parts.size(), 2U);
    EXPECT_EQ(mail.parts[1].body.size(), text.size() + dashes.size() - begin);
}

TEST(MimeSplit, EmptyPartsDoNotOverlapTheirDelimiters) {
    const Mail mail = mail_from(multipart("b1") + "--b1\n--b1\n\n--b1\nX: y\n\n--b1--\n");
    EXPECT_EQ(tree(mail), "multipart/mixed >text/plain[] >text/plain[] >text/plain[] ");
}

} // namespace
} // namespace backsift::message
