#include "evidence/kind_choice.hpp"

#include <algorithm>
#include <array>

namespace backsift::evidence {

using rules::Hit;
using rules::Kind;
using rules::Rule;
using rules::Shows;
using rules::Sign;
using rules::Strength;

namespace {

int level(Strength strength) {
    return static_cast<int>(strength) + 1;
}

bool shows_automatic(const Rule& rule) {
    return rule.shows == Shows::automatic
           || (rule.shows == Shows::kind && rule.kind != Kind::ordinary);
}

bool shows_ordinary(const Rule& rule) {
    return rule.shows == Shows::kind && rule.kind == Kind::ordinary;
}

// A rule's points: its own, or what its strength is worth.
int points(const Rule& rule) {
    constexpr std::array k_by_strength{10, 30, 50};
    constexpr int k_phrase = 10;
    if (rule.points != 0)
        return rule.points;
    return rule.sign == Sign::phrase ? k_phrase
                                     : k_by_strength[static_cast<std::size_t>(rule.strength)];
}

// Who wins with equal points: the more special kind, since every kind may look like a bounce.
constexpr std::array k_order{
    Kind::challenge, Kind::confirmation, Kind::moderation, Kind::scanner_notice, Kind::receipt,
    Kind::complaint, Kind::delay,        Kind::success,    Kind::bounce,         Kind::autoreply};
static_assert(k_order.size() + 1 == rules::k_kinds);

} // namespace

Weighing weigh(const std::vector<Hit>& hits) {
    Weighing weighing;
    for (const Hit& hit : hits) {
        const Rule& rule = *hit.rule;
        if (rule.sign != Sign::structure)
            continue;
        if (shows_automatic(rule))
            weighing.automatic = std::max(weighing.automatic, level(rule.strength));
        if (shows_ordinary(rule))
            weighing.ordinary = std::max(weighing.ordinary, level(rule.strength));
    }
    return weighing;
}

bool phrases_matter(const Weighing& weighing) {
    // A weak sign that a phrase tips outweighs weak signs of an ordinary message, nothing more.
    if (weighing.automatic == 1)
        return weighing.ordinary <= 1;
    return weighing.automatic > weighing.ordinary;
}

Kind choose_kind(const std::vector<Hit>& structure, const std::vector<Hit>& phrases,
                 const Shape& shape) {
    const Weighing weighing = weigh(structure);
    const bool tipped = std::any_of(phrases.begin(), phrases.end(),
                                    [](const Hit& hit) { return shows_automatic(*hit.rule); });
    const bool automatic = weighing.automatic == 1 ? tipped && weighing.ordinary <= 1
                                                   : weighing.automatic > weighing.ordinary;
    if (!automatic)
        return Kind::ordinary;

    std::array<int, rules::k_kinds> sums{};
    for (const auto* hits : {&structure, &phrases}) {
        for (const Hit& hit : *hits) {
            if (hit.rule->shows == Shows::kind)
                sums[static_cast<std::size_t>(hit.rule->kind)] += points(*hit.rule);
        }
    }
    sums[static_cast<std::size_t>(Kind::ordinary)] = 0;
    Kind best = shape.reports_or_returns ? Kind::bounce : Kind::autoreply;
    int most = 0;
    for (const Kind kind : k_order) {
        const int sum = sums[static_cast<std::size_t>(kind)];
        if (sum > most) {
            most = sum;
            best = kind;
        }
    }
    return best;
}

} // namespace backsift::evidence
