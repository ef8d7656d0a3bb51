// The built-in rules themselves: their examples, their patterns, their tables.
#include <algorithm>
#include <cstdio>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <string>
#include <vector>

#include <gtest/gtest.h>

#include "rules/inquiry.hpp"
#include "rules/program.hpp"
#include "rules/rule_file.hpp"
#include "rules/rule_set.hpp"
#include "rules/shelf.hpp"
#include "support/plain_subject.hpp"

namespace backsift::rules {
namespace {

using test::PlainSubject;

struct RuleFile {
    std::string name;
    std::string text;
};

// filters/*.toml in the order in which they are compiled.
std::vector<RuleFile> rule_files() {
    std::vector<RuleFile> out;
    for (const auto& entry : std::filesystem::directory_iterator(BACKSIFT_SOURCE_DIR "/filters")) {
        if (entry.path().extension() != ".toml")
            continue;
        std::ifstream in(entry.path(), std::ios::binary);
        out.push_back({entry.path().string(), {std::istreambuf_iterator<char>(in), {}}});
    }
    std::sort(out.begin(), out.end(),
              [](const RuleFile& a, const RuleFile& b) { return a.name < b.name; });
    return out;
}

std::vector<Draft> drafts() {
    std::vector<Draft> out;
    Above above;
    for (const RuleFile& file : rule_files()) {
        auto read = read_rule_file(file.text, file.name, above);
        EXPECT_TRUE(read) << (read ? "" : base::describe(read.error()));
        if (!read)
            continue;
        for (Draft& draft : *read) {
            above.ids.push_back(draft.id);
            if (draft.shows == Shows::fact)
                above.facts.push_back(draft.id);
            out.push_back(std::move(draft));
        }
    }
    return out;
}

std::vector<Example> all_examples() {
    std::vector<Example> out;
    for (Draft& draft : drafts())
        std::move(draft.examples.begin(), draft.examples.end(), std::back_inserter(out));
    return out;
}

TEST(Builtin, TheTablesHoldEveryRuleOfTheFiles) {
    const RuleSet set = RuleSet::builtin();
    const auto rules = set.rules();
    const auto written = drafts();
    ASSERT_EQ(rules.size(), written.size());
    for (std::size_t i = 0; i < rules.size(); ++i) {
        const Rule& rule = *rules[i];
        EXPECT_EQ(rule.id, written[i].id);
        EXPECT_EQ(rule.why, written[i].why);
        EXPECT_EQ(rule.shows, written[i].shows);
        EXPECT_EQ(rule.kind, written[i].kind);
        EXPECT_EQ(rule.sign, written[i].sign);
        EXPECT_EQ(rule.strength, written[i].strength);
        EXPECT_EQ(rule.points, written[i].points);
        ASSERT_EQ(rule.any().size(), written[i].any.size());
        for (std::size_t c = 0; c < rule.any().size(); ++c) {
            EXPECT_EQ(rule.any()[c].name, written[i].any[c].name);
            ASSERT_EQ(rule.any()[c].patterns, written[i].any[c].patterns.size());
            for (std::size_t p = 0; p < rule.any()[c].patterns; ++p)
                EXPECT_EQ(builtin_book().patterns[rule.any()[c].first_pattern + p],
                          written[i].any[c].patterns[p].text);
        }
    }
}

TEST(Builtin, EveryRuleHoldsOnItsOwnExamples) {
    const RuleSet set = RuleSet::builtin();
    const auto examples = all_examples();
    ASSERT_FALSE(examples.empty());
    for (const Example& example : examples) {
        PlainSubject subject(example.mail);
        message::Defects defects;
        EXPECT_EQ(set.holds(example.rule_id, subject, defects), example.wanted)
            << example.place.file << ':' << example.place.line << ": rule \"" << example.rule_id
            << "\" on\n"
            << example.mail;
        EXPECT_FALSE(defects.has(message::Defect::pattern_undetermined)) << example.rule_id;
    }
}

TEST(Builtin, EveryPatternSurvivesStress) {
    for (const Draft& draft : drafts()) {
        for (const auto* list : {&draft.all, &draft.any, &draft.none}) {
            for (const DraftCondition& condition : *list) {
                for (const Expression& expression : condition.patterns) {
                    const auto pattern = Pattern::compile(expression.text);
                    ASSERT_TRUE(pattern) << draft.id;
                    const auto survived = pattern->survive_stress(expression);
                    EXPECT_TRUE(survived) << draft.place.file << ':' << draft.place.line << ": "
                                          << (survived ? "" : survived.error().sentence);
                }
            }
        }
    }
}

// Its program must do so too: it is what runs.
TEST(Builtin, EveryProgramSurvivesStress) {
    const Book& book = builtin_book();
    std::size_t number = 0;
    for (const Draft& draft : drafts()) {
        for (const auto* list : {&draft.all, &draft.any, &draft.none}) {
            for (const DraftCondition& condition : *list) {
                for (const Expression& expression : condition.patterns) {
                    ASSERT_EQ(book.patterns[number], expression.text);
                    const std::string_view program = book.programs[number++];
                    for (const std::string& text : stress_texts(expression))
                        EXPECT_NE(run_program(program, text).match, Match::undetermined)
                            << draft.id << ": " << expression.text;
                }
            }
        }
    }
}

// Whatever a pattern matches somewhere in an example, it must be a candidate there.
TEST(Builtin, ThePrefilterHidesNoMatch) {
    const Book& book = builtin_book();
    std::vector<Pattern> patterns;
    for (const std::string_view expression : book.patterns) {
        auto pattern = Pattern::compile(expression);
        ASSERT_TRUE(pattern) << expression;
        patterns.push_back(std::move(*pattern));
    }
    std::size_t matches = 0;
    for (const Example& example : all_examples()) {
        const std::string text = fold(example.mail);
        const Candidates found = candidates(book.prefilter, patterns.size(), text);
        std::unique_ptr<const TextGrams> grams;
        for (std::size_t i = 0; i < patterns.size(); ++i) {
            if (patterns[i].search(text).match != Match::hit)
                continue;
            ++matches;
            EXPECT_TRUE(could_match(book.prefilter, found, i, text)
                        && has_besides(book.prefilter, i, text, grams))
                << book.patterns[i] << " on\n"
                << text;
        }
    }
    EXPECT_GT(matches, 0U);
}

std::vector<std::string> hit_ids(const Shelf& shelf, std::string_view mail) {
    PlainSubject subject(mail);
    message::Defects defects;
    Inquiry inquiry(shelf, subject, defects);
    std::vector<std::string> out;
    for (const Entry& entry : shelf.entries) {
        if (const auto hit = inquiry.ask(entry))
            out.push_back(std::string(hit->rule->id) + " in " + hit->where + ": " + hit->excerpt);
    }
    return out;
}

TEST(Builtin, HitsAreTheSameWithAndWithoutThePrefilter) {
    Shelf with;
    with.add(std::make_unique<const OpenBook>(builtin_book()));
    Shelf without;
    without.add(std::make_unique<const OpenBook>(builtin_book()));
    without.use_prefilter = false;
    for (const Example& example : all_examples())
        EXPECT_EQ(hit_ids(with, example.mail), hit_ids(without, example.mail)) << example.mail;
}

// The patterns that structure rules search for in this mail; ordinary mail is asked nothing else.
std::size_t patterns_run(std::string_view mail) {
    Book book = builtin_book();
    book.programs = {}; // so that what is searched for must be compiled, and is counted
    Shelf shelf;
    shelf.add(std::make_unique<const OpenBook>(book));
    PlainSubject subject(mail);
    message::Defects defects;
    Inquiry inquiry(shelf, subject, defects);
    for (const Entry& entry : shelf.entries) {
        if (!entry.is_fact && entry.sign == Sign::structure)
            static_cast<void>(inquiry.ask(entry, Words::left_out));
    }
    return shelf.books[0]->compiled();
}

// filters/README.md says what keeps a pattern from being run on mail that it does not mean.
TEST(Builtin, OrdinaryMailRunsFewPatterns) {
    constexpr std::size_t k_most_for_one = 20;
    constexpr std::size_t k_most_on_average = 10;
    std::size_t mails = 0;
    std::size_t sum = 0;
    for (const auto& file :
         std::filesystem::directory_iterator(BACKSIFT_SOURCE_DIR "/examples/mail")) {
        const std::string name = file.path().filename().string();
        if (!name.starts_with("ordinary-"))
            continue;
        std::ifstream in(file.path(), std::ios::binary);
        const std::string mail{std::istreambuf_iterator<char>(in), {}};
        const std::size_t run = patterns_run(mail);
        std::printf("%4zu of %zu patterns: %s\n", run, builtin_book().patterns.size(),
                    name.c_str());
        EXPECT_LE(run, k_most_for_one) << name;
        sum += run;
        ++mails;
    }
    ASSERT_GT(mails, 0U);
    EXPECT_LE(sum, mails * k_most_on_average);
}

} // namespace
} // namespace backsift::rules
