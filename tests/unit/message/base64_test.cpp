#include <gtest/gtest.h>

#include "message/decode.hpp"

namespace backsift::message {
namespace {

constexpr std::size_t k_plenty = 1U << 20U;

struct Decoded {
    std::string bytes;
    Defects defects;
};

Decoded decode(std::string_view text, std::size_t most = k_plenty) {
    Decoded result;
    result.bytes = decode_base64(text, most, result.defects);
    return result;
}

TEST(Base64, DecodesEveryLengthOfTheLastQuantum) {
    EXPECT_EQ(decode("").bytes, "");
    EXPECT_EQ(decode("Zg==").bytes, "f");
    EXPECT_EQ(decode("Zm8=").bytes, "fo");
    EXPECT_EQ(decode("Zm9v").bytes, "foo");
    EXPECT_EQ(decode("Zm9vYg==\r\n").bytes, "foob");
    EXPECT_TRUE(decode("Zm9vYg==\r\n").defects.none());
}

TEST(Base64, DecodesEveryByteValue) {
    EXPECT_EQ(decode("AP+AfwEC/vs=").bytes, std::string("\x00\xFF\x80\x7F\x01\x02\xFE\xFB", 8));
}

TEST(Base64, ToleratesMissingPadding) {
    EXPECT_EQ(decode("Zg").bytes, "f");
    EXPECT_EQ(decode("Zm8\n").bytes, "fo");
    EXPECT_TRUE(decode("Zm8\n").defects.none());
}

TEST(Base64, SkipsWhatIsNoBase64AndSaysSo) {
    const Decoded decoded = decode("Zm\x01"
                                   "9!v");
    EXPECT_EQ(decoded.bytes, "foo");
    EXPECT_TRUE(decoded.defects.has(Defect::bad_base64));
}

TEST(Base64, ALoneSextetIsADefectAndGivesNothing) {
    const Decoded decoded = decode("Zm9vZ");
    EXPECT_EQ(decoded.bytes, "foo");
    EXPECT_TRUE(decoded.defects.has(Defect::bad_base64));
}

TEST(Base64, ReadsPiecesThatWereEncodedOneByOne) {
    EXPECT_EQ(decode("Zg==Zm8=Zm9v").bytes, "ffofoo");
    EXPECT_EQ(decode("Zg==\r\nZm9v\r\n").bytes, "ffoo");
}

TEST(Base64, StopsBeforeTheFooterOfAMailingList) {
    const Decoded decoded = decode("Zm8=\n_______________\nThis list is run by nobody\n");
    EXPECT_EQ(decoded.bytes, "fo");
    EXPECT_TRUE(decoded.defects.has(Defect::bad_base64));
    EXPECT_EQ(decode("Zm8=\n\nThis list").bytes, "fo");
}

TEST(Base64, NeverGivesMoreThanWasAskedFor) {
    for (std::size_t most = 0; most < 9; ++most) {
        const Decoded decoded = decode("Zm9vYmFyeA==", most);
        EXPECT_EQ(decoded.bytes, std::string("foobarx").substr(0, most));
        EXPECT_EQ(decoded.defects.has(Defect::part_cut), most < 7) << most;
    }
}

TEST(Base64, PaddingAloneGivesNothing) {
    EXPECT_EQ(decode("====").bytes, "");
    EXPECT_EQ(decode(std::string(100'000, '=')).bytes, "");
}

TEST(Base64, ManyPiecesInOneLineAreRead) {
    std::string text;
    for (int i = 0; i < 100'000; ++i)
        text += "Zg==";
    EXPECT_EQ(decode(text).bytes, std::string(100'000, 'f'));
}

} // namespace
} // namespace backsift::message
