#include <algorithm>
#include <utility>

#include "base/text.hpp"
#include "message/received.hpp"
#include "proof/host_pattern.hpp"
#include "proof/proof.hpp"
#include "proof/trace.hpp"

namespace backsift::proof {
namespace {

using message::Hop;
using Hops = std::vector<Hop>;

constexpr std::size_t k_shown_name = 120;

std::string shown(std::string_view foreign) {
    return base::clean(foreign, k_shown_name);
}

Reply reply(Answer answer, std::string detail, std::string remedy = {}) {
    return {"relays", answer, std::move(detail), std::move(remedy)};
}

class Relays final : public Proof {
  public:
    Relays(const std::vector<std::string>& names, Coverage coverage)
        : ours_(names),
          coverage_(coverage) {}

    [[nodiscard]] Reply ask(const Question& question) const override {
        if (ours_.empty()) {
            return reply(Answer::unknown, "No relay of ours is known.");
        }
        if (question.returned == nullptr) {
            return reply(Answer::unknown,
                         "Nothing of the answered mail was returned, so its way cannot be seen.");
        }
        message::Defects defects;
        const Hops hops =
            message::received_hops(question.returned->header, question.limits, defects);
        if (hops.empty()) {
            return reply(Answer::unknown, "The returned header shows no way that the mail took.");
        }
        const Belief belief = believe(hops);
        if (auto found = as_client(hops, belief)) {
            return *found;
        }
        if (auto found = as_recorder(question, hops, belief)) {
            return *found;
        }
        if (auto found = out_of_place(hops, belief)) {
            return *found;
        }
        return missing(question, hops, belief);
    }

  private:
    [[nodiscard]] bool is_ours(const Hop& hop) const {
        return ours_.has_name(hop.reverse) || ours_.has_address(hop.address);
    }

    // Anywhere but in a HELO or `for`.
    [[nodiscard]] bool names_us(const Hop& hop) const {
        return is_ours(hop) || ours_.has(hop.by) || ours_.has_address(hop.by_address);
    }

    // Did our relay hand the mail on at this line? Its address is enough. A name alone is not:
    // some recorders write down what the owner of the address says it is called (qmail), so the
    // relay's own line must stand below as well.
    [[nodiscard]] bool vouched(const Hops& hops, std::size_t i) const {
        if (ours_.has_address(hops[i].address)) {
            return true;
        }
        return ours_.has_name(hops[i].reverse) && i + 1 < hops.size()
               && (ours_.has(hops[i + 1].by) || same_site(hops[i].reverse, hops[i + 1].by));
    }

    // A believed host took the mail from our relay.
    [[nodiscard]] std::optional<Reply> as_client(const Hops& hops, Belief belief) const {
        for (std::size_t i = 0; i < belief.hops; ++i) {
            const Client client = client_of(hops[i]);
            if (client != Client::none && client != Client::loopback && vouched(hops, i)) {
                const std::string by =
                    hops[i].by.empty() ? "The reporting site" : shown(hops[i].by);
                return reply(Answer::indicated,
                             by + " took the mail from our relay " + client_text(hops[i]) + '.');
            }
        }
        return std::nullopt;
    }

    // A line was written by our relay. Below a client from outside this is believed, because the
    // host above looked that client's name up. On top it is believed only when the bounce comes
    // from that relay: a site that puts no line of its own on top would return the forger's.
    [[nodiscard]] std::optional<Reply> as_recorder(const Question& question, const Hops& hops,
                                                   Belief belief) const {
        for (std::size_t i = belief.first; i < belief.hops; ++i) {
            if (ours_.has(hops[i].by)) {
                return reply(Answer::indicated, "The mail came from the site of our relay "
                                                    + shown(hops[i].by) + ", which recorded it.");
            }
        }
        for (std::size_t i = 0; i < belief.first; ++i) {
            if (ours_.has(hops[i].by)) {
                return at_reporter(question, hops, belief, hops[i].by);
            }
        }
        return std::nullopt;
    }

    [[nodiscard]] Reply at_reporter(const Question& question, const Hops& hops, Belief belief,
                                    std::string_view relay) const {
        message::Defects defects;
        const Hops outer = message::received_hops(question.mail.header, question.limits, defects);
        const Source bounce = source_of(outer, ours_, Ours::listed_or_near);
        if (bounce.origin != Origin::own) {
            return reply(Answer::unknown,
                         "Our relay wrote the topmost line of the returned header, but the reply "
                             + (bounce.origin == Origin::unseen
                                    ? std::string("shows no way that it took itself.")
                                    : "comes from " + bounce.foreign
                                          + ", so nobody vouches for that line."));
        }
        if (const Hop* stranger = taken_from_outside(hops, belief)) {
            return reply(Answer::unknown,
                         "Our relay itself reports, but it took the mail from outside: "
                             + client_text(*stranger) + '.');
        }
        return reply(Answer::indicated,
                     "Our relay " + shown(relay) + " itself reports, about mail handed in to it.");
    }

    // The first line by which our site took the mail from a host that is neither of the site nor
    // has authenticated: our relay may be an MX as well, and bounce a forgery.
    [[nodiscard]] const Hop* taken_from_outside(const Hops& hops, Belief belief) const {
        for (std::size_t i = 0; i < belief.first; ++i) {
            if (is_authenticated(hops[i])) {
                return nullptr;
            }
            if (client_of(hops[i]) == Client::outside && !is_ours(hops[i])
                && !same_site(hops[i].reverse, hops[i].by)) {
                return &hops[i];
            }
        }
        return nullptr;
    }

