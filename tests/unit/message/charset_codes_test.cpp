// Every code of every charset against the host's iconv.
#include <algorithm>
#include <array>
#include <gtest/gtest.h>
#include <iconv.h>

#include "message/decode.hpp"

namespace backsift::message {
namespace {

std::string convert(std::string_view bytes, std::string_view charset) {
    Defects defects;
    return to_utf8(bytes, charset, defects);
}

// The host's iconv, the judge of every code.
class Iconv {
  public:
    explicit Iconv(const char* from, const char* to = "UTF-8") : handle_(iconv_open(to, from)) {}
    Iconv(const Iconv&) = delete;
    Iconv& operator=(const Iconv&) = delete;
    ~Iconv() { iconv_close(handle_); }

    // "" when the bytes are not wholly in the charset.
    std::string operator()(std::string bytes) {
        std::array<char, 256> out{};
        char* in_at = bytes.data();
        char* out_at = out.data();
        std::size_t in_left = bytes.size();
        std::size_t out_left = out.size();
        iconv(handle_, nullptr, nullptr, nullptr, nullptr);
        if (iconv(handle_, &in_at, &in_left, &out_at, &out_left) == static_cast<std::size_t>(-1))
            return "";
        iconv(handle_, nullptr, nullptr, &out_at, &out_left);
        return std::string(out.data(), out.size() - out_left);
    }

