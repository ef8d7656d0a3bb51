#include "setup/dns_txt.hpp"

#include <gtest/gtest.h>

#include <cstdint>

namespace backsift::setup {
namespace {

std::string two(unsigned value) {
    return {static_cast<char>(value >> 8U), static_cast<char>(value & 0xFFU)};
}

enum Type : std::uint8_t { k_cname = 5, k_txt = 16 };

// A message that answers for a.test, with these records.
std::string answer(unsigned count, const std::string& records, unsigned flags = 0x8180) {
    return two(7) + two(flags) + two(1) + two(count) + two(0) + two(0)
           + std::string("\1a\4test\0", 8) + two(k_txt) + two(1) + records;
}

// `owner` points at the question's name.
std::string record(Type type, const std::string& content, unsigned of_class = 1) {
    return two(0xC00C) + two(type) + two(of_class) + std::string(4, '\0')
           + two(static_cast<unsigned>(content.size())) + content;
}

std::string chars(const std::string& text) {
    return static_cast<char>(text.size()) + text;
}

TEST(TxtAnswer, PutsTheStringsOfARecordTogether) {
    const auto texts = read_txt_answer(
        answer(2, record(k_txt, chars("v=DKIM1; p=") + chars("AB") + chars("") + chars("CD"))
                      + record(k_txt, chars(std::string(255, 'x')))));
    ASSERT_TRUE(texts);
    EXPECT_EQ(*texts, (std::vector<std::string>{"v=DKIM1; p=ABCD", std::string(255, 'x')}));
}

TEST(TxtAnswer, PassesOverOtherRecordsAndClasses) {
    const auto texts =
        read_txt_answer(answer(3, record(k_cname, two(0xC00C)) + record(k_txt, chars("chaos"), 3)
                                      + record(k_txt, chars("p"))));
    ASSERT_TRUE(texts);
    EXPECT_EQ(*texts, std::vector<std::string>{"p"});
}

TEST(TxtAnswer, MayBeEmpty) {
    const auto texts = read_txt_answer(answer(0, ""));
    ASSERT_TRUE(texts);
    EXPECT_TRUE(texts->empty());
}

TEST(TxtAnswer, RefusesOneThatIsMarkedAsCutShort) {
    EXPECT_FALSE(read_txt_answer(answer(1, record(k_txt, chars("p")), 0x8380)));
}

TEST(TxtAnswer, RefusesAStringThatReachesBeyondItsRecord) {
    EXPECT_FALSE(read_txt_answer(answer(2, record(k_txt, "\x05"
                                                         "abc")
                                               + record(k_txt, chars("p")))));
}

TEST(TxtAnswer, RefusesARecordThatReachesBeyondTheMessage) {
    std::string long_one = record(k_txt, chars("p"));
    long_one[11] = '\x7f';
    EXPECT_FALSE(read_txt_answer(answer(1, long_one)));
    EXPECT_FALSE(read_txt_answer(answer(65535, record(k_txt, chars("p")))));
}

TEST(TxtAnswer, RefusesNamesThatPointAtThemselves) {
    std::string loop = record(k_txt, chars("p"));
    loop[1] = static_cast<char>(12 + 8 + 4); // where this very name stands
    EXPECT_FALSE(read_txt_answer(answer(1, loop)));
}

TEST(TxtAnswer, RefusesEveryBeginningOfAMessage) {
    const std::string whole = answer(1, record(k_txt, chars("v=DKIM1; p=AB")));
    ASSERT_TRUE(read_txt_answer(whole));
    for (std::size_t size = 0; size < whole.size(); ++size)
        EXPECT_FALSE(read_txt_answer(whole.substr(0, size))) << size;
}

TEST(TxtAnswer, TakesNoHarmFromAnyChangedByte) {
    const std::string whole =
        answer(2, record(k_cname, two(0xC00C)) + record(k_txt, chars("ab") + chars("cd")));
    for (std::size_t at = 0; at < whole.size(); ++at) {
        for (unsigned value = 0; value < 256; ++value) {
            std::string changed = whole;
            changed[at] = static_cast<char>(value);
            const auto texts = read_txt_answer(changed);
            for (std::size_t i = 0; texts && i < texts->size(); ++i)
                EXPECT_LE((*texts)[i].size(), whole.size());
        }
    }
}

} // namespace
} // namespace backsift::setup
