#include "report/closest.hpp"

#include <algorithm>

namespace backsift::report {

namespace {

using proof::Answer;

constexpr std::size_t k_kept_of_a_sort = 20;
constexpr std::size_t k_kept_of_a_reason = 3; // more of the same would tell nothing new

std::size_t answers(const Entry& entry, Answer wanted) {
    return static_cast<std::size_t>(
        std::count_if(entry.proofs.begin(), entry.proofs.end(),
                      [wanted](const proof::Reply& reply) { return reply.answer == wanted; }));
}

const proof::Reply* first_with(const Entry& entry, Answer wanted) {
    const auto found =
        std::find_if(entry.proofs.begin(), entry.proofs.end(),
                     [wanted](const proof::Reply& reply) { return reply.answer == wanted; });
    return found == entry.proofs.end() ? nullptr : &*found;
}

// Structure that speaks of an automatic reply, though not enough of it.
const evidence::Finding* near_miss(const Entry& entry) {
    const auto found = std::find_if(
        entry.findings.begin(), entry.findings.end(), [](const evidence::Finding& finding) {
            const auto kind = rules::kind_from_word(finding.shows);
            const bool reply =
                finding.shows == "automatic" || (kind && rules::is_automatic_reply(*kind));
            return reply && finding.strength != "phrase";
        });
    return found == entry.findings.end() ? nullptr : &*found;
}

std::string turning_point_of_ordinary(const Entry& entry) {
    const std::string sign = near_miss(entry)->id + " speaks for an automatic reply";
    const auto outweighs =
        std::find_if(entry.findings.begin(), entry.findings.end(),
                     [](const evidence::Finding& finding) { return finding.shows == "ordinary"; });
    return outweighs == entry.findings.end()
               ? sign + ": one more sign of that kind, and it would have been one."
               : sign + ", but " + outweighs->id + " against it.";
}

int distance_of_reply(const Entry& entry) {
    if (entry.verdict.conflict)
        return 0;
    const bool alone = answers(entry, entry.verdict.proof) < 2;
    switch (entry.verdict.proof) {
    case Answer::absent:
        return alone ? 1 : 4;
    case Answer::indicated:
        return alone ? 2 : 5;
    case Answer::unknown:
        return entry.original == Original::none ? 6 : 3;
    case Answer::contradicted:
        return 8;
    case Answer::proven:
        return k_far;
    }
    return k_far;
}

std::size_t number_with(const std::vector<Entry>& kept, const std::string& reason) {
    return static_cast<std::size_t>(std::count_if(
        kept.begin(), kept.end(), [&](const Entry& one) { return turning_point(one) == reason; }));
}

} // namespace

int distance(const Entry& entry) {
    if (rules::is_automatic_reply(entry.verdict.kind))
        return distance_of_reply(entry);
    return entry.verdict.kind == rules::Kind::ordinary && near_miss(entry) != nullptr ? 7 : k_far;
}

std::string turning_point(const Entry& entry) {
    if (const int far = distance(entry); far == k_far)
        return {};
    if (!rules::is_automatic_reply(entry.verdict.kind))
        return turning_point_of_ordinary(entry);
    if (entry.verdict.verdict == verdict::Word::genuine) {
        const proof::Reply* const reply = first_with(entry, entry.verdict.proof);
        if (reply == nullptr)
            return {};
        return answers(entry, entry.verdict.proof) < 2
                   ? "Only " + reply->name
                         + " shows that it answers mail of yours, by a sign that "
                           "others could imitate; without it nobody could tell."
                   : reply->name
                         + " and others show that it answers mail of yours, by signs that "
                           "others could imitate.";
    }
    return entry.verdict.would_change.empty() ? std::string() : entry.verdict.would_change.front();
}

void ClosestCalls::add(const Entry& entry) {
    const int far = distance(entry);
    if (far == k_far)
        return;
    std::vector<Entry>& kept = kept_[{far, entry.verdict.verdict, entry.verdict.kind}];
    if (kept.size() < k_kept_of_a_sort
        && number_with(kept, turning_point(entry)) < k_kept_of_a_reason)
        kept.push_back(entry);
}

namespace {

bool nearer(const Entry* a, const Entry* b) {
    return distance(*a) < distance(*b);
}

} // namespace

std::vector<Entry> ClosestCalls::nearest(std::size_t most) const {
    std::map<std::string, std::vector<const Entry*>> by_reason; // nearest sort first
    for (std::size_t round = 0; round < k_kept_of_a_sort; ++round) {
        for (const auto& [sort, kept] : kept_) {
            if (round < kept.size())
                by_reason[turning_point(kept[round])].push_back(&kept[round]);
        }
    }
    std::vector<const Entry*> chosen;
    for (std::size_t round = 0; round < k_kept_of_a_reason; ++round) {
        std::vector<const Entry*> next;
        for (const auto& [reason, all] : by_reason) {
            if (round < all.size())
                next.push_back(all[round]);
        }
        std::stable_sort(next.begin(), next.end(), nearer);
        for (const Entry* const one : next) {
            if (chosen.size() < most)
                chosen.push_back(one);
        }
    }
    std::stable_sort(chosen.begin(), chosen.end(), nearer);
    std::vector<Entry> out;
    out.reserve(chosen.size());
    for (const Entry* entry : chosen)
        out.push_back(*entry);
    return out;
}

} // namespace backsift::report
