#include "proof/secret.hpp"

#include <gtest/gtest.h>

namespace backsift::proof {
namespace {

std::string hex(std::string_view bytes) {
    constexpr std::string_view k_digits = "0123456789abcdef";
    std::string out;
    for (const char c : bytes) {
        const auto value = static_cast<unsigned char>(c);
        out += k_digits[value >> 4U];
        out += k_digits[value & 15U];
    }
    return out;
}

TEST(Secret, MacsAsTheRfcDoes) {
    // RFC 4231 4.2, its key filled up with NULs, which HMAC does anyway.
    const auto secret = Secret::from_base64("CwsLCwsLCwsLCwsLCwsLCwsLCwsAAAAAAAAAAAAAAAA=");
    ASSERT_TRUE(secret);
    EXPECT_EQ(hex(secret->mac("Hi There")),
              "b0344c61d8db38535ca8afceaf0bf12b881dc200c9833da726e9376c2e32cff7");
}

TEST(Secret, IsReadFromExactly32Bytes) {
    const std::string good(43, 'A');
    EXPECT_TRUE(Secret::from_base64(good + '='));
    for (const std::string& text :
         {std::string(), good, good + "==", good + "= ", ' ' + good + '=', std::string(40, 'A'),
          std::string(44, 'A'), std::string(48, 'A'),
          std::string(42, 'A') + "B=", std::string(43, '!') + '=', std::string(4000, 'A')}) {
        EXPECT_FALSE(Secret::from_base64(text)) << text;
    }
}

TEST(Secret, ComesBackFromItsText) {
    const Secret secret = Secret::random();
    std::string text = secret.to_base64();
    const auto again = Secret::from_base64(text);
    ASSERT_TRUE(again);
    EXPECT_EQ(again->mac("a"), secret.mac("a"));
    EXPECT_NE(Secret::random().mac("a"), secret.mac("a"));
    wipe(text);
    EXPECT_EQ(text, std::string(44, '\0'));
}

TEST(Secret, LeavesNothingBehindWhenItMoves) {
    Secret one = Secret::random();
    const std::string mac = one.mac("a");
    const Secret two = std::move(one);
    EXPECT_EQ(two.mac("a"), mac);
    EXPECT_EQ(one.to_base64(), std::string(43, 'A') + '='); // NOLINT: that is the question
}

TEST(Base64Url, ReadsOnlyWhatItWrites) {
    for (const std::string_view bytes :
         {std::string_view(""), std::string_view("a"), std::string_view("ab"),
          std::string_view("abc"), std::string_view("\xff\xfe\0\x3e\xfb", 5)}) {
        const std::string text = to_base64url(bytes);
        EXPECT_EQ(text.find_first_of("+/="), std::string::npos);
        EXPECT_EQ(from_base64url(text), std::string(bytes));
    }
    for (const char* text : {"a", "QQ==", "Q Q", "QR", "+/", "QUJD\n", "QUJD "}) {
        EXPECT_FALSE(from_base64url(text)) << text;
    }
}

} // namespace
} // namespace backsift::proof
