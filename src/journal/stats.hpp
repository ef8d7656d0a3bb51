// Counting the journal.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <map>

#include "journal/record.hpp"

namespace backsift::journal {

struct Counts {
    std::array<std::array<std::uint64_t, verdict::k_verdict_words.size()>, rules::k_kinds>
        by_kind{}; // [kind][verdict]
    std::uint64_t unjudged = 0;
    std::uint64_t in_folder = 0;
    std::uint64_t with_trouble = 0; // records with a note
    std::uint64_t bytes = 0;
    std::uint64_t microseconds = 0;

    void add(const Record& record);
    void add(const Counts& other);
    [[nodiscard]] std::uint64_t messages() const;
    [[nodiscard]] std::uint64_t of(rules::Kind kind, verdict::Word word) const;
    [[nodiscard]] std::uint64_t of(rules::Kind kind) const;
    [[nodiscard]] std::uint64_t of(verdict::Word word) const;
};

struct Stats {
    std::map<std::int64_t, Counts> days; // by days since 1970, UTC
    Counts total;

    void add(const Record& record);
};

} // namespace backsift::journal
