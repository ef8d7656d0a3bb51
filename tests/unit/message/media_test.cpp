#include "message/media_fields.hpp"

#include <filesystem>
#include <fstream>
#include <string>
#include <vector>

#include <gtest/gtest.h>

#include "unit/message/mail_from.hpp"

namespace backsift::message {
namespace {

Part part_with(const std::string& content_type, const std::string& encoding = "") {
    std::string text = "Content-Type: " + content_type + "\n";
    if (!encoding.empty())
        text += "Content-Transfer-Encoding: " + encoding + "\n";
    Mail mail = mail_from(text + "\n");
    return mail.parts.front();
}

std::string boundary(const std::string& content_type) {
    return std::string(part_with(content_type).media.parameter("boundary"));
}

TEST(MediaType, ReadsTypeSubtypeAndParameters) {
    const Part part =
        part_with("Multipart/Report; Report-Type=Delivery-Status;\n\tboundary=\"b1\"");
    EXPECT_EQ(part.media.name(), "multipart/report");
    EXPECT_TRUE(part.media.is_multipart());
    EXPECT_EQ(part.media.parameter("report-type"), "Delivery-Status");
    EXPECT_EQ(part.media.parameter("boundary"), "b1");
    EXPECT_EQ(part.media.parameter("charset"), "");
    EXPECT_TRUE(part.has_content_type);
}

TEST(MediaType, IsTextPlainWithoutAContentType) {
    const Mail mail = mail_from("To: ann\n\nx");
    EXPECT_EQ(mail.parts[0].media.name(), "text/plain");
    EXPECT_FALSE(mail.parts[0].has_content_type);
    EXPECT_EQ(mail.parts[0].encoding, TransferEncoding::identity);
}

TEST(MediaType, ReadsWhatTheLibraryAloneMisreads) {
    EXPECT_EQ(boundary("multipart/mixed; boundary=\"a;b\""), "a;b");
    EXPECT_EQ(boundary("multipart/mixed; boundary = \"b1\" (comment)"), "b1");
    EXPECT_EQ(boundary("multipart/mixed (a;b) ; (c) boundary=b1(d)x; x=y"), "b1(d)x");
    EXPECT_EQ(boundary("multipart/mixed; boundary=(nested (comment)) b1"), "b1");
    EXPECT_EQ(boundary("multipart/mixed; boundary=\"a\\\"b\\\\c\""), "a\"b\\c");
    EXPECT_EQ(boundary("multipart/mixed; boundary=\"=_%41 b=c\""), "=_%41 b=c");
    EXPECT_EQ(boundary("multipart/mixed; boundary=----=_Part_1.2"), "----=_Part_1.2");
    EXPECT_EQ(boundary("multipart/mixed; charset=\"a;boundary=no\"; boundary=yes"), "yes");
    EXPECT_EQ(boundary("multipart/mixed; boundary=\"gr\xFCn\""), "gr\xFCn");
    EXPECT_EQ(boundary("multipart/mixed; boundary=\"\""), "");
}

TEST(MediaType, JoinsContinuations) {
    EXPECT_EQ(boundary("multipart/mixed; boundary*0=\"ab;\"; boundary*1=cd"), "ab;cd");
    EXPECT_EQ(boundary("multipart/mixed; boundary*1=cd; boundary*0=ab; boundary*3=lost"), "abcd");
    const Part part =
        part_with("text/plain; name*0*=iso-8859-1'de'gr%FC; name*1=\"n%20\"; name*2*=%2Etxt");
    EXPECT_EQ(part.media.parameter("name"), "grün%20.txt");
}

TEST(MediaType, DecodesCharsetsAndPrefersTheExtendedForm) {
    EXPECT_EQ(part_with("text/plain; charset*=us-ascii'en'utf-8").media.parameter("charset"),
              "utf-8");
    EXPECT_EQ(part_with("text/plain; charset*=utf-8''utf-8").media.parameter("charset"), "utf-8");
    EXPECT_EQ(part_with("text/plain; name=a; name*=utf-8''b").media.parameter("name"), "b");
    EXPECT_EQ(part_with("text/plain; name=\"=?utf-8?q?gr=C3=BCn?=\"").media.parameter("name"),
              "grün");
    EXPECT_EQ(part_with("text/plain; name=a; name=b").media.parameter("name"), "a");
}

TEST(MediaType, ForgivesForgottenSemicolonsAndQuotes) {
    EXPECT_EQ(part_with("text/html charset=utf-8").media.parameter("charset"), "utf-8");
    EXPECT_EQ(part_with("text/html charset=utf-8").media.name(), "text/html");
    EXPECT_EQ(boundary("multipart/report; boundary=\"b1\" report-type=x"), "b1");
    EXPECT_EQ(boundary("multipart/report; boundary=\"b1"), "b1");
    EXPECT_EQ(boundary("multipart/report; boundary=b1; charset=(open"), "b1");
    EXPECT_EQ(part_with("text / plain ; charset = utf-8").media.name(), "text/plain");
}

TEST(MediaType, FallsBackWhereTheFieldSaysNothing) {
    for (const char* const field :
         {"", ";", "text", "/", "text/", "=", "\"\"", "(", "\x01", "%%%"}) {
        EXPECT_EQ(part_with(field).media.name(), "text/plain") << field;
        EXPECT_TRUE(part_with(field).has_content_type);
    }
    EXPECT_EQ(part_with("multipart; boundary=b").media.name(), "multipart/mixed");
}

TEST(MediaType, SurvivesHostileFields) {
    const std::string longest(60'000, 'x');
    EXPECT_EQ(part_with("text/plain; name=" + longest).media.name(), "text/plain");
    std::string many = "text/plain";
    for (int i = 0; i < 5000; ++i)
        many += ";n" + std::to_string(i) + "*0*=a'b'c";
    EXPECT_LE(part_with(many).media.parameters.size(), k_parameters);
    std::string opened = "text/plain";
    for (int i = 0; i < 20'000; ++i)
        opened += "(\"";
    EXPECT_EQ(part_with(opened).media.name(), "text/plain");
    EXPECT_LE(protect_parameters(std::string(60'000, '"') + std::string(60'000, ';')).size(),
              k_protected_bytes);
}

TEST(TransferEncoding, IsReadInAnyCaseAndWithComments) {
    EXPECT_EQ(part_with("text/plain", "BASE64").encoding, TransferEncoding::base64);
    EXPECT_EQ(part_with("text/plain", " Quoted-Printable (mostly)").encoding,
              TransferEncoding::quoted_printable);
    EXPECT_EQ(part_with("text/plain", "x-uuencode").encoding, TransferEncoding::uuencode);
    EXPECT_EQ(part_with("text/plain", "base64;").encoding, TransferEncoding::base64);
    for (const char* const name : {"7bit", "8bit", "binary", "x-unheard-of", "\"", ";"}) {
        EXPECT_EQ(part_with("text/plain", name).encoding, TransferEncoding::identity) << name;
    }
    EXPECT_EQ(mail_from("Content-Transfer-Encoding: base64\n\nx").parts[0].encoding,
              TransferEncoding::base64);
}

TEST(Protect, LeavesNothingToQuote) {
    EXPECT_EQ(protect_parameters("a/b; c=\"d;e\" (f)"), "a/b;c=d%3Be");
    EXPECT_EQ(unprotect("d%3Be%4"), "d;e%4");
    EXPECT_EQ(unprotect(protect_parameters("x/y; n=\"\\\"%25\"")), "x/y;n=\"%25");
}

std::string shown(const Part& part, const Defects& defects) {
    std::string out = part.media.name() + '|' + std::to_string(static_cast<int>(part.encoding))
                      + (part.has_content_type ? "|type" : "|none");
    for (const auto& [name, value] : part.media.parameters)
        out += '|' + name + '=' + value;
    for (std::size_t i = 0; i < k_defects; ++i)
        out += defects.has(static_cast<Defect>(i)) ? '|' + std::to_string(i) : "";
    return out;
}

std::string read_by(PlainFields how, const std::string& header) {
    base::Limits limits;
    Defects scanning;
    std::size_t body_at = 0;
    Part part;
    part.header = scan_header(header, limits, scanning, body_at);
    Defects defects;
    read_media(part, defects, how);
    return shown(part, defects);
}

void compare(const std::string& header) {
    EXPECT_EQ(read_by(PlainFields::read_here, header),
              read_by(PlainFields::read_by_the_library, header))
        << header;
}

TEST(MediaType, ReadsPlainFieldsAsTheLibraryDoes) {
    const std::vector<std::string> types{"text/plain",  "Text/HTML",  "multipart/report",
                                         "MULTIPART/x", "multipart/", "/plain",
                                         "text",        "multipart",  "a/b/c",
                                         "x-*/y+z._1",  "text plain", ""};
    const std::vector<std::string> parameters{
        "",
        ";",
        "; ",
        ";;",
        "; charset=utf-8",
        ";charset=\"utf-8\"",
        "; Charset = US-ASCII ",
        "; charset=utf-8;",
        "; charset=utf-8; charset=koi8-r",
        "; charset",
        "; charset=",
        "; =utf-8",
        "; charset=a=b",
        "; charset=\"\"",
        "; boundary=\"a b;c=d\\\"e\"; type=x",
        "; boundary=\"----=_Part_1.2\"",
        "; name*=utf-8''gr%C3%BCn; name=b",
        "; name*0=a; name*1=b",
        "; name=\"=?utf-8?q?gr=C3=BCn?=\"",
        "; name=\"gr\xFCn%41\"",
        "; n%41me=x",
        "; charset=utf-8 (comment)",
        " (a;b) ; x=y",
        "; format=flowed; delsp=yes; charset=utf-8; reply-type=original",
        "; report-type=delivery-status; boundary=\"x\" charset=y"};
    const std::vector<std::string> encodings{
        "",        "7bit",    "8BIT", "Base64",     "quoted-printable", "x-uue",
        "base64;", "base 64", "=",    "base64 (c)", "\"8bit\"",         "7bit/8bit"};
    for (const std::string& type : types) {
        for (const std::string& parameter : parameters) {
            compare("Content-Type: " + type + parameter + "\n\n");
            compare("Content-Transfer-Encoding: base64\nContent-Type: " + type + parameter
                    + "\n\n");
        }
    }
    for (const std::string& encoding : encodings) {
        compare("Content-Transfer-Encoding: " + encoding + "\n\n");
        for (const std::string& type : types)
            compare("Content-Type: " + type + "\nContent-Transfer-Encoding: " + encoding + "\n\n");
    }
}

TEST(MediaType, ReadsTheFieldsOfAllExamplesAsTheLibraryDoes) {
    for (const auto& entry :
         std::filesystem::directory_iterator(BACKSIFT_SOURCE_DIR "/examples/mail")) {
        std::ifstream file(entry.path(), std::ios::binary);
        const std::string text{std::istreambuf_iterator<char>(file), {}};
        const Mail mail = mail_from(text);
        for (const Part& part : mail.parts)
            compare(std::string(part.header.text) + "\n");
    }
}

} // namespace
} // namespace backsift::message