    // Our relay is named where anybody could have written it. Never absent then: a part of the way
    // may just be unreadable to us.
    [[nodiscard]] std::optional<Reply> out_of_place(const Hops& hops, Belief belief) const {
        for (std::size_t i = 0; i < hops.size(); ++i) {
            const Hop& hop = hops[i];
            if (!names_us(hop) && !ours_.is_near(hop.by)) {
                continue;
            }
            if (i < belief.hops) {
                return reply(
                    Answer::unknown,
                    "Our relay is named in line " + std::to_string(i + 1)
                        + " of the returned trace, but not as one that handed the mail on.");
            }
            return reply(Answer::unknown,
                         "Our relay is named in line " + std::to_string(i + 1)
                             + " of the returned trace, but the lines above do not lead there: "
                             + broken_link(hops, belief) + '.');
        }
        return std::nullopt;
    }

    [[nodiscard]] static std::string broken_link(const Hops& hops, Belief belief) {
        const Hop& last = hops[belief.hops - 1];
        if (client_of(last) != Client::outside) {
            return "they end at "
                   + (last.by.empty() ? std::string("a nameless host") : shown(last.by));
        }
        return "the mail came from " + client_text(last);
    }

    // The host from outside that handed the mail in to the reporting site.
    [[nodiscard]] static const Hop* entrance(const Hops& hops, Belief belief) {
        const auto end = hops.begin() + static_cast<std::ptrdiff_t>(belief.hops);
        const auto found = std::find_if(
            hops.begin(), end, [](const Hop& hop) { return client_of(hop) == Client::outside; });
        return found == end ? nullptr : &*found;
    }

    [[nodiscard]] Reply missing(const Question& question, const Hops& hops, Belief belief) const {
        const Hop* in = entrance(hops, belief);
        if (in == nullptr) {
            return nowhere(question, hops, belief);
        }
        const std::string from = "The mail came from " + client_text(*in);
        if (hops.size() >= question.limits.received_hops) {
            return reply(Answer::unknown,
                         from + ", but its trace is too long to be read to the end.");
        }
        if (ours_.is_near(in->reverse)) {
            return reply(Answer::unknown,
                         from + ", which belongs to a site of ours but is not listed.",
                         "If it is an outbound relay of yours, add it to [relays] names.");
        }
        if (const Hop* greeting = greeted_as_ours(hops, belief)) {
            return reply(Answer::unknown,
                         "The mail came from " + client_text(*greeting)
                             + ", which called itself our relay; no address of ours is listed to "
                               "compare.",
                         "The addresses of your relays in [relays] names would have decided this.");
        }
        std::string why_not;
        const Answer answer = absence(question, coverage_, why_not);
        if (answer == Answer::absent && stands_in_copy(question)) {
            return reply(Answer::unknown, from
                                              + ", not from a relay of ours, but another copy "
                                                "of its header names one.");
        }
        if (answer == Answer::absent) {
            return reply(answer, from + ", not from a relay of ours.");
        }
        return reply(answer, from + ", not from a relay of ours: " + why_not + '.',
                     covering_all_would_decide(question, coverage_)
                         ? "Relays that carry all outgoing mail ([relays] covers = \"all\") would "
                           "have decided this."
                         : "");
    }

    // No line shows from where the mail came in, and none names us: ours would have left its own.
    [[nodiscard]] Reply nowhere(const Question& question, const Hops& hops, Belief belief) const {
        std::string why_not;
        Answer answer = absence(question, coverage_, why_not);
        if (answer == Answer::absent && hops.size() >= question.limits.received_hops) {
            answer = Answer::unknown;
            why_not = "it is too long to be read to the end";
        }
        if (answer == Answer::absent && greeted_as_ours(hops, belief) != nullptr) {
            answer = Answer::unknown;
            why_not = "but a client called itself one, and no address can be compared";
        }
        if (answer == Answer::absent && stands_in_copy(question)) {
            answer = Answer::unknown;
            why_not = "but another copy of its header does";
        }
        return reply(answer, "No line of the returned trace names a relay of ours"
                                 + (why_not.empty() ? "." : ": " + why_not + '.'));
    }

    // Does the client of the line above seem to be who wrote the line below?
    [[nodiscard]] static bool leads(const Hop& above, const Hop& below) {
        return same_site(above.helo, below.by)
               || (!above.address.empty() && above.address == below.by_address);
    }

    // A line whose client called itself a relay of ours, with nothing to compare that with: no
    // address of its family is listed, and what its provider calls that address is no name of
    // ours. Or it has an address that only the recorder's own network has: behind a translator or a
    // load balancer every client has that one. Behind the believed lines those count to which the
    // line above leads by a HELO or an address, as within Office 365: what a forger gains by one is
    // little.
    [[nodiscard]] const Hop* greeted_as_ours(const Hops& hops, Belief belief) const {
        for (std::size_t i = 0; i < hops.size(); ++i) {
            if (i >= belief.hops && !leads(hops[i - 1], hops[i])) {
                break;
            }
            if (ours_.has_name(hops[i].helo)
                && (client_of(hops[i]) == Client::internal
                    || !ours_.knows_family_of(hops[i].address))) {
                return &hops[i];
            }
        }
        return nullptr;
    }

    // Does a copy's trace name a relay of ours anywhere but in a HELO?
    [[nodiscard]] bool stands_in_copy(const Question& question) const {
        message::Defects defects;
        for (const message::Returned& copy : question.copies) {
            const Hops hops = message::received_hops(copy.header, question.limits, defects);
            if (std::any_of(hops.begin(), hops.end(),
                            [this](const Hop& hop) { return names_us(hop); })) {
                return true;
            }
        }
        return false;
    }

    HostPatterns ours_;
    Coverage coverage_;
};

} // namespace

std::unique_ptr<const Proof> relays(const std::vector<std::string>& names, Coverage coverage) {
    return std::make_unique<const Relays>(names, coverage);
}

} // namespace backsift::proof
