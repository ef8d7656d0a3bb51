// The matcher of the built-in patterns against Boost.Regex, place by place.
#include "rules/program.hpp"

#include <array>
#include <random>
#include <string>
#include <vector>

#include <gtest/gtest.h>

#include "rules/book.hpp"
#include "rules/expression.hpp"
#include "rules/pattern.hpp"

namespace backsift::rules {
namespace {

std::string shown(const Found& found) {
    if (found.match != Match::hit)
        return found.match == Match::miss ? "miss" : "undetermined";
    return "hit at " + std::to_string(found.offset) + ", " + std::to_string(found.length);
}

// Every text of up to that many of the letters.
std::vector<std::string> all_texts(std::string_view letters, std::size_t most) {
    std::vector<std::string> out{""};
    for (std::size_t i = 0; i < out.size(); ++i) {
        if (out[i].size() == most)
            break;
        for (const char c : letters)
            out.push_back(out[i] + c);
    }
    return out;
}

// Each says one thing that engines may see differently.
constexpr std::array k_written{
    "ab",
    "a|ab",
    "ab|a",
    "(?:a|ab)(?:b|bb)",
    "a?b",
    "a??b",
    "a*b",
    "a*?b",
    "a{2,3}",
    "a{2,3}?",
    "a{2}b",
    "a++b",
    "a?+ab",
    "(?:ab)*b",
    "(?:ab)+?b",
    "(?:ab){2}",
    "(?:a|b){1,3}c",
    "(?:a|b){1,3}?c",
    "(?:a|ab)++b",
    "(?:a?b?){1,3}c",
    "(?:a*|b)*c",
    "(?:(?:a|b){2}c)*a",
    "(?>a|ab)b",
    "(?>a*)b",
    "a(?=b)",
    "a(?!b)",
    "(?<=a)b",
    "(?<!a)b",
    "(?<=ab)c",
    "(?:a|b|)c",
    "^a",
    "a$",
    "^$",
    "^a|b$",
    "\\Aa",
    "a\\z",
    "\\ba",
    "a\\b",
    "\\bab\\b",
    "a.b",
    "a.*b",
    "[ab]c",
    "[^a]b",
    "[^a-b\\s]",
    "a\\sb",
    "\\S+b",
    "\\w+",
    "\\W",
    "a\\nb",
    "(?:^|c)a",
    "a(?:b|$)",
    "(?:a(?=b)|b)+c",
    "(?:a{1,2}){2}b",
    "(?:a(?:b|c)?){2,}",
    "(?:(?:ab?)*c)+",
    "[ab]{2,3}c",
    "[ab]{1,2}?c",
    "[ab]+?(?=c)c",
    "(?:[ab]+ c|[ab]+)+b",
    "(?:(?:ab|b)c|(?:a|c)b|[abc]a)c",
    "(?:(?!ab)a|(?<=a)b)c?",
    "(?:ab|c)?b",
    "(?:ab)*",
    "(?:a*|bc)",
    "(?:a*|bc)c",
    "(?:a?)+b",
    "a?b?c",
    "(?:ab)?c",
    "(?:a|bc)a",
};

TEST(Program, FindsWhatBoostFindsInEveryShortText) {
    const auto texts = all_texts("abc\n ", 6);
    for (const char* written : k_written) {
        const auto expression = read_expression(written, Against::folded);
        ASSERT_TRUE(expression) << written;
        ASSERT_FALSE(expression->program.empty()) << written;
        const auto boost = Pattern::compile(expression->text);
        ASSERT_TRUE(boost) << written;
        for (const std::string& text : texts) {
            const std::string wanted = shown(boost->search(text));
            ASSERT_EQ(shown(run_program(expression->program, text)), wanted)
                << written << " in \"" << text << '"';
        }
    }
}

TEST(Program, TakesSetsByteByByteAsBoostDoes) {
    for (const char* written :
         {".", "\\d", "\\D", "\\s", "\\S", "\\w", "\\W", "[a-f0-9_]", "[^>]", "[^\\d]", "[\\w.\\-]",
          "[\\s,]", "[\\]\\[^-]", "[^\\w]", "[-a]", "\\b", "^", "$"}) {
        const auto expression = read_expression(written, Against::folded);
        ASSERT_TRUE(expression) << written;
        const auto boost = Pattern::compile(expression->text);
        for (int c = 0; c < 256; ++c) {
            for (const char* around : {"", "a", " "}) {
                const std::string text = std::string(around) + static_cast<char>(c) + around;
                ASSERT_EQ(shown(run_program(expression->program, text)), shown(boost->search(text)))
                    << written << " with byte " << c;
            }
        }
    }
}

// Texts of the pattern's own literals and of what stands between words.
TEST(Program, FindsWhatBoostFindsForEveryBuiltinPattern) {
    const Book& book = builtin_book();
    ASSERT_EQ(book.programs.size(), book.patterns.size());
    constexpr std::array<std::string_view, 12> k_between{
        "",  " ",  "\n",    ": ",           "<",        ">",
        "a", "no", "5.1.1", "@example.org", "\xC3\xA4", " has been "};
    std::mt19937 random(7);
    const auto below = [&](std::size_t n) { return random() % n; };
    std::size_t hits = 0;
    for (std::size_t i = 0; i < book.patterns.size(); ++i) {
        const auto boost = Pattern::compile(book.patterns[i]);
        ASSERT_TRUE(boost) << book.patterns[i];
        ASSERT_FALSE(book.programs[i].empty()) << book.patterns[i];
        // What the pattern says, cut at its signs.
        std::vector<std::string> words{""};
        for (const char c : book.patterns[i]) {
            if (std::string_view("()[]{}|?*+^$\\.").find(c) == std::string_view::npos)
                words.back() += c;
            else if (!words.back().empty())
                words.emplace_back();
        }
        for (int round = 0; round < 300; ++round) {
            std::string text;
            for (std::size_t n = 1 + below(8); n > 0; --n) {
                text += words[below(words.size())];
                if (below(2) == 0)
                    text += k_between[below(k_between.size())];
            }
            const Found wanted = boost->search(text);
            hits += wanted.match == Match::hit ? 1 : 0;
            ASSERT_EQ(shown(run_program(book.programs[i], text)), shown(wanted))
                << book.patterns[i] << " in \"" << text << '"';
        }
    }
    EXPECT_GT(hits, book.patterns.size());
}

TEST(Program, GivesUpOnHostileText) {
    const auto expression = read_expression("(?:a+)+b", Against::folded);
    ASSERT_TRUE(expression);
    EXPECT_EQ(run_program(expression->program, std::string(5000, 'a')).match, Match::undetermined);
}

TEST(Program, LeavesWhatIsTooLargeToBoost) {
    std::string loops;
    for (int i = 0; i < 20; ++i)
        loops += "(?:ab){2,3}";
    EXPECT_TRUE(read_expression(loops, Against::folded)->program.empty());
    EXPECT_TRUE(read_expression("(?<=a|bc)d", Against::folded)->program.empty());
}

} // namespace
} // namespace backsift::rules
