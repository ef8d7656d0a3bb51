#include <gtest/gtest.h>

#include "base/text.hpp"
#include "message/decode.hpp"

namespace backsift::message {
namespace {

Part part_of(std::string_view body, TransferEncoding encoding, std::string_view charset = "",
             std::string_view subtype = "plain") {
    Part part;
    part.body = body;
    part.encoding = encoding;
    part.media.subtype = subtype;
    if (!charset.empty())
        part.media.parameters.emplace_back("charset", charset);
    return part;
}

std::string text_of(const Part& part) {
    Defects defects;
    return decoded_text(part, base::Limits(), defects);
}

TEST(PartText, UndoesEveryTransferEncoding) {
    EXPECT_EQ(text_of(part_of("a=b", TransferEncoding::identity)), "a=b");
    EXPECT_EQ(text_of(part_of("a=3Db", TransferEncoding::quoted_printable)), "a=b");
    EXPECT_EQ(text_of(part_of("YT1i", TransferEncoding::base64)), "a=b");
    EXPECT_EQ(text_of(part_of("begin 644 x\n#83UB\n`\nend\n", TransferEncoding::uuencode)), "a=b");
}

TEST(PartText, ConvertsTheCharset) {
    EXPECT_EQ(text_of(part_of("Gr=FC=DFe", TransferEncoding::quoted_printable, "iso-8859-1")),
              "Grüße");
    EXPECT_EQ(text_of(part_of("//5hAGIA", TransferEncoding::base64, "utf-16")), "ab");
}

TEST(PartText, WithoutACharsetItIsUtf8OrElseWindows1252) {
    EXPECT_EQ(text_of(part_of("Grüße", TransferEncoding::identity)), "Grüße");
    EXPECT_EQ(text_of(part_of("Gr\xFC\xDF", TransferEncoding::identity)), "Grüß");
    EXPECT_EQ(text_of(part_of("\x1B$B%a!<%k\x1B(B", TransferEncoding::identity)), "メール");
    EXPECT_EQ(text_of(part_of("\xEF\xBB\xBFReceived: x", TransferEncoding::identity, "utf-8")),
              "Received: x");
}

TEST(PartText, RendersHtmlAndReadsItsOwnCharset) {
    EXPECT_EQ(text_of(part_of("<p>a<br>b", TransferEncoding::identity, "utf-8", "html")), "a\nb");
    EXPECT_EQ(text_of(part_of("<meta http-equiv=x content=\"text/html; charset=koi8-r\">\xC1",
                              TransferEncoding::identity, "", "html")),
              "а");
    EXPECT_EQ(
        text_of(part_of("<META charset='koi8-r'/>\xC1", TransferEncoding::identity, "", "html")),
        "а");
    EXPECT_EQ(text_of(part_of("charset=koi8-r \xC1", TransferEncoding::identity, "", "html")),
              "charset=koi8-r Á");
}

TEST(PartText, IsCutAtItsBound) {
    base::Limits limits;
    limits.decoded_part_bytes = 4;
    for (const auto& [body, encoding] : std::vector<std::pair<std::string, TransferEncoding>>{
             {"abcdef", TransferEncoding::identity},
             {"abcdef", TransferEncoding::quoted_printable},
             {"YWJjZGVm", TransferEncoding::base64},
             {"abcdef", TransferEncoding::uuencode},
             {"begin 644 x\n&86)C9&5F\n`\nend\n", TransferEncoding::uuencode}}) {
        Defects defects;
        EXPECT_EQ(decoded_body(part_of(body, encoding), limits, defects), "abcd");
        EXPECT_TRUE(defects.has(Defect::part_cut));
    }
}

TEST(Uuencode, SkipsWhatStandsBeforeAndBehind) {
    Defects defects;
    EXPECT_EQ(decode_uuencode("hello\r\nbegin 644 x.txt\r\n#86)C\r\n#9&5F\r\n`\r\nend\r\nbye", 100,
                              defects),
              "abcdef");
    EXPECT_TRUE(defects.none());
}

TEST(Uuencode, ReadsLinesThatLostTheirBlanks) {
    Defects defects;
    EXPECT_EQ(decode_uuencode("begin 644 x\n#\n", 100, defects), std::string(3, '\0'));
    EXPECT_EQ(decode_uuencode("begin 644 x\nM", 100, defects).size(), 45U);
    EXPECT_EQ(decode_uuencode("begin 644 x", 100, defects), "");
    EXPECT_EQ(decode_uuencode("", 100, defects), "");
}

TEST(Uuencode, APartWithoutABeginLineStaysAsItIs) {
    Defects defects;
    EXPECT_EQ(decode_uuencode("begin with this\nend\n", 100, defects), "begin with this\nend\n");
}

TEST(PartText, IsTheBodyItselfOnlyWhereNothingIsToBeDone) {
    const std::string bodies[] = {
        "plain",          "",      "Grüße",    "Gr\xFC\xDF", "\xEF\xBB\xBFmarked",
        "\x1B$B%F\x1B(B", "+AOQ-", "~{VPND~}", "a\0b"};
    const char* const charsets[] = {"",           "us-ascii",    "UTF-8", "utf8",
                                    "iso-8859-1", "iso-2022-jp", "utf-7", "hz-gb-2312",
                                    "koi8-r",     "no-such"};
    std::size_t views = 0;
    for (const std::string& body : bodies) {
        for (const char* const charset : charsets) {
            const Part part = part_of(body, TransferEncoding::identity, charset);
            const auto text = text_as_it_is(part, base::Limits());
            if (!text)
                continue;
            ++views;
            Defects defects;
            EXPECT_EQ(*text, to_utf8(body, *charset == '\0' ? "us-ascii" : charset, defects));
            EXPECT_TRUE(defects.none()) << body << ' ' << charset;
        }
    }
    EXPECT_GE(views, 16U);
    EXPECT_FALSE(text_as_it_is(part_of("a", TransferEncoding::quoted_printable), {}));
    EXPECT_FALSE(text_as_it_is(part_of("a", TransferEncoding::identity, "", "html"), {}));
    base::Limits narrow;
    narrow.decoded_part_bytes = 3;
    EXPECT_TRUE(text_as_it_is(part_of("abc", TransferEncoding::identity), narrow));
    EXPECT_FALSE(text_as_it_is(part_of("abcd", TransferEncoding::identity), narrow));
}

} // namespace
} // namespace backsift::message
