#include <gtest/gtest.h>

#include <fstream>
#include <sstream>

#include "base/text.hpp"
#include "config/options.hpp"

namespace backsift::config {
namespace {

std::string file_text(const std::string& path) {
    std::ostringstream out;
    out << std::ifstream(path).rdbuf();
    return out.str();
}

// As a user would with an editor: the '#' away where a setting follows it.
std::string with_examples(const std::string& text) {
    std::string out;
    std::size_t at = 0;
    while (at < text.size()) {
        std::string_view line = base::next_line(text, at);
        if (line.size() > 1 && line[0] == '#' && line[1] != ' ') {
            line.remove_prefix(1);
        }
        out += std::string(line) + '\n';
    }
    return out;
}

std::string name_in_example(const Option& option) {
    const std::string section(option.section);
    const bool repeats = find_section(section)->repeats == Repeats::yes;
    return section + (repeats ? "[0]." : ".") + std::string(option.key);
}

TEST(ExampleFile, IsTheOneInExamples) {
    const std::string path = BACKSIFT_SOURCE_DIR "/examples/config.toml";
    EXPECT_EQ(file_text(path), example_file()) << "print it again into " << path;
}

TEST(ExampleFile, ChangesNothingAsItStands) {
    const base::Result<Config> config = read(example_file(), "config.toml");
    ASSERT_TRUE(config) << base::describe(config.error());
    EXPECT_TRUE(config->sources.empty());
    EXPECT_TRUE(config->dkim.empty());
}

TEST(ExampleFile, AppliesEveryExampleWhenUncommented) {
    const base::Result<Config> config = read(with_examples(example_file()), "config.toml");
    ASSERT_TRUE(config) << base::describe(config.error());
    for (const Option& option : options()) {
        const std::string key = name_in_example(option);
        const bool stands = !option.without_effect && option.instead_of.empty();
        EXPECT_EQ(config->place_of(key).line != 0, stands) << key;
    }
    EXPECT_EQ(config->dkim.size(), 1U);
    EXPECT_EQ(config->per_kind.size(), 9U);
}

TEST(ExampleFile, FitsATerminal) {
    std::size_t at = 0;
    const std::string text = example_file();
    while (at < text.size()) {
        const std::string_view line = base::next_line(text, at);
        EXPECT_LE(line.size(), 100U) << line;
    }
}

} // namespace
} // namespace backsift::config
