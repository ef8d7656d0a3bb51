#include "rules/example_reader.hpp"

#include <algorithm>
#include <array>
#include <string_view>

#include "base/text.hpp"
#include "rules/condition_reader.hpp"
#include "rules/example_mail.hpp"

namespace backsift::rules {

namespace {

using base::Result;

constexpr std::array<std::string_view, 4> k_forms{"mail", "value", "subject", "text"};

// A field and the addresses in it are one place.
bool same_place(const DraftCondition& a, const DraftCondition& b) {
    const auto in_field = [](Verb verb) { return verb == Verb::field || verb == Verb::address; };
    return (a.verb == b.verb || (in_field(a.verb) && in_field(b.verb)))
           && base::iequals(a.name, b.name);
}

// The one place all conditions look at, or nullptr.
const DraftCondition* only_place(const Draft& rule) {
    const DraftCondition* first = nullptr;
    for (const auto* list : {&rule.all, &rule.any, &rule.none}) {
        for (const DraftCondition& condition : *list) {
            if (first == nullptr)
                first = &condition;
            if (!same_place(condition, *first))
                return nullptr;
        }
    }
    const Takes takes = row(first->verb).takes;
    return takes == Takes::field_name || takes == Takes::patterns ? first : nullptr;
}

} // namespace

Result<std::string> read_example(const toml::Document& document, const toml::Value& value,
                                 const Draft& rule) {
    const auto refuse = [&document](const base::Place& place, std::string sentence,
                                    std::string hint = {}) {
        return base::fail(document.failure(place, std::move(sentence), std::move(hint)));
    };
    if (const auto* mail = value.as<std::string>())
        return *mail;
    const auto* table = value.as<toml::Table>();
    if (table == nullptr || table->entries.empty())
        return refuse(
            value.place,
            "an example is a mail in a string, or a table with mail, value, subject or text");
    std::array<std::string, k_forms.size()> given;
    for (const toml::Entry& entry : table->entries) {
        const auto form = std::find(k_forms.begin(), k_forms.end(), entry.key);
        if (form == k_forms.end())
            return refuse(entry.place, "unknown key \"" + entry.key + '"',
                          did_you_mean(entry.key, k_forms));
        const auto* held = entry.value.as<std::string>();
        if (held == nullptr)
            return refuse(entry.value.place, entry.key + " must be a string, not "
                                                 + std::string(entry.value.type_name()));
        given[static_cast<std::size_t>(form - k_forms.begin())] = *held;
    }
    const bool alone = table->entries.size() == 1;
    if (table->find("mail") != nullptr) {
        if (!alone)
            return refuse(value.place, "an example with mail has nothing else");
        return given[0];
    }
    if (table->find("value") == nullptr)
        return notice_mail(given[2], given[3]);
    if (!alone)
        return refuse(value.place, "an example with value has nothing else");
    const DraftCondition* only = only_place(rule);
    if (only == nullptr)
        return refuse(value.place, "value needs a rule whose conditions all look at one place",
                      "write the whole mail, or { subject = …, text = … }");
    return mail_with(only->verb, only->name, given[1]);
}

} // namespace backsift::rules
