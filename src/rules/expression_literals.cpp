// Which literals must stand in a text for an expression to match it. A set is only ever widened or
// given up, never narrowed, so it cannot hide a match.
#include <algorithm>
#include <optional>
#include <set>

#include "rules/expression_tree.hpp"

namespace backsift::rules {

namespace {

using Strings = std::set<std::string>;

constexpr std::size_t k_most_exact = 24;
constexpr std::size_t k_most_required = 400;
constexpr std::size_t k_longest_exact = 48;

struct Known {
    std::optional<Strings> exact;    // everything the node can match
    std::optional<Strings> required; // one of these is in whatever it matches
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

Known of_sequence(const Node& node) {
    Known out;
    Strings run{""};
    bool whole = true;
    for (const Node& child : node.children) {
        Known known = analyse(child);
        consider(out.required, known.required);
        if (known.exact) {
            if (auto longer = product(run, *known.exact)) {
                run = std::move(*longer);
                continue;
            }
        }
        whole = false;
        consider(out.required, run);
        run = known.exact ? std::move(*known.exact) : Strings{""};
    }
    consider(out.required, run);
    if (whole)
        out.exact = std::move(run);
    return out;
}

Known of_choice(const Node& node) {
    if (node.takes_no_room())
        return {Strings{""}, std::nullopt};
    Known out{Strings{}, Strings{}};
    for (const Node& child : node.children) {
        Known known = analyse(child);
        if (!known.required && known.exact && usable(*known.exact))
            known.required = known.exact;
        if (!known.exact)
            out.exact.reset();
        if (!known.required)
            out.required.reset();
        if (out.exact)
            out.exact->merge(*known.exact);
        if (out.required)
            out.required->merge(*known.required);
    }
    if (out.exact && out.exact->size() > k_most_exact)
        out.exact.reset();
    if (out.required && !usable(*out.required))
        out.required.reset();
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
    return out;
}

Known analyse(const Node& node) {
    switch (node.type) {
    case Node::Type::literal:
        return {Strings{node.text}, std::nullopt};
    case Node::Type::byte_set:
        if (node.members.empty())
            return {};
        return {Strings(node.members.begin(), node.members.end()), std::nullopt};
    case Node::Type::assertion:
        return {Strings{""}, std::nullopt};
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

} // namespace

std::vector<std::string> required_literals(const Node& node) {
    const Known known = analyse(node);
    std::optional<Strings> best = known.required;
    consider(best, known.exact);
    if (!best)
        return {};
    return {best->begin(), best->end()};
}

std::vector<std::string> literal_runs(const Node& node) {
    std::set<std::string> runs;
    std::string run;
    collect_runs(node, run, runs);
    if (!run.empty())
        runs.insert(std::move(run));
    return {runs.begin(), runs.end()};
}

} // namespace backsift::rules
