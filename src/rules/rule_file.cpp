#include "rules/rule_file.hpp"

#include <algorithm>
#include <array>
#include <optional>
#include <span>

#include "base/faults.hpp"
#include "base/text.hpp"
#include "rules/condition_reader.hpp"
#include "rules/example_reader.hpp"
#include "toml/toml_file.hpp"

namespace backsift::rules {

namespace {

using base::Done;
using base::Result;
using toml::Array;
using toml::Entry;
using toml::Table;
using toml::Value;

constexpr std::array<std::string_view, 2> k_sign_words{"structure", "phrase"};
constexpr std::array<std::string_view, 3> k_strength_words{"weak", "strong", "decisive"};
constexpr int k_most_points = 100;

// What a rule's `kind` may say besides the kinds.
struct ShowsKind {
    Shows shows = Shows::fact;
    Kind kind = Kind::ordinary;
};

class RuleReader {
  public:
    RuleReader(const toml::Document& document, const Above& above)
        : document_(document),
          conditions_(document, above.facts),
          ids_(above.ids) {}

    RuleFile file() {
        const Value* rules = nullptr;
        for (const Entry& entry : document_.root.entries) {
            if (entry.key == "kind")
                faults_.add(read_kind(entry.value, default_kind_));
            else if (entry.key == "rule")
                rules = &entry.value;
            else
                faults_.add(unknown_key(entry, std::array<std::string_view, 2>{"kind", "rule"}));
        }
        // A kind that does not read would be missed by every rule.
        if (rules != nullptr && faults_.count() == 0)
            list(*rules);
        return {std::move(drafts_), faults_.take()};
    }

  private:
    using Read = Result<Done> (RuleReader::*)(const Value&);
    struct KeyRow {
        std::string_view key;
        Read read;
        bool required;
    };
    static constexpr std::size_t k_keys = 12;
    static const std::array<KeyRow, k_keys>& keys() {
        static constexpr std::array<KeyRow, k_keys> k_rows{
            {{"id", &RuleReader::read_id, true},
             {"why", &RuleReader::read_why, true},
             {"kind", &RuleReader::read_own_kind, false},
             {"sign", &RuleReader::read_sign, false},
             {"strength", &RuleReader::read_strength, false},
             {"points", &RuleReader::read_points, false},
             {"all", &RuleReader::read_all, false},
             {"any", &RuleReader::read_any, false},
             {"none", &RuleReader::read_none, false},
             {"yes", &RuleReader::read_yes, true},
             {"no", &RuleReader::read_no, true},
             {"note", &RuleReader::read_note, false}}};
        return k_rows;
    }

    tl::unexpected<base::Failure> refuse(const base::Place& place, std::string sentence,
                                         std::string hint = {}) const {
        return base::fail(document_.failure(place, std::move(sentence), std::move(hint)));
    }

    base::Failure unknown_key(const Entry& entry, std::span<const std::string_view> known) const {
        return document_.failure(entry.place, "unknown key \"" + entry.key + '"',
                                 did_you_mean(entry.key, known));
    }

    void list(const Value& rules) {
        const auto* array = rules.as<Array>();
        if (array == nullptr)
            return faults_.add(document_.failure(rules.place, "rule must be written as [[rule]]"));
        for (const Value& value : *array) {
            draft_ = {};
            const auto read = rule(value);
            faults_.add(read);
            if (draft_.id.empty())
                continue;
            ids_.push_back(draft_.id);
            // A rule that asks for a broken one has no fault of its own.
            if (!read || draft_.shows == Shows::fact)
                conditions_.add_fact(draft_.id);
            if (read)
                drafts_.push_back(std::move(draft_));
        }
    }

    Result<Done> rule(const Value& value) {
        const auto* table = value.as<Table>();
        if (table == nullptr)
            return refuse(value.place, "a rule is a table, not " + std::string(value.type_name()),
                          "write [[rule]]");
        return rule(*table, value.place);
    }

