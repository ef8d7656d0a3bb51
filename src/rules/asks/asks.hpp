// What each verb does with a mail: one row per verb, one file per row. With `note` the answer is
// known to be a hit, and the place and its words are written down.
#pragma once

#include <array>

#include "rules/inquiry.hpp"
#include "rules/verbs.hpp"

namespace backsift::rules {

[[nodiscard]] Match ask_field(Inquiry& inquiry, const Condition& condition, Hit* note);
[[nodiscard]] Match ask_address(Inquiry& inquiry, const Condition& condition, Hit* note);
[[nodiscard]] Match ask_part(Inquiry& inquiry, const Condition& condition, Hit* note);
[[nodiscard]] Match ask_status(Inquiry& inquiry, const Condition& condition, Hit* note);
[[nodiscard]] Match ask_returned(Inquiry& inquiry, const Condition& condition, Hit* note);
[[nodiscard]] Match ask_text(Inquiry& inquiry, const Condition& condition, Hit* note);
[[nodiscard]] Match ask_header_line(Inquiry& inquiry, const Condition& condition, Hit* note);
[[nodiscard]] Match ask_is(Inquiry& inquiry, const Condition& condition, Hit* note);

// In the order of Verb.
inline constexpr std::array<Ask, k_verbs.size()> k_asks{
    ask_field, ask_address, ask_part, ask_status, ask_returned, ask_text, ask_header_line, ask_is};

// hit if one is, else undetermined if one is, else miss.
[[nodiscard]] constexpr Match either(Match a, Match b) {
    if (a == Match::hit || b == Match::hit)
        return Match::hit;
    return a == Match::undetermined ? a : b;
}

// Writes down a thing that is just there.
void note_presence(Hit& note, std::string_view where, std::string_view shown);

} // namespace backsift::rules
