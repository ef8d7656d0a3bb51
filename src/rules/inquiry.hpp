// One round of asking rules about one mail: keeps what was folded, searched and found out, so that
// a hundred rules that look at the Subject fold and scan it once.
#pragma once

#include <cstdint>
#include <deque>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "message/defect.hpp"
#include "rules/field_index.hpp"
#include "rules/rule_set.hpp"
#include "rules/shelf.hpp"
#include "rules/subject.hpp"

namespace backsift::rules {

// A text that patterns are searched in, and which of them could match it, when asked: those of the
// first book, which mostly is the only one, and of the others.
struct Target {
    std::string text;
    std::optional<Candidates> candidates = {};
    std::vector<std::optional<Candidates>> of_others = {};
    std::unique_ptr<const TextGrams> grams = {};
};

class Inquiry {
  public:
    // All three must outlive this.
    Inquiry(const Shelf& shelf, Subject& subject, message::Defects& defects);

    // Seen by a glance at the header: the rule asks for fields that are not there.
    [[nodiscard]] bool lacks_fields(const Entry& entry) const {
        const std::uint64_t there = fields_.bits();
        const bool lacks_all = (entry.needs_all & there) != entry.needs_all;
        const bool lacks_any = entry.needs_any != 0 && (entry.needs_any & there) == 0;
        return shelf_.use_prefilter && (lacks_all || lacks_any);
    }

    // The rule's hit, or nothing.
    [[nodiscard]] std::optional<Hit> ask(const Entry& entry, Words words = Words::shown);

    // --- for asks/*.cpp ---

    [[nodiscard]] Subject& subject() { return subject_; }

    // Does one of the condition's patterns match? With `note`, says where and shows the words.
    [[nodiscard]] Match search(Target& target, const Condition& condition, std::string_view where,
                               Hit* note);

    // The target kept for that place (any address that tells it from others), made by `make` at
    // first.
    template<class Make>
    [[nodiscard]] Target& target(const void* place, Make make) {
        for (const auto& [known, kept] : known_targets_) {
            if (known == place)
                return *kept;
        }
        Target& fresh = targets_.emplace_back();
        fresh.text = make();
        known_targets_.emplace_back(place, &fresh);
        return fresh;
    }

    // The fields of the mail's own header whose name the condition means, topmost first; at most
    // limits.received_hops of them (no field that comes more often is asked about). Good until
    // asked again: one list serves all, as a mail is asked some hundred times.
    using Fields = std::span<const message::Field* const>;
    [[nodiscard]] Fields fields(const Condition& condition);
    // The same in another header.
    [[nodiscard]] Fields fields(const message::HeaderBlock& header, const Condition& condition);

    // Of each part of the mail its media type as one word, made once.
    [[nodiscard]] const std::vector<std::string>& part_names();

    // Does the fact hold: one of Subject's, or a fact rule's?
    [[nodiscard]] Match fact(const Condition& condition, Hit* note);

  private:
    // The conditions at hand belong to this book; facts of other books may be asked on the way.
    class InBook;

    // A user's pattern that gives up has cost more than all the built-in ones; a mail on which some
    // do would take the rest of them for long enough to stop its delivery. So would thousands of
    // slow ones.
    [[nodiscard]] bool may_still_ask() const {
        const base::Limits& limits = subject_.limits();
        return book_ == 0
               || (given_up_ < limits.given_up_patterns && own_bytes_ < limits.own_pattern_bytes);
    }

    [[nodiscard]] Match decide(const Entry& entry);
    [[nodiscard]] Match ask(const Condition& condition, Hit* note);
    [[nodiscard]] Match all(std::span<const Condition> list);
    [[nodiscard]] Match any(std::span<const Condition> list);
    [[nodiscard]] const Condition* telling(const Rule& rule);
    void note_words(const Entry& entry, Hit& note);
    [[nodiscard]] Match fact_rule(std::size_t number);
    [[nodiscard]] std::size_t fact_number(const Condition& condition) const;
    [[nodiscard]] const Candidates& candidates(Target& target);

    const Shelf& shelf_;
    Subject& subject_;
    message::Defects& defects_;
    std::size_t book_ = 0;      // of the rule at hand
    std::size_t given_up_ = 0;  // of the users' patterns
    std::size_t own_bytes_ = 0; // searched for them
    FieldIndex fields_;         // of the mail's own header
    std::vector<const message::Field*> found_fields_;
    std::deque<Target> targets_;
    std::vector<std::pair<const void*, Target*>> known_targets_; // looked through for each question
    std::vector<std::string> part_names_;
    std::vector<std::optional<Match>> facts_; // by number of entry
};

// Asks one condition; the table of these, one row per verb, is in asks/asks.hpp.
using Ask = Match (*)(Inquiry& inquiry, const Condition& condition, Hit* note);

} // namespace backsift::rules
