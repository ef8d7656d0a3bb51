#include "proof/trace.hpp"

#include <algorithm>
#include <array>

#include "base/text.hpp"

namespace backsift::proof {
namespace {

using message::Hop;

constexpr std::size_t k_shown_name = 120;

bool is_localhost(std::string_view name) {
    return base::iequals(name, "localhost") || base::istarts_with(name, "localhost.");
}

// A name that says nothing about an owner: "localhost", "mailhub", "ex01.corp.local".
bool is_inner_name(std::string_view host) {
    constexpr std::array<std::string_view, 8> k_inner{
        ".local", ".lan", ".internal", ".intranet", ".localdomain", ".corp", ".home", ".home.arpa"};
    if (const auto address = read_ip(host)) {
        return is_internal(*address);
    }
    return host.find('.') == std::string_view::npos || is_localhost(host)
           || std::any_of(k_inner.begin(), k_inner.end(),
                          [host](std::string_view end) { return base::iends_with(host, end); });
}

bool is_same_address(std::string_view a, std::string_view b) {
    const auto first = read_ip(a);
    const auto second = read_ip(b);
    return first && second && *first == *second;
}

// `here`: the public name of the site that wrote the lines so far, "" while none has shown one.
bool leads_to(const Hop& hop, const Hop& below, std::string_view here) {
    if (client_of(hop) == Client::outside) {
        return same_site(hop.reverse, below.by) || is_same_address(hop.address, below.by);
    }
    if (below.by.empty()) {
        return client_of(below) == Client::none;
    }
    return is_inner_name(below.by) || here.empty() || same_site(here, below.by)
           || same_site(hop.reverse, below.by);
}

bool is_recorder(const Hop& hop, const Hop& top, const HostPatterns& hosts, Ours ours) {
    if (hop.by.empty()) {
        return client_of(hop) == Client::none;
    }
    return hosts.has(hop.by)
           || (ours == Ours::listed_or_near
               && (same_site(hop.by, top.by) || hosts.is_near(hop.by)));
}

bool is_own_client(const Hop& hop, const HostPatterns& hosts, Ours ours) {
    const Client client = client_of(hop);
    return client == Client::none || client == Client::loopback || hosts.has_address(hop.address)
           || (hop.confirmed && hosts.has_name(hop.reverse))
           || (ours == Ours::listed_or_near && hosts.is_near(hop.reverse));
}

} // namespace

Client client_of(const Hop& hop) {
    if (hop.local || !hop.has_from) {
        return Client::none;
    }
    if (const auto address = read_ip(hop.address)) {
        if (is_loopback(*address)) {
            return Client::loopback;
        }
        return is_internal(*address) ? Client::internal : Client::outside;
    }
    // sendmail writes "from localhost (localhost)" for what it made itself.
    return is_localhost(hop.reverse) ? Client::loopback : Client::outside;
}

std::string client_text(const Hop& hop) {
    std::string text = base::clean(hop.reverse, k_shown_name);
    if (!hop.address.empty()) {
        text += (text.empty() ? "[" : " [") + base::clean(hop.address, k_shown_name) + ']';
    }
    return text.empty() ? "an unnamed host" : text;
}

bool is_authenticated(const Hop& hop) {
    constexpr std::array<std::string_view, 4> k_ends{"smtpa", "smtpsa", "lmtpa", "lmtpsa"};
    return hop.with == "asmtp" // Exim before 4.43
           || std::any_of(k_ends.begin(), k_ends.end(),
                          [&hop](std::string_view end) { return base::iends_with(hop.with, end); });
}

Belief believe(const std::vector<Hop>& hops) {
    Belief belief;
    std::string_view here;
    bool crossed = false;
    for (std::size_t i = 0; i < hops.size(); ++i) {
        if (i > 0) {
            if (!leads_to(hops[i - 1], hops[i], here)) {
                break;
            }
            if (client_of(hops[i - 1]) == Client::outside) {
                crossed = true;
                here = {};
            }
        }
        ++belief.hops;
        belief.first += crossed ? 0 : 1;
        if (!hops[i].by.empty() && !is_inner_name(hops[i].by)) {
            here = hops[i].by;
        }
    }
    return belief;
}

Source source_of(const std::vector<Hop>& hops, const HostPatterns& hosts, Ours ours) {
    Source source;
    for (const Hop& hop : hops) {
        if (!is_recorder(hop, hops.front(), hosts, ours)) {
            return {Origin::foreign, source.named, base::clean(hop.by, k_shown_name)};
        }
        source.named = source.named || !hop.by.empty();
        if (!is_own_client(hop, hosts, ours)) {
            return {Origin::foreign, source.named, client_text(hop)};
        }
        source.origin = Origin::own;
    }
    return source;
}

} // namespace backsift::proof
