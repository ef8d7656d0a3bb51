#include "config/options.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <set>

#include "rules/kind.hpp"

namespace backsift::config {
namespace {

std::string key_of(const Option& option) {
    return std::string(option.section) + '.' + std::string(option.key);
}

// Reads a text in which only this key is set.
base::Result<Config> read_only(const Option& option, std::string_view value) {
    std::string text = '[' + std::string(option.section) + "]\n";
    text += std::string(option.key) + " = " + std::string(value) + '\n';
    return read(text, "c");
}

std::string shown(const Option& option, const Config& config) {
    struct Show {
        const Config& config;
        std::string operator()(std::string Config::*m) const { return config.*m; }
        std::string operator()(bool Config::*m) const { return config.*m ? "true" : "false"; }
        std::string operator()(std::int64_t Config::*m) const { return std::to_string(config.*m); }
        std::string operator()(std::vector<std::string> Config::*m) const {
            return std::to_string((config.*m).size());
        }
        std::string operator()(std::optional<std::int64_t> Config::*m) const {
            return config.*m ? std::to_string(*(config.*m)) : "";
        }
        std::string operator()(std::string Dkim::*) const { return {}; }
        std::string operator()(PerKind) const { return std::to_string(config.per_kind.size()); }
    };
    return std::visit(Show{config}, option.member);
}

TEST(Options, HaveTheDefaultsOfConfig) {
    for (const Option& option : options()) {
        if (option.fallback.empty()) {
            const std::string nothing = shown(option, Config{});
            EXPECT_TRUE(nothing.empty() || nothing == "0") << key_of(option);
            continue;
        }
        const base::Result<Config> config = read_only(option, option.fallback);
        ASSERT_TRUE(config) << key_of(option) << ": " << base::describe(config.error());
        EXPECT_EQ(shown(option, *config), shown(option, Config{})) << key_of(option);
    }
}

TEST(Options, StandOnceInAKnownSection) {
    std::set<std::string> seen;
    for (const Option& option : options()) {
        EXPECT_TRUE(seen.insert(key_of(option)).second) << key_of(option);
        EXPECT_NE(find_section(option.section), nullptr) << key_of(option);
        EXPECT_EQ(find_option(option.section, option.key), &option);
    }
    EXPECT_EQ(find_option("token", "names"), nullptr);
    EXPECT_EQ(find_section("tokens"), nullptr);
}

TEST(Options, AreExplainedInSentences) {
    for (const Option& option : options()) {
        EXPECT_FALSE(option.brief.empty()) << key_of(option);
        EXPECT_NE(option.brief.back(), '.') << key_of(option);
        EXPECT_TRUE(option.text.empty() || option.text.back() == '.') << key_of(option);
        EXPECT_FALSE(wanted(option).empty()) << key_of(option);
        EXPECT_EQ(option.words.empty(), option.type != Type::word) << key_of(option);
        EXPECT_EQ(option.most != 0, option.type == Type::integer) << key_of(option);
    }
}

// A law between two rooms that may not include each other.
TEST(Options, NameEveryKindByItsWord) {
    std::set<std::string_view> kinds(rules::k_kind_words.begin(), rules::k_kind_words.end());
    for (const Option& option : options()) {
        if (!std::holds_alternative<PerKind>(option.member)) {
            continue;
        }
        EXPECT_EQ(kinds.erase(option.key), 1U) << key_of(option);
        const auto kind = rules::kind_from_word(option.key);
        ASSERT_TRUE(kind);
        EXPECT_EQ(option.without_effect, !rules::is_automatic_reply(*kind)) << key_of(option);
    }
    EXPECT_TRUE(kinds.empty()) << *kinds.begin();
}

} // namespace
} // namespace backsift::config