    Result<Done> rule(const Table& table, const base::Place& place) {
        draft_.place = document_.whole(place);
        kind_ = default_kind_;
        sign_.reset();
        strength_.reset();
        Result<Done> keys_read = Done{};
        for (const Entry& entry : table.entries) {
            if (auto read = key(entry); !read && keys_read)
                keys_read = std::move(read); // all the same, the rule's id is wanted
        }
        if (!keys_read)
            return keys_read;
        for (const KeyRow& row : keys()) {
            if (row.required && table.find(row.key) == nullptr)
                return refuse(place, "this rule has no " + std::string(row.key));
        }
        if (auto done = settle(place); !done)
            return done;
        return complete_examples(table);
    }

    Result<Done> key(const Entry& entry) {
        for (const KeyRow& row : keys()) {
            if (row.key == entry.key)
                return (this->*row.read)(entry.value);
        }
        std::vector<std::string_view> known;
        for (const KeyRow& row : keys())
            known.push_back(row.key);
        return base::fail(unknown_key(entry, known));
    }

    // What depends on more than one key.
    Result<Done> settle(const base::Place& place) {
        if (!kind_)
            return refuse(place, "this rule has no kind, and the file sets none",
                          "put kind = \"bounce\" at the top of the file");
        draft_.shows = kind_->shows;
        draft_.kind = kind_->kind;
        if (draft_.all.empty() && draft_.any.empty())
            return refuse(place, "this rule looks at nothing",
                          "give it all = [ … ] or any = [ … ]");
        const bool fact = draft_.shows == Shows::fact;
        if (fact && (sign_ || strength_ || draft_.points != 0))
            return refuse(place,
                          "a fact has no sign, strength or points: it shows nothing by itself");
        if (!fact && !sign_)
            return refuse(place, "this rule has no sign",
                          R"(write sign = "structure" or sign = "phrase")");
        const bool structure = !fact && *sign_ == Sign::structure;
        if (structure && !strength_)
            return refuse(place, "a rule of sign \"structure\" needs a strength",
                          "weak, strong or decisive");
        if (!structure && strength_)
            return refuse(place,
                          "a phrase has no strength: it never makes an automatic reply alone");
        draft_.sign = sign_.value_or(Sign::structure);
        draft_.strength = strength_.value_or(Strength::weak);
        return Done{};
    }

    Result<std::string> text(const Value& value, std::string_view what) const {
        const auto* held = value.as<std::string>();
        if (held == nullptr)
            return refuse(value.place, std::string(what) + " must be a string, not "
                                           + std::string(value.type_name()));
        if (base::trim(*held).empty())
            return refuse(value.place, std::string(what) + " is empty");
        return *held;
    }

    template<std::size_t N>
    Result<std::size_t> word_of(const Value& value, std::string_view what,
                                const std::array<std::string_view, N>& words) const {
        const auto written = text(value, what);
        if (!written)
            return base::fail(written.error());
        const auto found = std::find(words.begin(), words.end(), *written);
        if (found != words.end())
            return static_cast<std::size_t>(found - words.begin());
        return refuse(value.place, "unknown " + std::string(what) + " \"" + *written + '"',
                      did_you_mean(*written, words));
    }

    Result<Done> read_id(const Value& value) {
        auto id = text(value, "id");
        if (!id)
            return base::fail(id.error());
        const bool lower = std::all_of(id->begin(), id->end(), [](char c) {
            return base::is_digit(c) || (c >= 'a' && c <= 'z') || c == '-' || c == '.';
        });
        if (!lower || !base::is_alnum(id->front()) || !base::is_alnum(id->back())) {
            return refuse(value.place, "an id is lower case letters, digits, dashes and dots",
                          "e.g. exim-x-failed-recipients");
        }
        if (std::find(ids_.begin(), ids_.end(), *id) != ids_.end())
            return refuse(value.place, "there is a rule \"" + *id + "\" already");
        if (is_subject_fact(*id))
            return refuse(value.place, '"' + *id + "\" is the name of a fact that is always there");
        draft_.id = std::move(*id);
        return Done{};
    }

    Result<Done> read_why(const Value& value) {
        auto why = text(value, "why");
        if (!why)
            return base::fail(why.error());
        draft_.why = std::move(*why);
        return Done{};
    }

    // For the author only.
    Result<Done> read_note(const Value& value) {
        const auto note = text(value, "note");
        if (!note)
            return base::fail(note.error());
        return Done{};
    }

