#include "rules/condition_reader.hpp"

#include <algorithm>

#include "base/text.hpp"
#include "rules/pattern.hpp"
#include "rules/string_place.hpp"
#include "rules/subject.hpp"

namespace backsift::rules {

using base::Done;
using base::Result;
using toml::Array;
using toml::Entry;
using toml::Table;
using toml::Value;

std::string did_you_mean(std::string_view typed, std::span<const std::string_view> known) {
    const auto near = base::closest(typed, {known.begin(), known.end()});
    return near ? "did you mean \"" + std::string(*near) + "\"?" : std::string();
}

bool is_subject_fact(std::string_view id) {
    return fact_from_word(id).has_value();
}

tl::unexpected<base::Failure>
ConditionReader::refuse(const base::Place& place, std::string sentence, std::string hint) const {
    return base::fail(document_.failure(place, std::move(sentence), std::move(hint)));
}

Result<std::vector<DraftCondition>> ConditionReader::list(const Value& value) const {
    const auto* array = value.as<Array>();
    if (array == nullptr)
        return refuse(value.place, "conditions are an array, not " + std::string(value.type_name()),
                      "write [ { … } ]");
    if (array->empty())
        return refuse(value.place, "this list of conditions is empty", "leave the key out");
    std::vector<DraftCondition> out;
    for (const Value& element : *array) {
        auto read = condition(element);
        if (!read)
            return base::fail(std::move(read.error()));
        out.push_back(std::move(*read));
    }
    std::stable_sort(out.begin(), out.end(), [](const auto& a, const auto& b) {
        return row(a.verb).cost < row(b.verb).cost;
    });
    return out;
}

Result<const VerbRow*> ConditionReader::verb(const Table& table, const Value& value) const {
    const VerbRow* found = nullptr;
    std::vector<std::string_view> words{"matches"};
    for (const VerbRow& row : k_verbs)
        words.push_back(row.word);
    for (const Entry& entry : table.entries) {
        if (entry.key == "matches")
            continue;
        const auto* row = std::find_if(k_verbs.begin(), k_verbs.end(),
                                       [&](const VerbRow& r) { return r.word == entry.key; });
        if (row == k_verbs.end())
            return refuse(entry.place, "unknown key \"" + entry.key + "\" in a condition",
                          did_you_mean(entry.key, words));
        if (found != nullptr)
            return refuse(entry.place,
                          "a condition looks at one thing: write a second { … } for " + entry.key);
        found = row;
    }
    if (found == nullptr)
        return refuse(value.place, "this condition says not what it looks at",
                      "field, address, part, status, returned, text, header_line or is");
    return found;
}

Result<DraftCondition> ConditionReader::condition(const Value& value) const {
    const auto* table = value.as<Table>();
    if (table == nullptr)
        return refuse(value.place, "a condition is a table, not " + std::string(value.type_name()),
                      "e.g. { field = \"Subject\", matches = \"…\" }");
    const auto row = verb(*table, value);
    if (!row)
        return base::fail(row.error());
    DraftCondition out;
    out.verb = (*row)->verb;
    const Value& thing = *table->find((*row)->word);
    const Value* matches = table->find("matches");
    if (matches != nullptr && (*row)->takes != Takes::field_name)
        return refuse(matches->place, "matches has no meaning with " + std::string((*row)->word));
    const Value* written = (*row)->takes == Takes::patterns ? &thing : matches;
    if (written != &thing) {
        auto read = name(**row, thing);
        if (!read)
            return base::fail(std::move(read.error()));
        out.name = std::move(*read);
    }
    if (written != nullptr) {
        auto read = patterns(*written,
                             out.verb == Verb::header_line ? Against::raw_header : Against::folded);
        if (!read)
            return base::fail(std::move(read.error()));
        out.patterns = std::move(*read);
    }
    return out;
}

Result<std::string> ConditionReader::name(const VerbRow& row, const Value& value) const {
    const auto* held = value.as<std::string>();
    if (held == nullptr)
        return refuse(value.place, std::string(row.word) + " must be a string, not "
                                       + std::string(value.type_name()));
    const bool printable = std::all_of(held->begin(), held->end(),
                                       [](char c) { return c > ' ' && c < 0x7F && c != ':'; });
    if (held->empty() || !printable)
        return refuse(value.place,
                      '"' + *held + "\" is no name: printable ASCII without blanks and colons");
    if (row.takes == Takes::media_type && std::count(held->begin(), held->end(), '/') != 1) {
        return refuse(value.place, "a media type has one slash",
                      "e.g. message/delivery-status or message/*");
    }
    if (row.takes == Takes::fact) {
        if (auto known = known_fact(*held, value); !known)
            return base::fail(std::move(known.error()));
    }
    return *held;
}

Result<Done> ConditionReader::known_fact(const std::string& id, const Value& value) const {
    if (is_subject_fact(id) || std::find(facts_.begin(), facts_.end(), id) != facts_.end())
        return Done{};
    std::vector<std::string_view> known(facts_.begin(), facts_.end());
    for (std::size_t i = 0; i < k_facts; ++i)
        known.push_back(word(static_cast<Fact>(i)));
    std::string hint = did_you_mean(id, known);
    if (hint.empty())
        hint = "a fact must stand above the rule that asks for it; files are read in the order of "
               "their names";
    return refuse(value.place, "unknown fact \"" + id + '"', std::move(hint));
}

Result<std::vector<Expression>> ConditionReader::patterns(const Value& value,
                                                          Against against) const {
    std::vector<Expression> out;
    const auto* array = value.as<Array>();
    if (array != nullptr && array->empty())
        return refuse(value.place, "this list of patterns is empty");
    for (const Value& element :
         array != nullptr ? std::span<const Value>(*array) : std::span<const Value>(&value, 1)) {
        auto read = pattern(element, against);
        if (!read)
            return base::fail(std::move(read.error()));
        out.push_back(std::move(*read));
    }
    return out;
}

Result<Expression> ConditionReader::pattern(const Value& value, Against against) const {
    const auto* held = value.as<std::string>();
    if (held == nullptr)
        return refuse(value.place,
                      "a pattern must be a string, not " + std::string(value.type_name()));
    auto expression = read_expression(*held, against);
    if (!expression) {
        const std::size_t offset = expression.error().place.column - 1;
        return refuse(place_in_string(document_.text, value.place, offset),
                      expression.error().sentence, expression.error().hint);
    }
    // What the engine refuses it refuses in its own words; its column is one of the rewritten text.
    const auto compiled = Pattern::compile(expression->text);
    if (!compiled)
        return refuse(value.place, compiled.error().sentence);
    expression->place = document_.whole(value.place);
    return expression;
}

} // namespace backsift::rules
