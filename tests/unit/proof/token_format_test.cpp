#include "proof/token_format.hpp"

#include <gtest/gtest.h>

namespace backsift::proof {
namespace {

constexpr std::string_view k_nonce = "twelve bytes";
const std::string k_secret_text = "CwsLCwsLCwsLCwsLCwsLCwsLCwsLCwsLCwsLCwsLCws=";

TokenKey key(const std::string& id = "7f3a9c") {
    return {id, std::move(*Secret::from_base64(k_secret_text))};
}

std::string token() {
    return write_token(key(), "X-Mine", 20'778, k_nonce, "ann@example.org");
}

TEST(Token, HasTheDocumentedForm) {
    const std::string text = token();
    EXPECT_EQ(text.substr(0, 44), "v1; k=7f3a9c; t=20778; n=dHdlbHZlIGJ5dGVz; m");
    EXPECT_EQ(text.size(), 44 + 1 + 22U);
    // Must not change: mail that was sent bears it. (Computed by another program.)
    EXPECT_EQ(text.substr(45), "2kc-GYyVJ6fJL-3MO8HTCg");
}

TEST(Token, IsReadBack) {
    const auto read = read_token(token());
    ASSERT_TRUE(read);
    EXPECT_EQ(read->key_id, "7f3a9c");
    EXPECT_EQ(read->day, 20'778);
    EXPECT_TRUE(fits(*read, key(), "X-Mine", "ann@example.org"));
    EXPECT_TRUE(fits(*read, key(), "x-MINE", "Ann@Example.ORG"));
}

TEST(Token, FitsNothingElse) {
    const Token read = *read_token(token());
    EXPECT_FALSE(fits(read, key(), "X-Mind", "ann@example.org"));
    EXPECT_FALSE(fits(read, key(), "X-Mine", "bob@example.org"));
    EXPECT_FALSE(fits(read, key(), "X-Mine", ""));
    EXPECT_FALSE(fits(read, key("other"), "X-Mine", "ann@example.org"));
    EXPECT_FALSE(fits(read, {"7f3a9c", Secret::random()}, "X-Mine", "ann@example.org"));
    Token changed = read;
    ++changed.day;
    EXPECT_FALSE(fits(changed, key(), "X-Mine", "ann@example.org"));
    changed = read;
    changed.nonce[0] = 'A';
    EXPECT_FALSE(fits(changed, key(), "X-Mine", "ann@example.org"));
    changed = read;
    changed.mac[0] = changed.mac[0] == 'A' ? 'B' : 'A';
    EXPECT_FALSE(fits(changed, key(), "X-Mine", "ann@example.org"));
}

TEST(Token, IsNoneWhenCutAnywhere) {
    const std::string text = token();
    for (std::size_t size = 0; size < text.size(); ++size) {
        EXPECT_FALSE(read_token(text.substr(0, size))) << size;
        EXPECT_FALSE(read_token(text.substr(size + 1))) << size;
        std::string folded = text; // in the middle of a word, or one blank too many
        folded.insert(size, " ");
        EXPECT_FALSE(read_token(folded)) << size;
    }
}

TEST(Token, IsNoneInAnotherForm) {
    const std::string nonce = "dHdlbHZlIGJ5dGVz";
    const std::string mac(22, 'A');
    EXPECT_TRUE(read_token("v1; k=a; t=0; n=" + nonce + "; m=" + mac));
    for (const std::string& text : std::initializer_list<std::string>{
             "", "v1", "v2; k=a; t=0; n=" + nonce + "; m=" + mac,
             "v1; k=; t=0; n=" + nonce + "; m=" + mac, "v1; k=A; t=0; n=" + nonce + "; m=" + mac,
             "v1; k=" + std::string(17, 'a') + "; t=0; n=" + nonce + "; m=" + mac,
             "v1; k=a; t=-1; n=" + nonce + "; m=" + mac, "v1; k=a; t=00; n=" + nonce + "; m=" + mac,
             "v1; k=a; t=; n=" + nonce + "; m=" + mac,
             "v1; k=a; t=99999999999999999999; n=" + nonce + "; m=" + mac,
             "v1; t=0; k=a; n=" + nonce + "; m=" + mac,
             "v1; k=a; k=b; t=0; n=" + nonce + "; m=" + mac,
             "v1; k=a; t=0; n=" + nonce + "; m=" + mac + ';',
             "v1; k=a; t=0; n=" + nonce + "; m=" + mac + "; m=" + mac,
             "v1; k=a; t=0; n=" + nonce + "; m=" + mac + 'A',
             "v1; k=a; t=0; n=" + nonce + "; m=" + mac.substr(1) + 'B', // spare bits
             "v1; k=a; t=0; n=" + nonce.substr(4) + "; m=" + mac,
             "V1; K=a; T=0; N=" + nonce + "; M=" + mac,
             "v1; k=a; t=0; n=" + nonce + "; m=" + mac + std::string(1, '\0')}) {
        EXPECT_FALSE(read_token(text)) << text;
    }
    EXPECT_FALSE(read_token(std::string(1U << 20U, ';')));
}

} // namespace
} // namespace backsift::proof
