// Counting the journal.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <map>
#include <string>

#include "journal/journal.hpp"
#include "journal/period.hpp"
#include "journal/record.hpp"

namespace backsift::journal {

struct Counts {
    std::array<std::array<std::uint64_t, verdict::k_verdict_words.size()>, rules::k_kinds>
        by_kind{};                                                      // [kind][verdict]
    std::array<std::uint64_t, proof::k_answer_words.size()> by_proof{}; // of automatic replies
    std::uint64_t unjudged = 0;
    std::uint64_t in_folder = 0;
    std::uint64_t with_trouble = 0; // records with a note
    std::uint64_t bytes = 0;
    std::uint64_t microseconds = 0;

    void add(const Record& record);
    void add(const Counts& other);
    [[nodiscard]] std::uint64_t messages() const;
    [[nodiscard]] std::uint64_t replies() const; // automatic ones
    [[nodiscard]] std::uint64_t of(rules::Kind kind, verdict::Word word) const;
    [[nodiscard]] std::uint64_t of(rules::Kind kind) const;
    [[nodiscard]] std::uint64_t of(verdict::Word word) const;
};

// When the message came, as far as the record tells.
[[nodiscard]] message::UnixTime came(const Record& record);

struct Stats {
    // `day_of`: a time's calendar day, in days since 1970-01-01.
    Stats(Period by, std::function<std::int64_t(message::UnixTime)> day_of)
        : period(by),
          day_of_(std::move(day_of)) {}

    Period period;
    std::map<std::int64_t, Counts> periods; // by number; those without a message are missing
    std::map<std::string, Counts> hosts;    // that report; at most 10,000
    Counts total;

    void add(const Record& record);

  private:
    std::function<std::int64_t(message::UnixTime)> day_of_;
};

// Calls `visit` for every message that came since `since`, oldest record first. A message that a
// run moved, or moved back, stands in the journal again: only its last record counts. Memory grows
// with the number of those only.
[[nodiscard]] base::Result<ReadBack> each_message(const std::string& state_directory,
                                                  message::UnixTime since,
                                                  const std::function<void(const Record&)>& visit);

} // namespace backsift::journal