  private:
    iconv_t handle_;
};

std::string bytes(std::initializer_list<unsigned> values) {
    std::string text;
    for (const unsigned value : values)
        text += static_cast<char>(static_cast<unsigned char>(value));
    return text;
}

// Compares one code. What iconv does not know must not become a character either.
void expect_same(Iconv& judge, const std::string& code, const char* charset) {
    const std::string wanted = judge(code);
    const std::string found = convert(code, charset);
    const bool same = wanted.empty() ? found.find("\uFFFD") != std::string::npos : found == wanted;
    EXPECT_TRUE(same) << charset << ' ' << testing::PrintToString(code) << ": " << found
                      << " instead of " << wanted;
}

// Compares one code that may be missing in the judge: there our table is the wider one.
void expect_same_where_known(Iconv& judge, const std::string& code, const char* charset) {
    const std::string wanted = judge(code);
    if (wanted.empty())
        return;
    EXPECT_EQ(convert(code, charset), wanted) << charset << ' ' << testing::PrintToString(code);
}

void expect_same_pairs(const char* judge_name, const char* charset, unsigned first_lead,
                       unsigned first_trail, unsigned except = 0) {
    Iconv judge(judge_name);
    for (unsigned lead = first_lead; lead <= 0xFE; ++lead)
        for (unsigned trail = first_trail; trail <= 0xFE; ++trail)
            if (lead * 256 + trail != except)
                expect_same(judge, bytes({lead, trail}), charset);
}

class SingleByteCharset : public testing::TestWithParam<const char*> {};

TEST_P(SingleByteCharset, HasTheCharactersThatIconvHas) {
    Iconv judge(GetParam());
    for (unsigned byte = 1; byte <= 0xFF; ++byte)
        expect_same(judge, bytes({byte}), GetParam());
}

INSTANTIATE_TEST_SUITE_P(All, SingleByteCharset,
                         testing::Values("IBM437", "IBM850", "IBM852", "IBM866", "ISO-8859-2",
                                         "ISO-8859-3", "ISO-8859-4", "ISO-8859-5", "ISO-8859-6",
                                         "ISO-8859-7", "ISO-8859-8", "ISO-8859-10", "ISO-8859-13",
                                         "ISO-8859-14", "ISO-8859-15", "ISO-8859-16", "KOI8-R",
                                         "KOI8-T", "KOI8-U", "MACINTOSH", "CP874", "WINDOWS-1250",
                                         "WINDOWS-1251", "WINDOWS-1252", "WINDOWS-1253",
                                         "WINDOWS-1254", "WINDOWS-1255", "WINDOWS-1256",
                                         "WINDOWS-1257", "WINDOWS-1258"),
                         [](const auto& param) {
                             std::string name = param.param;
                             std::erase(name, '-');
                             return name;
                         });

TEST(CharsetCodes, Gb18030HasTheCharactersThatIconvHas) {
    expect_same_pairs("GB18030", "gb18030", 0x81, 0x3A);
    Iconv judge("GB18030");
    for (unsigned pointer = 0; pointer < 39'420; ++pointer)
        expect_same(judge,
                    bytes({0x81 + pointer / 12'600, 0x30 + pointer / 1'260 % 10,
                           0x81 + pointer / 10 % 126, 0x30 + pointer % 10}),
                    "gb18030");
    EXPECT_EQ(convert("\x90\x30\x81\x30", "gb18030"), "\U00010000");
    EXPECT_EQ(convert("\xE3\x32\x9A\x35", "gb18030"), "\U0010FFFF");
    EXPECT_EQ(convert("\xE3\x32\x9A\x36", "gb18030"), "\uFFFD");
}

TEST(CharsetCodes, ThoseReadAsTheirWindowsExtensionKeepWhatTheyHave) {
    for (const char* const name : {"ISO-8859-1", "ISO-8859-9", "ISO-8859-11", "TIS-620"}) {
        Iconv judge(name);
        for (unsigned byte = 0xA0; byte <= 0xFF; ++byte)
            expect_same_where_known(judge, bytes({byte}), name);
    }
}

TEST(CharsetCodes, Gb2312IsWithinGb18030) {
    Iconv judge("EUC-CN");
    for (unsigned lead = 0xA1; lead <= 0xFE; ++lead)
        for (unsigned trail = 0xA1; trail <= 0xFE; ++trail)
            // A dot and a dash: iconv's GB2312 and GB18030 disagree.
            if (lead != 0xA1 || (trail != 0xA4 && trail != 0xAA))
                expect_same_where_known(judge, bytes({lead, trail}), "gb2312");
}

TEST(CharsetCodes, Big5WithHkscs) {
    expect_same_pairs("BIG5-HKSCS", "big5", 0x81, 0x3A);
}

TEST(CharsetCodes, Cp949AndWithinItEucKr) {
    expect_same_pairs("CP949", "ks_c_5601-1987", 0x81, 0x3A, 0xA2E8); // only in EUC-KR
    Iconv judge("EUC-KR");
    for (unsigned lead = 0xA1; lead <= 0xFE; ++lead)
        for (unsigned trail = 0xA1; trail <= 0xFE; ++trail)
            expect_same_where_known(judge, bytes({lead, trail}), "euc-kr");
}

TEST(CharsetCodes, ShiftJis) {
    Iconv judge("WINDOWS-31J");
    for (unsigned lead = 0x81; lead <= 0xFC; ++lead) {
        if (lead > 0xA0 && lead < 0xE0)
            expect_same(judge, bytes({lead}), "shift_jis");
        else
            for (unsigned trail = 0x3A; trail <= 0xFE; ++trail)
                expect_same(judge, bytes({lead, trail}), "shift_jis");
    }
}

TEST(CharsetCodes, EucJp) {
    Iconv judge("EUC-JP-MS");
    Iconv judge_of_jis0212("EUC-JP");
    // Rows from 85 on are private use in one and extensions in the other.
    for (unsigned lead = 0xA1; lead < 0xF5; ++lead) {
        for (unsigned trail = 0xA1; trail <= 0xFE; ++trail) {
            expect_same(judge, bytes({lead, trail}), "euc-jp");
            expect_same(judge_of_jis0212, bytes({0x8F, lead, trail}), "euc-jp");
        }
    }
    for (unsigned trail = 0xA1; trail <= 0xDF; ++trail)
        expect_same(judge, bytes({0x8E, trail}), "euc-jp");
}

void expect_same_escaped(const char* charset, std::string_view escape, std::string_view back,
                         std::initializer_list<unsigned> disputed) {
    Iconv judge(charset);
    for (unsigned lead = 0x21; lead <= 0x7E; ++lead)
        for (unsigned trail = 0x21; trail <= 0x7E; ++trail)
            if (std::count(disputed.begin(), disputed.end(), lead * 256 + trail) == 0)
                expect_same_where_known(
                    judge, std::string(escape) + bytes({lead, trail}) + std::string(back) + "!",
                    charset);
}

TEST(CharsetCodes, TheSetsOfIso2022Jp) {
    // Symbols that JIS and Microsoft map differently; EucJp compares them.
    expect_same_escaped("ISO-2022-JP-2", "\x1B$B", "\x1B(B",
                        {0x2131, 0x213D, 0x2140, 0x2141, 0x2142, 0x215D, 0x2171, 0x2172, 0x224C});
    expect_same_escaped("ISO-2022-JP-2", "\x1B$(D", "\x1B(B", {});
    expect_same_escaped("ISO-2022-JP-2", "\x1B$A", "\x1B(B", {0x2124, 0x212A});
    expect_same_escaped("ISO-2022-JP-2", "\x1B$(C", "\x1B(B", {});
}

TEST(CharsetCodes, TheSetOfIso2022Kr) {
    expect_same_escaped("ISO-2022-KR", "\x1B$)C\n\x0E", "\x0F", {});
}

} // namespace
} // namespace backsift::message
