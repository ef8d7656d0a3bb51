#include "proof/envelope_tag.hpp"

#include <gtest/gtest.h>

#include "proof/dkim_crypto.hpp"
#include "proof/unwrap.hpp"

namespace backsift::proof {
namespace {

constexpr std::string_view k_ann = "ann@example.org";
constexpr Day k_day = 20'778;

TokenKey key(const std::string& id = "7f3a9c") {
    return {id, std::move(*Secret::from_base64(std::string(43, 'A') + '='))};
}
TokenKey other() {
    return {"7f3a9c", std::move(*Secret::from_base64(std::string(42, 'A') + "Q="))};
}
std::string plus(std::string_view address = k_ann, char delimiter = '+') {
    return write_plus_tag(key(), k_day, address, delimiter).value_or("none");
}
std::string batv(std::string_view address = k_ann, std::size_t number = 0, Day day = k_day) {
    return write_batv_tag(key(), number, day, address).value_or("none");
}

// Both computed with Python's hmac module.
TEST(EnvelopeTag, IsWrittenAsItIsDescribed) {
    EXPECT_EQ(plus(), "ann+bs1.7f3a9c.20778.xtmkyi746zettoxf@example.org");
    EXPECT_EQ(batv(), "prvs=0785d62e05=ann@example.org");
}

TEST(EnvelopeTag, ComesBackThroughAnyCaseAndDelimiter) {
    for (const char delimiter : {'+', '-', '='}) {
        std::string text = plus(k_ann, delimiter);
        for (char& c : text) {
            c = c >= 'a' && c <= 'z' ? static_cast<char>(c - 'a' + 'A') : c;
        }
        const auto tag = read_envelope_tag(text);
        ASSERT_TRUE(tag) << text;
        EXPECT_EQ(tag->form, TagForm::plus);
        EXPECT_EQ(tag->address, k_ann);
        EXPECT_EQ(tag->key_id, "7f3a9c");
        EXPECT_EQ(tag->day, k_day);
        EXPECT_TRUE(fits(*tag, key(), 0, "Ann@Example.ORG"));
    }
    const auto tag = read_envelope_tag("PRVS" + batv(k_ann, 13).substr(4));
    ASSERT_TRUE(tag);
    EXPECT_EQ(tag->form, TagForm::batv);
    EXPECT_EQ(tag->address, k_ann);
    EXPECT_EQ(tag->key_number, 3);
    EXPECT_EQ(tag->day, (k_day + 7) % 1000);
    EXPECT_TRUE(fits(*tag, key(), 13, k_ann));
    EXPECT_TRUE(fits(*tag, key(), 3, k_ann));
}

TEST(EnvelopeTag, FitsOnlyItsKeyPlaceAndAddress) {
    const auto ours = read_envelope_tag(plus());
    EXPECT_FALSE(fits(*ours, other(), 0, k_ann));
    EXPECT_FALSE(fits(*ours, key("7f3a9d"), 0, k_ann));
    EXPECT_FALSE(fits(*ours, key(), 0, "bob@example.org"));
    const auto prvs = read_envelope_tag(batv());
    EXPECT_FALSE(fits(*prvs, other(), 0, k_ann));
    EXPECT_FALSE(fits(*prvs, key(), 1, k_ann));
    EXPECT_FALSE(fits(*prvs, key(), 0, "bob@example.org"));
    auto later = *ours;
    ++later.day;
    EXPECT_FALSE(fits(later, key(), 0, k_ann));
    later = *prvs;
    ++later.day;
    EXPECT_FALSE(fits(later, key(), 0, k_ann));
}

TEST(EnvelopeTag, StandsBehindAnotherExtension) {
    const auto tag = read_envelope_tag(plus("ann+shop@example.org"));
    ASSERT_TRUE(tag);
    EXPECT_EQ(tag->address, "ann+shop@example.org");
    EXPECT_TRUE(fits(*tag, key(), 0, "ann+shop@example.org"));
}

TEST(EnvelopeTag, IsReadFromAnExtensionAlone) {
    const std::string whole = plus();
    const auto tag = read_envelope_tag(whole.substr(4, whole.find('@') - 4));
    ASSERT_TRUE(tag);
    EXPECT_EQ(tag->address, "");
    EXPECT_TRUE(fits(*tag, key(), 0, k_ann));
}

TEST(EnvelopeTag, IsNoneInWhatOnlyLooksLikeOne) {
    const std::string whole = plus();
    for (const std::string& text :
         std::initializer_list<std::string>{"",
                                            "@",
                                            "ann@example.org",
                                            "ann+lists@example.org",
                                            "bs1.",
                                            "ann+bs1.@example.org",
                                            "annbs1" + whole.substr(7),
                                            "ann+bs1.7f3a9c.020778.aaaaaaaaaaaaaaaa@example.org",
                                            "ann+bs1.7f3a9c.20778.aaaaaaaaaaaaaaa@example.org",
                                            "ann+bs1.7f3a9c.20778.aaaaaaaaaaaaaaa1@example.org",
                                            "ann+bs1.7f3a9c.2077800.aaaaaaaaaaaaaaaa@example.org",
                                            "ann+bs1.7f3a9c.20778.aaaaaaaaaaaaaaaa.x@example.org",
                                            "ann+bs1..20778.aaaaaaaaaaaaaaaa@example.org",
                                            "prvs=0785a1b2c3@example.org",
                                            "prvs=a785a1b2c3=ann@example.org",
                                            "prvs=07x5a1b2c3=ann@example.org",
                                            "prvs=0785a1b2c=ann@example.org",
                                            "prvs=0785a1b2cg=ann@example.org",
                                            "prvs=0785a1b2c3=",
                                            "btv1==0785a1b2c3==ann@example.org",
                                            std::string(5000, '+')}) {
        EXPECT_FALSE(read_envelope_tag(text)) << text;
    }
}

TEST(EnvelopeTag, IsNotWrittenWhereItWouldNotArrive) {
    EXPECT_FALSE(write_plus_tag(key(), k_day, "ann", '+'));
    EXPECT_FALSE(write_plus_tag(key(), k_day, "@example.org", '+'));
    EXPECT_FALSE(write_plus_tag(key(), k_day, "\"a b\"@example.org", '+'));
    EXPECT_FALSE(write_plus_tag(key(), k_day, "ann@example.org\nbcc: x", '+'));
    EXPECT_TRUE(write_plus_tag(key(), k_day, std::string(30, 'a') + "@example.org", '+'));
    EXPECT_FALSE(write_plus_tag(key(), k_day, std::string(31, 'a') + "@example.org", '+'));
    EXPECT_FALSE(write_batv_tag(key(), 0, k_day, std::string(49, 'a') + "@example.org"));
    // Longer than an address that is read back.
    EXPECT_FALSE(write_plus_tag(key(), k_day, "ann@" + std::string(300, 'd'), '+'));
    EXPECT_FALSE(write_batv_tag(key(), 0, k_day, "ann@" + std::string(305, 'd')));
}

TEST(EnvelopeTag, IsUnwrapped) {
    EXPECT_EQ(unwrapped(plus(k_ann, '-')), k_ann);
    EXPECT_EQ(unwrapped(plus()), k_ann);
    EXPECT_EQ(unwrapped(batv()), k_ann);
}

TEST(Base32, IsThatOfRfc4648InLowerCase) {
    EXPECT_EQ(to_base32(""), "");
    EXPECT_EQ(to_base32("f"), "my");
    EXPECT_EQ(to_base32("fo"), "mzxq");
    EXPECT_EQ(to_base32("foob"), "mzxw6yq");
    EXPECT_EQ(to_base32("fooba"), "mzxw6ytb");
    EXPECT_EQ(to_base32("foobar"), "mzxw6ytboi");
    EXPECT_TRUE(is_base32("mzxw6ytboi", 10));
    EXPECT_FALSE(is_base32("MZXW6ytboi", 10));
    EXPECT_FALSE(is_base32("mzxw6ytbo1", 10));
}

// RFC 2202 3, cases 2 and 6.
TEST(HmacSha1, IsThatOfRfc2202) {
    const auto hex = [](const std::string& bytes) {
        std::string out;
        for (const char c : bytes) {
            constexpr std::string_view k_digits = "0123456789abcdef";
            out += k_digits[static_cast<unsigned char>(c) >> 4U];
            out += k_digits[static_cast<unsigned char>(c) & 15U];
        }
        return out;
    };
    EXPECT_EQ(hex(hmac_sha1("Jefe", "what do ya want for nothing?")),
              "effcdf6ae5eb2fa2d27416d5f184df9c259a7c79");
    EXPECT_EQ(hex(hmac_sha1(std::string(80, '\xaa'),
                            "Test Using Larger Than Block-Size Key - Hash Key First")),
              "aa4ae5e15272d00e95705637ce8a3b55ed402112");
}

} // namespace
} // namespace backsift::proof
