// Finds out which patterns could match a text, so that the others are neither compiled nor run.
// Every pattern brings literals of which one must stand in whatever it matches. Of each literal
// four bytes that tell it well are looked up in a bitmap in one pass over the text, and then the
// literal is compared; literals shorter than that are searched for when their pattern's turn comes.
// So a pattern is passed over only where none of its literals stands in the text. Many bring a
// second set of which one must stand, too: it is looked for in short texts, when all else says yes.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace backsift::rules {

inline constexpr std::size_t k_gram_bytes = 4;
inline constexpr unsigned k_bitmap_bits = 16; // 8 KiB: fits the first-level cache beside the text
inline constexpr unsigned k_bucket_bits = 11;

struct Gram {
    std::uint32_t bytes = 0;   // four bytes of the literal, the first one highest
    std::uint32_t literal = 0; // where the literal begins in the pool
    std::uint16_t pattern = 0;
    std::uint8_t length = 0; // of the literal
    std::uint8_t at = 0;     // where the four bytes begin in it
};

// A literal too short for the bitmap, itself: the pool is large, and each place of it in which one
// stands were a page more for a process to touch.
struct ShortLiteral {
    std::array<char, k_gram_bytes - 1> bytes = {};
    std::uint8_t length = 0;
    std::uint16_t pattern = 0;
};

// One of a pattern's second set.
struct Besides {
    std::uint32_t bytes = 0;   // its rarest four
    std::uint32_t literal = 0; // where it begins in the pool
    std::uint16_t pattern = 0;
    std::uint8_t length = 0;
};

// The tables for one book of patterns: constants for the built-in rules, on the heap for others.
struct Prefilter {
    std::span<const std::uint64_t> bitmap;
    std::span<const std::uint32_t> buckets; // first gram of each bucket, and one past the last
    std::span<const Gram> grams;            // by bucket
    std::string_view pool;
    std::span<const ShortLiteral> shorts;       // by pattern
    std::span<const std::uint64_t> with_shorts; // a bit per pattern: has it any?
    // Patterns without literals: they could always match.
    std::span<const std::uint16_t> unfiltered;
    std::span<const Besides> besides;            // by pattern
    std::span<const std::uint64_t> with_besides; // a bit per pattern: has it a second set?
};

[[nodiscard]] inline bool has_bit(std::span<const std::uint64_t> bits, std::size_t number) {
    return (bits[number / 64] >> (number % 64) & 1U) != 0;
}
inline void set_bit(std::span<std::uint64_t> bits, std::size_t number) {
    bits[number / 64] |= std::uint64_t{1} << (number % 64);
}

// One bit per pattern of a book.
class Candidates {
  public:
    explicit Candidates(std::size_t patterns) : bits_((patterns + 63) / 64) {}
    void add(std::size_t pattern) { set_bit(bits_, pattern); }
    [[nodiscard]] bool has(std::size_t pattern) const { return has_bit(bits_, pattern); }

  private:
    std::vector<std::uint64_t> bits_;
};

// The patterns of which a literal of four bytes or more stands in the text, and those without any
// literal. Linear.
[[nodiscard]] Candidates candidates(const Prefilter& prefilter, std::size_t patterns,
                                    std::string_view text);

// Does one of the pattern's short literals stand in the text?
[[nodiscard]] bool has_short(const Prefilter& prefilter, std::size_t pattern,
                             std::string_view text);

// Could the pattern match somewhere in the text? `found`: the text's candidates. Asked a hundred
// times of a mail, and nearly always no: two bits say so.
[[nodiscard]] inline bool could_match(const Prefilter& prefilter, const Candidates& found,
                                      std::size_t pattern, std::string_view text) {
    return found.has(pattern)
           || (has_bit(prefilter.with_shorts, pattern) && has_short(prefilter, pattern, text));
}

inline constexpr unsigned k_text_bits = 12; // 512 bytes: one is made for a text now and then

// Which four bytes may stand in a text: a bit for each of its places.
class TextGrams {
  public:
    explicit TextGrams(std::string_view text);
    [[nodiscard]] bool may_hold(std::uint32_t bytes) const;

  private:
    std::array<std::uint64_t, (std::size_t{1} << k_text_bits) / 64> bits_{};
};

// Longer texts are not looked through for second sets: an attacker would write such as hold all
// their grams.
inline constexpr std::size_t k_longest_for_besides = 2048;

// Of a pattern that could match: does one of its second set stand in the text, or has it none?
// `grams`: those of the text, made when first needed.
[[nodiscard]] bool has_besides(const Prefilter& prefilter, std::size_t pattern,
                               std::string_view text, std::unique_ptr<const TextGrams>& grams);

// What the tables are made from, and their owner for rules read at run time.
class PrefilterBuilder {
  public:
    // No literals, or an empty one among them, make the pattern unfiltered. Call in the order of
    // the patterns. `besides`: a second set, of literals of at least four bytes; empty for none.
    void add(std::uint16_t pattern, const std::vector<std::string>& required,
             const std::vector<std::string>& besides = {});
    // Call once, after the last add(); the views stay valid as long as the builder.
    [[nodiscard]] Prefilter finish();

  private:
    [[nodiscard]] std::uint32_t pooled(const std::string& literal);
    void choose_grams();

    std::vector<std::uint64_t> bitmap_;
    std::vector<std::uint32_t> buckets_;
    std::vector<Gram> grams_;
    std::string pool_;
    std::vector<ShortLiteral> shorts_;
    std::vector<std::uint64_t> with_shorts_;
    std::vector<std::uint16_t> unfiltered_;
    std::vector<Besides> besides_;
    std::vector<std::uint64_t> with_besides_;
};

} // namespace backsift::rules
