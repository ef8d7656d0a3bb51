// Which literals must stand in a text for an expression to match it. A set is only ever widened or
// given up, never narrowed, so it cannot hide a match.
#include <algorithm>
#include <limits>
#include <optional>
#include <set>

#include "rules/expression_tree.hpp"
#include "rules/rarity.hpp"

namespace backsift::rules {

namespace {

using Strings = std::set<std::string>;

constexpr std::size_t k_most_exact = 24;
constexpr std::size_t k_most_required = 400;
constexpr std::size_t k_longest_exact = 48;
constexpr std::size_t k_most_besides = 64; // looking for more costs what it spares

struct Known {
    std::optional<Strings> exact;    // everything the node can match
    std::optional<Strings> required; // one of these is in whatever it matches
    std::optional<Strings> besides;  // and one of these, in another place
};

Known analyse(const Node& node);

std::size_t shortest(const Strings& strings) {
    std::size_t least = std::string::npos;
    for (const std::string& s : strings)
        least = std::min(least, s.size());
    return least;
}

bool usable(const Strings& strings) {
    return !strings.empty() && strings.size() <= k_most_required && shortest(strings) > 0;
}

// Longer literals are rarer; beyond a dozen bytes fewer of them are better.
bool better(const Strings& a, const Strings& b) {
    constexpr std::size_t k_long_enough = 12;
    const std::size_t length_a = std::min(shortest(a), k_long_enough);
    const std::size_t length_b = std::min(shortest(b), k_long_enough);
    return length_a != length_b ? length_a > length_b : a.size() < b.size();
}

void consider(std::optional<Strings>& best, const std::optional<Strings>& offered) {
    if (offered && usable(*offered) && (!best || better(*offered, *best)))
        best = offered;
}

std::optional<Strings> product(const Strings& left, const Strings& right) {
    if (left.size() * right.size() > k_most_exact)
        return std::nullopt;
    Strings out;
    for (const std::string& l : left) {
        for (const std::string& r : right) {
            if (l.size() + r.size() > k_longest_exact)
                return std::nullopt;
            out.insert(l + r);
        }
    }
    return out;
}

// A set that some children of a sequence bring, from `begin` to before `end`.
struct Offer {
    Strings strings;
    std::size_t begin = 0;
    std::size_t end = 0;
    bool besides = false; // beside the set that the same child requires
};

// May both be asked for, as standing in two places?
bool apart(const Offer& a, const Offer& b) {
    if (a.begin >= b.end || b.begin >= a.end)
        return true;
    const bool of_one_child = a.end - a.begin == 1 && b.end - b.begin == 1;
    return of_one_child && a.besides != b.besides;
}

// By the commonest of its strings: one of "mail" and "message" stands in nearly every text.
unsigned rareness(const Strings& strings) {
    unsigned least = std::numeric_limits<unsigned>::max();
    for (const std::string& s : strings) {
        const auto gram = std::string_view(s).substr(rarest_gram(s), k_gram_bytes);
        least = std::min(least, gram.size() < k_gram_bytes ? 0 : rarity(gram));
    }
    return least;
}

bool rarer(const Strings& a, const Strings& b) {
    return rareness(a) > rareness(b);
}

// `beside`: only of those that stand apart from this one.
const Offer* best_of(const std::vector<Offer>& offers,
                     bool (*is_better)(const Strings& a, const Strings& b), const Offer* beside) {
    const Offer* best = nullptr;
    for (const Offer& offer : offers) {
        if (usable(offer.strings) && (beside == nullptr || apart(offer, *beside))
            && (best == nullptr || is_better(offer.strings, best->strings)))
            best = &offer;
    }
    return best;
}

Known of_sequence(const Node& node) {
    std::vector<Offer> offers;
    Strings run{""};
    std::size_t begun = 0;
    bool whole = true;
    for (std::size_t i = 0; i < node.children.size(); ++i) {
        Known known = analyse(node.children[i]);
        if (known.required)
            offers.push_back({*known.required, i, i + 1});
        if (known.besides)
            offers.push_back({*known.besides, i, i + 1, true});
        if (known.exact) {
            if (auto longer = product(run, *known.exact)) {
                run = std::move(*longer);
                continue;
            }
        }
        whole = false;
        offers.push_back({run, begun, i});
        begun = known.exact ? i : i + 1;
        run = known.exact ? std::move(*known.exact) : Strings{""};
    }
    offers.push_back({run, begun, node.children.size()});
    Known out;
    if (const Offer* required = best_of(offers, better, nullptr)) {
        out.required = required->strings;
        if (const Offer* besides = best_of(offers, rarer, required))
            out.besides = besides->strings;
    }
    if (whole)
        out.exact = std::move(run);
    return out;
}

// One alternative without a set leaves the choice without one; beside what an alternative requires
// it may bring nothing more, and then brings that once more.
void merge(std::optional<Strings>& all, const std::optional<Strings>& one) {
    if (!one)
        all.reset();
    if (all)
        all->insert(one->begin(), one->end());
}

Known of_choice(const Node& node) {
    if (node.takes_no_room())
        return {Strings{""}, std::nullopt, std::nullopt};
    Known out{Strings{}, Strings{}, Strings{}};
    bool any_besides = false;
    for (const Node& child : node.children) {
        Known known = analyse(child);
        if (!known.required && known.exact && usable(*known.exact))
            known.required = known.exact;
        any_besides = any_besides || known.besides;
        merge(out.exact, known.exact);
        merge(out.required, known.required);
        merge(out.besides, known.besides ? known.besides : known.required);
    }
    if (out.exact && out.exact->size() > k_most_exact)
        out.exact.reset();
    if (out.required && !usable(*out.required))
        out.required.reset();
    if (!any_besides || (out.besides && !usable(*out.besides)))
        out.besides.reset();
    return out;
}

Known of_repeat(const Node& node) {
    Known inner = analyse(node.children[0]);
    Known out;
    if (node.least == 0) {
        if (node.most == 1 && inner.exact) {
            out.exact = std::move(inner.exact);
            out.exact->insert("");
        }
        return out;
    }
    if (node.least == 1 && node.most == 1)
        return inner;
    consider(out.required, inner.required);
    consider(out.required, inner.exact);
    out.besides = std::move(inner.besides);
    return out;
}

Known analyse(const Node& node) {
    switch (node.type) {
    case Node::Type::literal:
        return {Strings{node.text}, std::nullopt, std::nullopt};
    case Node::Type::byte_set:
        if (node.members.empty())
            return {};
        return {Strings(node.members.begin(), node.members.end()), std::nullopt, std::nullopt};
    case Node::Type::assertion:
        return {Strings{""}, std::nullopt, std::nullopt};
    case Node::Type::sequence:
        return of_sequence(node);
    case Node::Type::choice:
        return of_choice(node);
    case Node::Type::repeat:
        return of_repeat(node);
    }
    return {};
}

void collect_runs(const Node& node, std::string& run, std::set<std::string>& runs) {
    if (node.type == Node::Type::literal) {
        run += node.text;
        return;
    }
    if (node.type == Node::Type::sequence) {
        for (const Node& child : node.children)
            collect_runs(child, run, runs);
        return;
    }
    if (node.type == Node::Type::assertion)
        return;
    if (!run.empty())
        runs.insert(std::exchange(run, {}));
    for (const Node& child : node.children) {
        std::string inner;
        collect_runs(child, inner, runs);
        if (!inner.empty())
            runs.insert(std::move(inner));
    }
}

void collect_sets(const Node& node, std::set<std::string>& sets) {
    if (node.type == Node::Type::byte_set)
        sets.insert(node.text);
    for (const Node& child : node.children)
        collect_sets(child, sets);
}

} // namespace

RequiredLiterals required_literals(const Node& node) {
    const Known known = analyse(node);
    std::optional<Strings> best = known.required;
    consider(best, known.exact);
    RequiredLiterals out;
    if (!best)
        return out;
    out.required.assign(best->begin(), best->end());
    if (known.besides && shortest(*known.besides) >= k_gram_bytes
        && known.besides->size() <= k_most_besides)
        out.besides.assign(known.besides->begin(), known.besides->end());
    return out;
}

std::vector<std::string> literal_runs(const Node& node) {
    std::set<std::string> runs;
    std::string run;
    collect_runs(node, run, runs);
    if (!run.empty())
        runs.insert(std::move(run));
    return {runs.begin(), runs.end()};
}

std::vector<std::string> byte_sets(const Node& node) {
    std::set<std::string> sets;
    collect_sets(node, sets);
    return {sets.begin(), sets.end()};
}

unsigned repeat_depth(const Node& node) {
    unsigned deepest = 0;
    for (const Node& child : node.children)
        deepest = std::max(deepest, repeat_depth(child));
    const bool repeats = node.type == Node::Type::repeat && node.most > 1;
    return deepest + (repeats ? 1 : 0);
}

} // namespace backsift::rules
