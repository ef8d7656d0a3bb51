#include "rules/book.hpp"

#include <algorithm>
#include <array>

#include "rules/subject.hpp"
#include "rules/verbs.hpp"

namespace backsift::rules {

namespace {

std::array<const std::vector<DraftCondition>*, 3> lists(const Draft& draft) {
    return {&draft.all, &draft.any, &draft.none};
}

std::uint64_t bit_of(const Condition& condition) {
    const bool field = condition.verb == Verb::field || condition.verb == Verb::address;
    return field && condition.key != 0 ? field_bit(condition.key) : 0;
}

Entry entry_of(const Rule& rule) {
    Entry out;
    out.rule = &rule;
    out.is_fact = rule.shows == Shows::fact;
    out.sign = rule.sign;
    for (const Condition& condition : rule.all())
        out.needs_all |= bit_of(condition);
    const bool fields_only = std::all_of(rule.any().begin(), rule.any().end(),
                                         [](const Condition& c) { return bit_of(c) != 0; });
    for (const Condition& condition : rule.any())
        out.needs_any |= fields_only ? bit_of(condition) : 0;
    return out;
}

} // namespace

std::uint32_t condition_key(const DraftCondition& condition) {
    const Takes takes = row(condition.verb).takes;
    const bool named = takes == Takes::field_name || takes == Takes::fact;
    return named && condition.name.find_first_of("*?") == std::string::npos
               ? name_key(condition.name)
               : 0;
}

OwnedBook::OwnedBook(const std::vector<Draft>& drafts, Engine engine) {
    for (const Draft& draft : drafts) {
        Rule rule;
        rule.id = keep(draft.id);
        rule.key = name_key(rule.id);
        rule.why = keep(draft.why);
        rule.shows = draft.shows;
        rule.kind = draft.kind;
        rule.sign = draft.sign;
        rule.strength = draft.strength;
        rule.points = static_cast<std::uint8_t>(draft.points);
        std::vector<Condition>& conditions = conditions_.emplace_back();
        for (const auto* list : lists(draft))
            add_conditions(*list, conditions);
        rule.conditions = conditions.data();
        rule.how_many_all = static_cast<std::uint32_t>(draft.all.size());
        rule.how_many_any = static_cast<std::uint32_t>(draft.any.size());
        rule.how_many_none = static_cast<std::uint32_t>(draft.none.size());
        rules_.push_back(rule);
    }
    if (engine == Engine::boost)
        programs_.clear();
    for (const Rule& rule : rules_)
        entries_.push_back(entry_of(rule));
    book_ = {rules_, patterns_, programs_, prefilter_.finish(), entries_};
}

void OwnedBook::add_pattern(const Expression& expression) {
    prefilter_.add(static_cast<std::uint16_t>(patterns_.size()), expression.required,
                   expression.besides);
    patterns_.push_back(keep(expression.text));
    programs_.push_back(keep(expression.program));
}

// Facts stand above the rules that ask for them.
void OwnedBook::look_up_fact(Condition& condition) const {
    const auto rule = std::find_if(rules_.begin(), rules_.end(), [&](const Rule& r) {
        return r.id == condition.name && r.shows == Shows::fact;
    });
    if (rule != rules_.end())
        condition.fact_rule = static_cast<std::int16_t>(rule - rules_.begin());
    else if (const auto known = fact_from_word(condition.name))
        condition.subject_fact = static_cast<std::int16_t>(*known);
}

void OwnedBook::add_conditions(const std::vector<DraftCondition>& list,
                               std::vector<Condition>& to) {
    for (const DraftCondition& draft : list) {
        Condition condition;
        condition.verb = draft.verb;
        condition.name = keep(draft.name);
        condition.key = condition_key(draft);
        if (draft.verb == Verb::is)
            look_up_fact(condition);
        condition.first_pattern = static_cast<std::uint16_t>(patterns_.size());
        condition.patterns = static_cast<std::uint16_t>(draft.patterns.size());
        for (const Expression& expression : draft.patterns)
            add_pattern(expression);
        to.push_back(condition);
    }
}

} // namespace backsift::rules
