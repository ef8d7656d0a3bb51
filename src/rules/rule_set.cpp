#include "rules/rule_set.hpp"

#include <algorithm>
#include <utility>

#include "base/faults.hpp"
#include "rules/inquiry.hpp"
#include "rules/rule_file.hpp"
#include "rules/shelf.hpp"

namespace backsift::rules {

using base::Done;
using base::Result;

struct RuleSet::Body {
    Shelf shelf;
};

RuleSet::RuleSet(std::unique_ptr<Body> body) : body_(std::move(body)) {}
RuleSet::RuleSet(RuleSet&&) noexcept = default;
RuleSet& RuleSet::operator=(RuleSet&&) noexcept = default;
RuleSet::~RuleSet() = default;

RuleSet RuleSet::empty() {
    return RuleSet(std::make_unique<Body>());
}

RuleSet RuleSet::builtin() {
    RuleSet out = empty();
    out.body_->shelf.add(std::make_unique<const OpenBook>(builtin_book()));
    return out;
}

namespace {

std::vector<std::string> facts_of(const Shelf& shelf) {
    std::vector<std::string> facts;
    for (const Entry& entry : shelf.entries) {
        if (entry.rule->shows == Shows::fact)
            facts.emplace_back(entry.rule->id);
    }
    return facts;
}

// Tries the patterns of one rule on stress texts; fails with the first that gives up.
Result<Done> stress(const Draft& draft) {
    for (const auto* list : {&draft.all, &draft.any, &draft.none}) {
        for (const DraftCondition& condition : *list) {
            for (const Expression& expression : condition.patterns) {
                const auto pattern = Pattern::compile(expression.text);
                if (!pattern)
                    return base::fail(pattern.error());
                const auto survived = pattern->survive_stress(expression);
                if (survived)
                    continue;
                base::Failure failure = survived.error();
                failure.place = expression.place;
                failure.sentence = "in rule \"" + draft.id + "\": " + failure.sentence;
                return base::fail(std::move(failure));
            }
        }
    }
    return Done{};
}

std::size_t patterns_in(const std::vector<Draft>& drafts) {
    std::size_t sum = 0;
    for (const Draft& draft : drafts) {
        for (const auto* list : {&draft.all, &draft.any, &draft.none}) {
            for (const DraftCondition& condition : *list)
                sum += condition.patterns.size();
        }
    }
    return sum;
}

} // namespace

Result<Done> RuleSet::load(std::string_view toml_text, const std::string& file_name) {
    const auto drafts = read_rule_file(toml_text, file_name, {{}, facts_of(body_->shelf)});
    if (!drafts)
        return base::fail(drafts.error());
    if (patterns_in(*drafts) > k_most_patterns)
        return base::fail(base::Kind::config, "more than 60000 patterns in one file",
                          {file_name, 0, 0});
    body_->shelf.add(std::make_unique<const OpenBook>(
        std::make_unique<const OwnedBook>(*drafts, Engine::boost)));
    return Done{};
}

std::vector<const Rule*> RuleSet::rules() const {
    std::vector<const Rule*> out;
    for (const Entry& entry : body_->shelf.entries)
        out.push_back(entry.rule);
    return out;
}

const Rule* RuleSet::find(std::string_view id) const {
    const Entry* entry = body_->shelf.find(id);
    return entry == nullptr ? nullptr : entry->rule;
}

Round::Round(const RuleSet& rules, Subject& subject, message::Defects& defects)
    : rules_(rules),
      inquiry_(std::make_unique<Inquiry>(rules.body_->shelf, subject, defects)) {}

Round::~Round() = default;

std::vector<Hit> Round::hits(Sign sign, Words words) {
    std::vector<Hit> out;
    for (const Entry& entry : rules_.body_->shelf.entries) {
        if (entry.is_fact || entry.sign != sign || inquiry_->lacks_fields(entry))
            continue;
        if (auto hit = inquiry_->ask(entry, words))
            out.push_back(std::move(*hit));
    }
    return out;
}

std::vector<Hit> Round::structure(Words words) {
    return hits(Sign::structure, words);
}

std::vector<Hit> Round::phrases(Words words) {
    return hits(Sign::phrase, words);
}

std::vector<Hit> RuleSet::structure(Subject& subject, message::Defects& defects,
                                    Words words) const {
    return Round(*this, subject, defects).structure(words);
}

std::vector<Hit> RuleSet::phrases(Subject& subject, message::Defects& defects, Words words) const {
    return Round(*this, subject, defects).phrases(words);
}

bool RuleSet::holds(std::string_view id, Subject& subject, message::Defects& defects) const {
    const Entry* entry = body_->shelf.find(id);
    return entry != nullptr
           && Inquiry(body_->shelf, subject, defects).ask(*entry, Words::left_out).has_value();
}

std::vector<base::Failure> faults(std::string_view toml_text, const std::string& file_name,
                                  const std::vector<std::string>& facts) {
    RuleFile file = read_rules(toml_text, file_name, {{}, facts});
    if (!file.faults.empty())
        return std::move(file.faults);
    base::Faults found;
    for (const Draft& draft : file.drafts)
        found.add(stress(draft));
    return found.take();
}

Result<std::vector<Example>> examples(std::string_view toml_text, const std::string& file_name,
                                      const std::vector<std::string>& facts) {
    auto drafts = read_rule_file(toml_text, file_name, {{}, facts});
    if (!drafts)
        return base::fail(std::move(drafts.error()));
    std::vector<Example> out;
    for (Draft& draft : *drafts)
        std::move(draft.examples.begin(), draft.examples.end(), std::back_inserter(out));
    return out;
}

} // namespace backsift::rules
