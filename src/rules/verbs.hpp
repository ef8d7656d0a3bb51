// The verbs of a condition in a rule file: one row each. What a verb does with a mail stands in
// asks/<verb>.cpp; README, error sentences and the loader live from these rows.
#pragma once

#include <array>
#include <cstdint>
#include <string_view>

#include "rules/rule.hpp"

namespace backsift::rules {

// What stands behind the verb's key.
enum class Takes : std::uint8_t {
    field_name, // may hold * and ?; `matches` may follow
    media_type, // a glob; nothing follows
    patterns,   // one pattern or an array of them
    fact        // the id of a fact; nothing follows
};

struct VerbRow {
    Verb verb;
    std::string_view word;
    Takes takes;
    int cost; // conditions of one list are asked the cheapest first
    std::string_view describe;
};

inline constexpr std::array k_verbs{
    VerbRow{Verb::field, "field", Takes::field_name, 0,
            "a field of the mail's own header: its decoded value"},
    VerbRow{Verb::address, "address", Takes::field_name, 1,
            "the addresses in such a field, each as local@domain"},
    VerbRow{Verb::part, "part", Takes::media_type, 1,
            "a part of that media type, the mail itself included"},
    VerbRow{Verb::status, "status", Takes::field_name, 3,
            "a field of the delivery status or disposition notification"},
    VerbRow{Verb::returned, "returned", Takes::field_name, 5,
            "a field of the returned message's header"},
    VerbRow{Verb::text, "text", Takes::patterns, 6,
            "the notice's own words, without the returned message"},
    VerbRow{Verb::header_line, "header_line", Takes::patterns, 2,
            "the raw header with its mbox line, lines joined, not decoded"},
    VerbRow{Verb::is, "is", Takes::fact, 4, "a fact"},
};

[[nodiscard]] constexpr const VerbRow& row(Verb verb) {
    return k_verbs[static_cast<std::size_t>(verb)];
}

} // namespace backsift::rules
