#include "rules/prefilter.hpp"

#include <algorithm>
#include <cstring>
#include <set>
#include <tuple>
#include <unordered_map>
#include <utility>

#include "rules/rarity.hpp"

namespace backsift::rules {

namespace {

// Knuth's multiplicative hashing: the golden ratio times 2^32.
std::uint32_t hashed(std::uint32_t bytes, unsigned bits) {
    constexpr std::uint32_t k_golden = 0x9E3779B1U;
    return (bytes * k_golden) >> (32U - bits);
}

std::uint32_t slot(std::uint32_t bytes) {
    return hashed(bytes, k_bitmap_bits);
}

std::uint32_t bucket_of(std::uint32_t slot_number) {
    return slot_number >> (k_bitmap_bits - k_bucket_bits);
}

std::uint32_t byte_at(std::string_view text, std::size_t at) {
    return static_cast<unsigned char>(text[at]);
}

std::uint32_t gram_at(std::string_view text, std::size_t at) {
    return byte_at(text, at) << 24U | byte_at(text, at + 1) << 16U | byte_at(text, at + 2) << 8U
           | byte_at(text, at + 3);
}

// Where a literal must stand, its piece around the rarest gram must: sixteen bytes tell it well
// enough.
std::string rarest_piece(const std::string& literal) {
    constexpr std::size_t k_piece = 16;
    if (literal.size() <= k_piece)
        return literal;
    const std::size_t gram = rarest_gram(literal);
    const std::size_t lead = (k_piece - k_gram_bytes) / 2;
    return literal.substr(std::min(gram - std::min(gram, lead), literal.size() - k_piece), k_piece);
}

bool stands_there(const Prefilter& prefilter, const Gram& gram, std::string_view text,
                  std::size_t at) {
    if (at < gram.at)
        return false;
    const std::size_t start = at - gram.at;
    if (text.size() - start < gram.length)
        return false;
    const char* const literal = prefilter.pool.data() + gram.literal;
    // The ends tell nearly all of them off, without a call.
    return text[start] == literal[0] && text[start + gram.length - 1] == literal[gram.length - 1]
           && std::memcmp(text.data() + start, literal, gram.length) == 0;
}

// Each four bytes of the text, and where they begin.
template<typename Take>
void for_each_gram(std::string_view text, Take take) {
    if (text.size() < k_gram_bytes)
        return;
    std::uint32_t bytes = gram_at(text, 0) >> 8U;
    for (std::size_t at = 0; at + k_gram_bytes <= text.size(); ++at) {
        bytes = bytes << 8U | byte_at(text, at + k_gram_bytes - 1);
        take(bytes, at);
    }
}

std::set<std::string> rarest_pieces(const std::vector<std::string>& literals) {
    std::set<std::string> pieces; // different literals often share theirs
    for (const std::string& literal : literals)
        pieces.insert(rarest_piece(literal));
    return pieces;
}

// The rows of a table by pattern that are this one's.
template<typename Row>
std::span<const Row> of_pattern(std::span<const Row> rows, std::size_t pattern) {
    const auto found = std::equal_range(
        rows.begin(), rows.end(), Row{.pattern = static_cast<std::uint16_t>(pattern)},
        [](const Row& a, const Row& b) { return a.pattern < b.pattern; });
    return {found.first, found.second};
}

// Adds the patterns of the grams that stand at `at`. Those of one piece stand side by side: it is
// compared once.
void add_bucket(const Prefilter& prefilter, std::span<const Gram> bucket, std::uint32_t bytes,
                std::string_view text, std::size_t at, Candidates& out) {
    const Gram* compared = nullptr;
    bool stands = false;
    for (const Gram& gram : bucket) {
        if (gram.bytes != bytes)
            continue;
        if (compared == nullptr || compared->literal != gram.literal
            || compared->length != gram.length) {
            compared = &gram;
            stands = stands_there(prefilter, gram, text, at);
        }
        if (stands)
            out.add(gram.pattern);
    }
}

} // namespace

Candidates candidates(const Prefilter& prefilter, std::size_t patterns, std::string_view text) {
    Candidates out(patterns);
    for (const std::uint16_t pattern : prefilter.unfiltered)
        out.add(pattern);
    if (prefilter.grams.empty())
        return out;
    for_each_gram(text, [&](std::uint32_t bytes, std::size_t at) {
        const std::uint32_t place = slot(bytes);
        if (!has_bit(prefilter.bitmap, place))
            return;
        const std::uint32_t bucket = bucket_of(place);
        const std::uint32_t first = prefilter.buckets[bucket];
        add_bucket(prefilter, prefilter.grams.subspan(first, prefilter.buckets[bucket + 1] - first),
                   bytes, text, at, out);
    });
    return out;
}

bool has_short(const Prefilter& prefilter, std::size_t pattern, std::string_view text) {
    const auto own = of_pattern(prefilter.shorts, pattern);
    return std::any_of(own.begin(), own.end(), [&](const ShortLiteral& literal) {
        return text.find(std::string_view(literal.bytes.data(), literal.length))
               != std::string_view::npos;
    });
}

TextGrams::TextGrams(std::string_view text) {
    for_each_gram(text, [this](std::uint32_t bytes, std::size_t) {
        set_bit(bits_, hashed(bytes, k_text_bits));
    });
}

bool TextGrams::may_hold(std::uint32_t bytes) const {
    return has_bit(bits_, hashed(bytes, k_text_bits));
}

bool has_besides(const Prefilter& prefilter, std::size_t pattern, std::string_view text,
                 std::unique_ptr<const TextGrams>& grams) {
    if (!has_bit(prefilter.with_besides, pattern) || text.size() > k_longest_for_besides)
        return true;
    if (!grams)
        grams = std::make_unique<const TextGrams>(text);
    const auto own = of_pattern(prefilter.besides, pattern);
    return std::any_of(own.begin(), own.end(), [&](const Besides& one) {
        return grams->may_hold(one.bytes)
               && text.find(prefilter.pool.substr(one.literal, one.length))
                      != std::string_view::npos;
    });
}

std::uint32_t PrefilterBuilder::pooled(const std::string& literal) {
    std::size_t at = pool_.find(literal);
    if (at == std::string::npos) {
        at = pool_.size();
        pool_ += literal;
    }
    return static_cast<std::uint32_t>(at);
}

void PrefilterBuilder::add(std::uint16_t pattern, const std::vector<std::string>& required,
                           const std::vector<std::string>& besides) {
    with_shorts_.resize(pattern / 64U + 1U);
    with_besides_.resize(pattern / 64U + 1U);
    const bool any_empty = std::any_of(required.begin(), required.end(),
                                       [](const std::string& s) { return s.empty(); });
    if (required.empty() || any_empty) {
        unfiltered_.push_back(pattern);
        return;
    }
    for (const std::string& piece : rarest_pieces(required)) {
        const auto length = static_cast<std::uint8_t>(piece.size());
        if (piece.size() < k_gram_bytes) {
            ShortLiteral& literal = shorts_.emplace_back();
            piece.copy(literal.bytes.data(), piece.size());
            literal.length = length;
            literal.pattern = pattern;
            set_bit(with_shorts_, pattern);
            continue;
        }
        grams_.push_back({0, pooled(piece), pattern, length, 0});
    }
    for (const std::string& piece : rarest_pieces(besides)) {
        besides_.push_back({gram_at(piece, rarest_gram(piece)), pooled(piece), pattern,
                            static_cast<std::uint8_t>(piece.size())});
        set_bit(with_besides_, pattern);
    }
}

// Which four bytes of each piece are looked up: rare ones, and such as few other pieces have. All
// that share them are compared wherever they stand: by rarity alone "very" stood for a hundred
// pieces with "delivery" in them.
void PrefilterBuilder::choose_grams() {
    std::unordered_map<std::uint32_t, int> sharers;
    std::set<std::pair<std::uint32_t, std::uint8_t>> counted;
    for (const Gram& gram : grams_) {
        if (!counted.emplace(gram.literal, gram.length).second)
            continue;
        for (std::size_t at = 0; at + k_gram_bytes <= gram.length; ++at)
            ++sharers[gram_at(pool_, gram.literal + at)];
    }
    for (Gram& gram : grams_) {
        int best = 0;
        for (std::size_t at = 0; at + k_gram_bytes <= gram.length; ++at) {
            const std::string_view bytes =
                std::string_view(pool_).substr(gram.literal + at, k_gram_bytes);
            const int worth = static_cast<int>(rarity(bytes)) - sharers[gram_at(bytes, 0)];
            if (at > 0 && worth <= best)
                continue;
            best = worth;
            gram.bytes = gram_at(bytes, 0);
            gram.at = static_cast<std::uint8_t>(at);
        }
    }
}

Prefilter PrefilterBuilder::finish() {
    choose_grams();
    bitmap_.assign((std::size_t{1} << k_bitmap_bits) / 64, 0);
    buckets_.assign((std::size_t{1} << k_bucket_bits) + 1, 0);
    std::stable_sort(grams_.begin(), grams_.end(), [](const Gram& a, const Gram& b) {
        return std::tuple(slot(a.bytes), a.bytes, a.literal, a.length)
               < std::tuple(slot(b.bytes), b.bytes, b.literal, b.length);
    });
    for (const Gram& gram : grams_) {
        const std::uint32_t place = slot(gram.bytes);
        set_bit(bitmap_, place);
        ++buckets_[bucket_of(place) + 1];
    }
    for (std::size_t i = 1; i < buckets_.size(); ++i)
        buckets_[i] += buckets_[i - 1];
    return {bitmap_,      buckets_,    grams_,   pool_,        shorts_,
            with_shorts_, unfiltered_, besides_, with_besides_};
}

} // namespace backsift::rules
