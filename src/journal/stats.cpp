#include "journal/stats.hpp"

#include <limits>
#include <numeric>
#include <optional>
#include <unordered_map>

#include "mailbox/message_path.hpp"

namespace backsift::journal {

namespace {

constexpr std::size_t k_most_hosts = 10'000; // anybody may make names up
constexpr message::UnixTime k_always = std::numeric_limits<message::UnixTime>::min();

std::size_t at(rules::Kind kind) {
    return static_cast<std::size_t>(kind);
}

std::size_t at(verdict::Word word) {
    return static_cast<std::size_t>(word);
}

// What tells messages apart that were moved: the name that never changes.
std::optional<std::size_t> name_of(const Record& record) {
    const auto path = mailbox::read_message_path(record.path);
    return path ? std::optional(std::hash<std::string>{}(path->unique)) : std::nullopt;
}

} // namespace

void Counts::add(const Record& record) {
    if (record.judged) {
        ++by_kind[at(record.judged->kind)][at(record.judged->verdict)];
        if (rules::is_automatic_reply(record.judged->kind))
            ++by_proof[static_cast<std::size_t>(record.judged->proof)];
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
    for (std::size_t answer = 0; answer < by_proof.size(); ++answer)
        by_proof[answer] += other.by_proof[answer];
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

std::uint64_t Counts::replies() const {
    return std::accumulate(by_proof.begin(), by_proof.end(), std::uint64_t{0});
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

message::UnixTime came(const Record& record) {
    return record.arrived.value_or(record.time);
}

void Stats::add(const Record& record) {
    periods[period_of(day_of_(came(record)), period)].add(record);
    total.add(record);
    if (!record.host.empty() && (hosts.size() < k_most_hosts || hosts.count(record.host) != 0))
        hosts[record.host].add(record);
}

base::Result<ReadBack> each_message(const std::string& state_directory, message::UnixTime since,
                                    const std::function<void(const Record&)>& visit) {
    std::unordered_map<std::size_t, std::size_t> last; // by name: the number of its last record
    std::size_t number = 0;
    const auto moved = read_back(state_directory, k_always, [&](const Record& record) {
        ++number;
        if (const auto name = record.run.empty() ? std::nullopt : name_of(record))
            last[*name] = number;
        return true;
    });
    if (!moved)
        return base::fail(moved.error());
    number = 0;
    return read_back(state_directory, k_always, [&](const Record& record) {
        ++number;
        bool moved_later = false;
        if (const auto name = last.empty() ? std::nullopt : name_of(record)) {
            const auto known = last.find(*name);
            moved_later = known != last.end() && known->second != number;
        }
        if (came(record) >= since && !moved_later)
            visit(record);
        return true;
    });
}

} // namespace backsift::journal
