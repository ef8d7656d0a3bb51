#include "mailbox/mbox.hpp"

#include <string>
#include <vector>

#include <fcntl.h>
#include <gtest/gtest.h>

#include "os/fd.hpp"
#include "support/temp_dir.hpp"

namespace backsift::mailbox {
namespace {

const std::string k_from = "From ann@example.org Sat Oct  4 08:00:09 2025\n";

std::vector<std::string> split(const std::string& text) {
    const test::TempDir dir;
    const std::string path = dir.write("mbox", text);
    const os::Fd file(::open(path.c_str(), O_RDONLY));
    std::vector<std::string> pieces;
    EXPECT_TRUE(split_mbox(file.get(), path, [&](Span span) {
        pieces.push_back(text.substr(span.offset, span.length));
        return true;
    }));
    return pieces;
}

TEST(Separator, NeedsAPlaceInTimeAndTakesItInItsForms) {
    for (const char* line :
         {"From ann@example.org Sat Oct  4 08:00:09 2025",
          "From ann@example.org Sat Oct 4 8:00 2025", "From - Sat Oct  4 08:00:09 2025",
          "From MAILER-DAEMON  Sat Oct  4 08:00:09 2025",
          "From ann at example.org  Sat Oct  4 08:00:09 2025",
          "From ann@example.org Sat Oct  4 08:00:09 CEST 2025",
          "From 17@example.org Sat Oct 04 08:00:09 +0000 2025", "From  Sat Oct  4 08:00:09 2025",
          "From ann@example.org Sat Oct  4 08:00:09 2025 +0200"}) {
        EXPECT_TRUE(is_separator(line)) << line;
    }
    for (const char* line :
         {"From here on all is well", "From ", "From: Ann <ann@example.org>",
          "from ann Sat Oct  4 08:00:09 2025", "From ann@example.org Sat Oct 44 08:00:09 2025",
          "From ann@example.org Sat Oct  4 2025", "From the Sat Oct meeting",
          ">From ann@example.org Sat Oct  4 08:00:09 2025", ""}) {
        EXPECT_FALSE(is_separator(line)) << line;
    }
}

TEST(SplitMbox, FindsEveryMessageWithoutTheBlankLineBehindIt) {
    const auto pieces =
        split(k_from + "Subject: a\n\nbody a\n\n" + k_from + "Subject: b\n\nbody b\n\n");
    ASSERT_EQ(pieces.size(), 2U);
    EXPECT_EQ(pieces[0], k_from + "Subject: a\n\nbody a\n");
    EXPECT_EQ(pieces[1], k_from + "Subject: b\n\nbody b\n");
}

TEST(SplitMbox, LeavesASingleMessageWhole) {
    const std::string one = k_from + "Subject: a\n\nFrom here on\n\nFrom there\n\n";
    EXPECT_EQ(split(one), std::vector<std::string>{one});
    EXPECT_EQ(split("Subject: a\n\n" + k_from),
              std::vector<std::string>{"Subject: a\n\n" + k_from});
    EXPECT_EQ(split(""), std::vector<std::string>{""});
    EXPECT_EQ(split("From x"), std::vector<std::string>{"From x"});
}

TEST(SplitMbox, NeedsABlankLineBeforeASeparator) {
    EXPECT_EQ(split(k_from + "Subject: a\n\nbody\n" + k_from + "more\n").size(), 1U);
}

TEST(SplitMbox, KnowsASeparatorByTheHeaderBehindIt) {
    const std::string mail = "From: ann@example.org\nSubject: a\n\nhi\n";
    for (const std::string line :
         {"From \n", "From -\n", "From ann@example.org 2026-11-29T18:00:00+0000\n",
          "From ann@example.org Sun, 29 Nov 2026 18:00:00 +0000\n",
          "From ann@example.org So Nov 29 18:00:00 2026\n"}) {
        EXPECT_EQ(split(line + mail + "\n" + line + mail).size(), 2U) << line;
        EXPECT_EQ(split(line + mail + line + mail).size(), 1U) << line;
    }
    const auto pieces = split(k_from + mail + k_from + mail);
    ASSERT_EQ(pieces.size(), 2U) << "no blank line between";
    EXPECT_EQ(pieces[0], k_from + mail);
    EXPECT_EQ(split(k_from + mail + "\nFrom now on\nwe meet: at ten\n").size(), 1U);
}

TEST(SplitMbox, KnowsCrlf) {
    const auto pieces = split("From a@example.org Sat Oct  4 08:00:09 2025\r\nS: a\r\n\r\nx\r\n\r\n"
                              "From b@example.org Sat Oct  4 08:00:09 2025\r\n\r\ny\r\n");
    ASSERT_EQ(pieces.size(), 2U);
    EXPECT_TRUE(pieces[0].ends_with("x\r\n"));
    EXPECT_TRUE(pieces[1].ends_with("y\r\n"));
}

TEST(SplitMbox, BelievesAContentLengthThatFits) {
    const std::string body = "text\n\n" + k_from + "quoted whole\n";
    const std::string header = k_from + "Content-Length: " + std::to_string(body.size()) + "\n\n";
    const auto pieces = split(header + body + "\n" + k_from + "Subject: b\n\nb\n");
    ASSERT_EQ(pieces.size(), 2U);
    EXPECT_EQ(pieces[0], header + body);
}

TEST(SplitMbox, DoesNotBelieveAContentLengthThatDoesNot) {
    for (const char* length : {"3", "999999999", "18446744073709551615", "-1", "x", ""}) {
        const auto pieces =
            split(k_from + "Content-Length: " + length + "\n\nbody\n\n" + k_from + "\nb\n");
        EXPECT_EQ(pieces.size(), 2U) << length;
    }
}

TEST(SplitMbox, CrossesItsBufferAndHugeLines) {
    std::string text;
    for (int i = 0; i < 3000; ++i)
        text += k_from + "Subject: x\n\n" + std::string(static_cast<std::size_t>(i % 700), 'b')
                + "\n\n";
    text +=
        k_from + "\n" + std::string(2'000'000, 'l') + "\n\n" + k_from + std::string(300'000, 'm');
    const auto pieces = split(text);
    ASSERT_EQ(pieces.size(), 3002U);
    std::string joined;
    for (const auto& piece : pieces)
        joined += piece + '\n';
    EXPECT_EQ(joined, text + '\n');
}

TEST(SplitMbox, StopsWhenTold) {
    const test::TempDir dir;
    const std::string path =
        dir.write("mbox", k_from + "\na\n\n" + k_from + "\nb\n\n" + k_from + "\nc\n");
    const os::Fd file(::open(path.c_str(), O_RDONLY));
    int seen = 0;
    ASSERT_TRUE(split_mbox(file.get(), path, [&](Span) { return ++seen < 2; }));
    EXPECT_EQ(seen, 2);
}

TEST(Unquote, TakesOneMarkFromBodyLines) {
    EXPECT_EQ(
        unquote(base::Bytes(">From x\nA: b\n\n>From a\n>>From b\n> From c\n>Fromage\n>From d"))
            .view(),
        ">From x\nA: b\n\nFrom a\n>From b\n> From c\n>Fromage\nFrom d");
    EXPECT_EQ(unquote(base::Bytes("")).view(), "");
    EXPECT_EQ(unquote(base::Bytes("\n\n>>>>")).view(), "\n\n>>>>");
}

} // namespace
} // namespace backsift::mailbox
