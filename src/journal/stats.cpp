#include "journal/stats.hpp"

#include <numeric>

namespace backsift::journal {

namespace {

constexpr std::int64_t k_day_seconds = 86'400;

std::size_t at(rules::Kind kind) {
    return static_cast<std::size_t>(kind);
}

std::size_t at(verdict::Word word) {
    return static_cast<std::size_t>(word);
}

// Rounds down, also before 1970.
std::int64_t day_of(message::UnixTime time) {
    return (time - ((time % k_day_seconds) + k_day_seconds) % k_day_seconds) / k_day_seconds;
}

} // namespace

void Counts::add(const Record& record) {
    if (record.judged) {
        ++by_kind[at(record.judged->kind)][at(record.judged->verdict)];
    } else {
        ++unjudged;
    }
    if (record.place == verdict::Place::folder)
        ++in_folder;
    if (!record.note.empty())
        ++with_trouble;
    bytes += record.bytes;
    microseconds += record.microseconds;
}

void Counts::add(const Counts& other) {
    for (std::size_t kind = 0; kind < by_kind.size(); ++kind) {
        for (std::size_t word = 0; word < by_kind[kind].size(); ++word) {
            by_kind[kind][word] += other.by_kind[kind][word];
        }
    }
    unjudged += other.unjudged;
    in_folder += other.in_folder;
    with_trouble += other.with_trouble;
    bytes += other.bytes;
    microseconds += other.microseconds;
}

std::uint64_t Counts::messages() const {
    std::uint64_t sum = unjudged;
    for (const auto& words : by_kind)
        sum = std::accumulate(words.begin(), words.end(), sum);
    return sum;
}

std::uint64_t Counts::of(rules::Kind kind, verdict::Word word) const {
    return by_kind[at(kind)][at(word)];
}

std::uint64_t Counts::of(rules::Kind kind) const {
    const auto& words = by_kind[at(kind)];
    return std::accumulate(words.begin(), words.end(), std::uint64_t{0});
}

std::uint64_t Counts::of(verdict::Word word) const {
    std::uint64_t sum = 0;
    for (const auto& words : by_kind)
        sum += words[at(word)];
    return sum;
}

void Stats::add(const Record& record) {
    days[day_of(record.time)].add(record);
    total.add(record);
}

} // namespace backsift::journal
