// The example mailbox is complete and its config is sound. What the verdicts really are is tested
// with the program itself.
#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>
#include <map>
#include <sstream>

#include "base/text.hpp"
#include "rules/kind.hpp"
#include "setup/check.hpp"

namespace backsift::setup {
namespace {

const std::string k_examples = BACKSIFT_SOURCE_DIR "/examples";

std::string file_text(const std::string& path) {
    std::ostringstream out;
    out << std::ifstream(path, std::ios::binary).rdbuf();
    return out.str();
}

struct Expected {
    std::string kind;
    std::string verdict;
    std::string reason;
};

std::map<std::string, Expected> expected() {
    const std::string text = file_text(k_examples + "/expected.tsv");
    std::map<std::string, Expected> rows;
    std::size_t at = 0;
    EXPECT_EQ(base::next_line(text, at), "file\tkind\tverdict\treason");
    while (at < text.size()) {
        const auto cells = base::split(base::next_line(text, at), '\t');
        EXPECT_EQ(cells.size(), 4U);
        if (cells.size() == 4) {
            rows[std::string(cells[0])] = {std::string(cells[1]), std::string(cells[2]),
                                           std::string(cells[3])};
        }
    }
    return rows;
}

TEST(ExampleMailbox, HasARowForEveryMailAndAMailForEveryRow) {
    auto rows = expected();
    EXPECT_GE(rows.size(), 40U);
    for (const auto& entry : std::filesystem::directory_iterator(k_examples + "/mail")) {
        const bool is_mail = entry.path().extension() == ".eml";
        EXPECT_EQ(rows.erase(entry.path().filename()), is_mail ? 1U : 0U) << entry.path();
    }
    EXPECT_TRUE(rows.empty()) << rows.begin()->first;
}

TEST(ExampleMailbox, NamesEveryFileAfterWhatItIs) {
    const std::map<std::string, std::string> ends{{"genuine", "-true.eml"},
                                                  {"backscatter", "-false.eml"},
                                                  {"unverifiable", "-unverifiable.eml"}};
    for (const auto& [file, row] : expected()) {
        EXPECT_TRUE(file.starts_with(row.kind)) << file;
        EXPECT_FALSE(row.reason.empty()) << file;
        const std::string end = row.verdict == "ordinary" ? ".eml" : ends.at(row.verdict);
        EXPECT_TRUE(file.ends_with(end)) << file;
    }
}

TEST(ExampleMailbox, HoldsEveryKindAndEveryAutomaticReplyBothWays) {
    std::map<std::string, std::map<std::string, int>> seen;
    for (const auto& [file, row] : expected())
        ++seen[row.kind][row.verdict];
    for (const std::string_view word : rules::k_kind_words) {
        const auto kind = rules::kind_from_word(word);
        auto& verdicts = seen[std::string(word)];
        if (rules::is_automatic_reply(*kind)) {
            EXPECT_GT(verdicts["genuine"], 0) << word;
            EXPECT_GT(verdicts["backscatter"], 0) << word;
        } else {
            EXPECT_GT(verdicts["ordinary"], 0) << word;
        }
    }
}

TEST(DemoConfig, LoadsAndIsDoubtfulOnlyInItsSampleToken) {
    const std::string path = k_examples + "/demo.toml";
    const base::Result<config::Config> config = config::read(file_text(path), path);
    ASSERT_TRUE(config) << base::describe(config.error());
    const Surroundings surroundings{1795000000, [](const std::string&) { return Seen{}; }, nullptr,
                                    ""};
    for (const Remark& remark : check(*config, surroundings)) {
        const bool sample = remark.sentence.find("a word from an example") != std::string::npos;
        EXPECT_TRUE(sample || remark.severity == Severity::note) << remark.sentence;
    }
}

} // namespace
} // namespace backsift::setup
