// A set of rules with everything needed to ask them: what the generator writes as constants for the
// built-in rules, and what RuleSet::load makes on the heap for a user's own files.
#pragma once

#include <cstdint>
#include <deque>
#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "rules/prefilter.hpp"
#include "rules/rule.hpp"
#include "rules/rule_file.hpp"

namespace backsift::rules {

// A rule in force, and what can be said of it without looking at it: a mail that lacks the fields
// it asks for costs one comparison, not a walk through memory that nobody has touched yet.
struct Entry {
    const Rule* rule = nullptr;
    std::uint64_t needs_all = 0; // field_bit of every field that `all` asks for
    std::uint64_t needs_any = 0; // of those of which `any` wants one; 0: it wants something else
    std::uint32_t book = 0;      // its number on the shelf
    bool is_fact = false;
    Sign sign = Sign::structure;
};

[[nodiscard]] constexpr std::uint64_t field_bit(std::uint32_t key) {
    return std::uint64_t{1} << (key % 64);
}

struct Book {
    std::span<const Rule> rules;
    std::span<const std::string_view> patterns; // conditions hold their numbers
    std::span<const std::string_view> programs; // of the patterns (program.hpp), or none at all
    Prefilter prefilter;
    std::span<const Entry> entries; // of the rules, as the first book on a shelf
};

// The rules compiled from filters/*.toml; constants.
[[nodiscard]] const Book& builtin_book();

inline constexpr std::size_t k_most_patterns = 60'000;

// What runs its patterns: Boost.Regex, which compiles them when first asked, or their programs.
enum class Engine : std::uint8_t { boost, program };

// A book that owns what it says. Not movable: its rules point into it.
class OwnedBook {
  public:
    OwnedBook(const std::vector<Draft>& drafts, Engine engine);
    OwnedBook(const OwnedBook&) = delete;
    OwnedBook& operator=(const OwnedBook&) = delete;
    ~OwnedBook() = default;

    [[nodiscard]] const Book& book() const { return book_; }

  private:
    [[nodiscard]] std::string_view keep(std::string text) {
        return kept_.emplace_back(std::move(text));
    }
    void add_pattern(const Expression& expression);
    void look_up_fact(Condition& condition) const;
    void add_conditions(const std::vector<DraftCondition>& list, std::vector<Condition>& to);

    std::deque<std::string> kept_;
    std::vector<std::string_view> patterns_;
    std::vector<std::string_view> programs_;
    std::deque<std::vector<Condition>> conditions_;
    std::vector<Rule> rules_;
    std::vector<Entry> entries_;
    PrefilterBuilder prefilter_;
    Book book_;
};

// The key of a condition: name_key, or 0 where the name is a pattern or none is compared.
[[nodiscard]] std::uint32_t condition_key(const DraftCondition& condition);

} // namespace backsift::rules
