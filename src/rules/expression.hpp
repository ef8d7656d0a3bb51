// The regular expressions of rule files: a part of Perl's syntax that is safe on UTF-8 bytes and
// cannot take more than linear time by a plain slip. filters/README.md describes it for authors.
//
// What is read here is written out again for the engine: literal characters folded (fold.hpp),
// groups without captures, a repeat of a character beyond ASCII wrapped, `*`, `+` and `{n,}`
// bounded.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.hpp"

namespace backsift::rules {

// What the expression will be searched in. Raw header lines are ASCII-lower-cased only: tabs and
// runs of blanks stay, characters beyond ASCII have no one form and are refused.
enum class Against : std::uint8_t { folded, raw_header };

// How far `*`, `+` and `{n,}` reach beyond their least, and the largest bound `{n,m}` may name. A
// search may begin anywhere, so an unbounded wildcard would cost the square of the text's size.
inline constexpr unsigned k_reach = 250;
inline constexpr unsigned k_largest_bound = 1000;
// So deep may repeats stand in repeats. Where it gives up at all the engine takes up to 2 s for
// three of them on limits.searched_text_bytes, and 40 s for five (measured on Boost 1.74).
inline constexpr unsigned k_deepest_repeat = 3;

struct Expression {
    std::string text;                  // for Pattern::compile
    std::string program;               // the same for run_program; "": too large for one
    std::vector<std::string> required; // one of these stands in whatever matches; empty: none known
    std::vector<std::string> besides;  // and one of these, of at least four bytes; likewise
    // For stress texts:
    std::vector<std::string> literals; // the runs of literal characters, each once
    std::vector<std::string> sets;     // the sets of characters as the engine reads them, each once
    base::Place place{};               // where it is written, as the rule file's reader knows
};

// Fails with Kind::config and the column (from 1, bytes of `written`) of what is not accepted.
[[nodiscard]] base::Result<Expression> read_expression(std::string_view written, Against against);

} // namespace backsift::rules
