#include "report/tally.hpp"

#include <algorithm>
#include <numeric>

#include "base/counted.hpp"
#include "base/text.hpp"

namespace backsift::report {

namespace {

constexpr std::int64_t k_day_seconds = 86'400;
constexpr std::size_t k_most_days = 50'000; // forged dates may name any
constexpr std::size_t k_most_hosts = 10'000;
constexpr std::size_t k_unreadable_kept = 100;

std::size_t at(rules::Kind kind) {
    return static_cast<std::size_t>(kind);
}

std::size_t at(verdict::Word word) {
    return static_cast<std::size_t>(word);
}

std::int64_t day_of(message::UnixTime time) {
    return (time - ((time % k_day_seconds) + k_day_seconds) % k_day_seconds) / k_day_seconds;
}

template<class Key>
void count(std::map<Key, ByVerdict>& counts, const Key& key, verdict::Word word, std::size_t most) {
    if (counts.size() < most || counts.count(key) != 0)
        ++counts[key][at(word)];
}

using Named = std::vector<std::pair<std::string, ByVerdict>>;

Named most_first(const std::map<std::string, ByVerdict>& counts) {
    Named out(counts.begin(), counts.end());
    std::stable_sort(out.begin(), out.end(),
                     [](const auto& a, const auto& b) { return sum(a.second) > sum(b.second); });
    return out;
}

} // namespace

std::size_t sum(const ByVerdict& counts) {
    return std::accumulate(counts.begin(), counts.end(), std::size_t{0});
}

void Tally::add(const Entry& entry) {
    ++messages_;
    ++by_kind_[at(entry.verdict.kind)][at(entry.verdict.verdict)];
    if (entry.verdict.place == verdict::Place::folder)
        ++into_folder_;
    closest_.add(entry);
    if (rules::is_automatic_reply(entry.verdict.kind)) {
        add_reply(entry);
    } else if (entry.time) {
        storms_.add_ordinary(*entry.time);
    }
}

void Tally::add_reply(const Entry& entry) {
    const verdict::Word word = entry.verdict.verdict;
    count(proofs_, deciding_proof(entry), word, k_most_hosts);
    if (!entry.host.empty())
        count(hosts_, entry.host, word, k_most_hosts);
    if (!entry.time)
        return;
    count(days_, day_of(*entry.time), word, k_most_days);
    if (word != verdict::Word::genuine)
        storms_.add_reply(*entry.time);
}

void Tally::add_unreadable(const std::string& path, const std::string& sentence) {
    ++unreadable_;
    if (unreadable_paths_.size() < k_unreadable_kept)
        unreadable_paths_.push_back(base::clean(path + ": " + sentence, 500));
}

const ByVerdict& Tally::of(rules::Kind kind) const {
    return by_kind_[at(kind)];
}

ByVerdict Tally::replies() const {
    ByVerdict out{};
    for (std::size_t kind = 0; kind < rules::k_kinds; ++kind) {
        if (!rules::is_automatic_reply(static_cast<rules::Kind>(kind)))
            continue;
        for (std::size_t word = 0; word < out.size(); ++word)
            out[word] += by_kind_[kind][word];
    }
    return out;
}

Named Tally::months() const {
    Named out;
    for (const auto& [day, counts] : days_) {
        const std::string date = message::format_utc(day * k_day_seconds);
        const std::string month = date.substr(0, date.find('-', 1) + 3);
        if (out.empty() || out.back().first != month)
            out.emplace_back(month, ByVerdict{});
        for (std::size_t word = 0; word < counts.size(); ++word)
            out.back().second[word] += counts[word];
    }
    return out;
}

Named Tally::hosts(std::size_t most) const {
    Named out = most_first(hosts_);
    if (out.size() > most)
        out.resize(most);
    return out;
}

Named Tally::proofs() const {
    return most_first(proofs_);
}

std::string headline(const Tally& tally) {
    const ByVerdict replies = tally.replies();
    const std::size_t all = sum(replies);
    const auto of = [&](verdict::Word word) { return std::to_string(replies[at(word)]); };
    return "In " + base::messages(tally.messages()) + " there " + (all == 1 ? "is " : "are ")
           + base::counted(all, "automatic reply", "automatic replies") + ": "
           + of(verdict::Word::genuine) + " answer your mail, " + of(verdict::Word::backscatter)
           + " do not, " + of(verdict::Word::unverifiable) + " cannot be told.";
}

std::string deciding_proof(const Entry& entry) {
    if (entry.verdict.conflict)
        return "conflict";
    const auto found =
        std::find_if(entry.proofs.begin(), entry.proofs.end(), [&](const proof::Reply& reply) {
            return reply.answer == entry.verdict.proof;
        });
    if (entry.verdict.proof == proof::Answer::unknown || found == entry.proofs.end())
        return "nothing could tell";
    return found->name + ' ' + std::string(proof::word(found->answer));
}

} // namespace backsift::report
