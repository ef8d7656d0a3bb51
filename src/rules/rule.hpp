// One rule as plain values: what filters/*.toml says, compiled to tables at build time. The text of
// a rule file is described in filters/README.md.
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <string_view>

#include "base/text.hpp"
#include "rules/kind.hpp"

namespace backsift::rules {

// What a hit shows. A fact shows nothing by itself: other rules ask for it with `is`.
// `automatic` is an automatic reply whose kind other rules must tell.
enum class Shows : std::uint8_t { fact, automatic, kind };

// Which of the two a rule is: structure may make a message an automatic reply, a phrase only says
// which kind it is, or tips a weak structural sign.
enum class Sign : std::uint8_t { structure, phrase };

// weak: not enough alone. strong: enough, unless a strong rule shows `ordinary`.
// decisive: enough, unless a decisive rule shows `ordinary`.
enum class Strength : std::uint8_t { weak, strong, decisive };

// What a condition looks at. Each is a row of the table in verbs.hpp and has its own file in asks/.
enum class Verb : std::uint8_t {
    field,       // a field of the outer header: decoded value
    address,     // the addresses of an outer field, each as local@domain in lower case
    part,        // a part's media type, e.g. "message/delivery-status"
    status,      // a field of the delivery status or disposition notification
    returned,    // a field of the returned message's header
    text,        // the notice's own words: text parts without the returned message, folded
    header_line, // the raw outer header with its mbox line: lines joined, ASCII lower case
    is           // a fact: one of Subject's, or a fact rule above
};

// One thing to look at. With patterns, one of them must match what is there; without, it must be
// there. Patterns are read by expression.hpp and searched in folded text (fold.hpp).
//
// Two to a cache line: a mail is asked a thousand conditions, each for the first time in its
// process.
struct Condition {
    std::uint32_t key = 0; // name_key(name): spares comparing names; 0 for a name with * or ?
    std::uint16_t first_pattern = 0; // by number in the book
    std::uint16_t patterns = 0;      // so many
    // Of `is`: the fact rule's number in the same book, or what Subject knows; -1: neither, or not
    // looked up.
    std::int16_t fact_rule = -1;
    std::int16_t subject_fact = -1;
    Verb verb = Verb::field;
    // Field name (may hold * and ?), media type glob, fact id; "" where it has none.
    std::string_view name = {};
};

// A hash of a field's name or a fact's id, ASCII case-insensitive; never 0 (FNV-1a).
[[nodiscard]] constexpr std::uint32_t name_key(std::string_view name) {
    std::uint32_t hash = 2166136261U;
    for (const char c : name)
        hash = (hash ^ static_cast<unsigned char>(base::lower(c))) * 16777619U;
    return hash == 0 ? 1 : hash;
}

// What is looked at for every mail stands first.
struct Rule {
    const Condition* conditions = nullptr; // all, any and none, one behind the other
    std::uint32_t how_many_all = 0;        // a file's length bounds them, and nothing else
    std::uint32_t how_many_any = 0;
    std::uint32_t how_many_none = 0;
    Shows shows = Shows::fact;
    Kind kind = Kind::ordinary; // with Shows::kind
    Sign sign = Sign::structure;
    Strength strength = Strength::weak;
    std::uint8_t points = 0; // for the choice among kinds; 0: the strength's default
    std::uint32_t key = 0;   // name_key(id)
    std::string_view id = {};
    std::string_view why = {};

    [[nodiscard]] std::span<const Condition> all() const { return {conditions, how_many_all}; }
    [[nodiscard]] std::span<const Condition> any() const {
        return {conditions + how_many_all, how_many_any};
    }
    [[nodiscard]] std::span<const Condition> none() const {
        return {conditions + how_many_all + how_many_any, how_many_none};
    }
    [[nodiscard]] std::span<const Condition> all_conditions() const {
        return {conditions, std::size_t{how_many_all} + how_many_any + how_many_none};
    }
};

} // namespace backsift::rules
