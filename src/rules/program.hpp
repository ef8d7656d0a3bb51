// An expression as a string of bytes that a matcher of our own runs as it stands. The built-in
// patterns become such programs at build time: a process that judges one mail then compiles
// nothing, allocates nothing and needs no locale, which for a bounce was half of its whole cost.
//
// Boost.Regex (pattern.hpp) serves what is read at run time, and is the yardstick: a test compares
// both, place by place, for every built-in pattern.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "rules/pattern.hpp"

namespace backsift::rules {

struct Node;

// A program begins with the set of bytes that a match can begin with, and that of those that can
// stand second; a match that can be empty can begin anywhere, and behind one of a single byte
// anything can stand. Numbers of two bytes have the low one first; places count from the begin.
enum class Op : std::uint8_t {
    match,           //                        the end
    literal,         // n, n bytes             these bytes
    one_of,          // set                    one byte of the set
    repeat,          // how, least, most, 3 sets    bytes of the first set, in a row; what can
                     //                             follow, and what can stand second there
    either,          // place                  what follows, else go on there
    either_begun,    // place, n, n bytes      the same; what follows begins with one of these
    rather,          // place                  go on there, else what follows
    jump,            // place
    enter,           // number                 begin of a loop; its counter is that number
    loop,            // number, how, least, most, place   once more what follows, or go on there
    line_begin,      // ^
    line_end,        // $
    text_begin,      // \A
    text_end,        // \z
    word_edge,       // \b
    look_ahead,      // place                  does what follows up to its `match` stand here?
    look_ahead_not,  // place
    look_behind,     // place, width           ... end here?
    look_behind_not, // place, width
    atomic           // place                  what follows up to its `match`, the first way it does
};

enum class How : std::uint8_t { greedy, lazy, possessive };

inline constexpr std::size_t k_set_bytes = 32; // a bit per byte value
inline constexpr std::size_t k_first_op = 2 * k_set_bytes;
inline constexpr std::size_t k_loops = 16; // most loops of one program

// The expression as a program; "" where it is too large for one (more than k_loops loops, or
// 64 KiB).
[[nodiscard]] std::string write_program(const Node& tree);

// The leftmost match, and of those at one place the one that a Perl-like engine finds. Undetermined
// after k_most_steps. Thread-safe; never throws.
[[nodiscard]] Found run_program(std::string_view program, std::string_view text) noexcept;

inline constexpr std::uint32_t k_most_steps = 4'000'000; // tens of milliseconds

} // namespace backsift::rules