    Result<Done> read_kind(const Value& value, std::optional<ShowsKind>& into) const {
        std::array<std::string_view, k_kinds + 2> words{};
        std::copy(k_kind_words.begin(), k_kind_words.end(), words.begin());
        words[k_kinds] = "automatic";
        words[k_kinds + 1] = "fact";
        const auto found = word_of(value, "kind", words);
        if (!found)
            return base::fail(found.error());
        if (*found < k_kinds)
            into = ShowsKind{Shows::kind, static_cast<Kind>(*found)};
        else
            into = ShowsKind{*found == k_kinds ? Shows::automatic : Shows::fact, Kind::ordinary};
        return Done{};
    }

    Result<Done> read_own_kind(const Value& value) { return read_kind(value, kind_); }

    Result<Done> read_sign(const Value& value) {
        const auto found = word_of(value, "sign", k_sign_words);
        if (!found)
            return base::fail(found.error());
        sign_ = static_cast<Sign>(*found);
        return Done{};
    }

    Result<Done> read_strength(const Value& value) {
        const auto found = word_of(value, "strength", k_strength_words);
        if (!found)
            return base::fail(found.error());
        strength_ = static_cast<Strength>(*found);
        return Done{};
    }

    Result<Done> read_points(const Value& value) {
        const auto* number = value.as<std::int64_t>();
        if (number == nullptr || *number < 1 || *number > k_most_points)
            return refuse(value.place, "points is a whole number from 1 to 100");
        draft_.points = static_cast<int>(*number);
        return Done{};
    }

    Result<Done> read_conditions(const Value& value, std::vector<DraftCondition>& into) const {
        auto conditions = conditions_.list(value);
        if (!conditions)
            return base::fail(std::move(conditions.error()));
        into = std::move(*conditions);
        return Done{};
    }

    Result<Done> read_all(const Value& value) { return read_conditions(value, draft_.all); }
    Result<Done> read_any(const Value& value) { return read_conditions(value, draft_.any); }
    Result<Done> read_none(const Value& value) { return read_conditions(value, draft_.none); }

    // Examples are completed when all conditions are known; here only their form is checked.
    Result<Done> read_examples(const Value& value) const {
        const auto* array = value.as<Array>();
        if (array == nullptr)
            return refuse(value.place,
                          "examples are an array, not " + std::string(value.type_name()));
        if (array->empty())
            return refuse(value.place, "there is no example here: every rule shows what it hits "
                                       "and what it must leave alone");
        return Done{};
    }
    Result<Done> read_yes(const Value& value) { return read_examples(value); }
    Result<Done> read_no(const Value& value) { return read_examples(value); }

    Result<Done> complete_examples(const Table& table) {
        for (const bool wanted : {true, false}) {
            for (const Value& value : *table.find(wanted ? "yes" : "no")->as<Array>()) {
                auto mail = read_example(document_, value, draft_);
                if (!mail)
                    return base::fail(std::move(mail.error()));
                draft_.examples.push_back(
                    {draft_.id, std::move(*mail), wanted, document_.whole(value.place)});
            }
        }
        return Done{};
    }

    const toml::Document& document_;
    ConditionReader conditions_;
    std::vector<std::string> ids_;
    std::optional<ShowsKind> default_kind_;
    std::vector<Draft> drafts_;
    base::Faults faults_;
    // The rule at hand.
    Draft draft_;
    std::optional<ShowsKind> kind_;
    std::optional<Sign> sign_;
    std::optional<Strength> strength_;
};

} // namespace

RuleFile read_rules(std::string_view toml_text, const std::string& file_name, const Above& above) {
    const auto document = toml::parse(toml_text, file_name);
    if (!document)
        return {{}, {document.error()}};
    return RuleReader(*document, above).file();
}

Result<std::vector<Draft>> read_rule_file(std::string_view toml_text, const std::string& file_name,
                                          const Above& above) {
    RuleFile file = read_rules(toml_text, file_name, above);
    if (!file.faults.empty())
        return base::fail(std::move(file.faults.front()));
    return std::move(file.drafts);
}

} // namespace backsift::rules
