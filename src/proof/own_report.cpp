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

Reply reply(Answer answer, std::string detail) {
    return {"own-report", answer, std::move(detail)};
}

// The lines from the top down to an authenticated submission: what stands below is the client's own
// affair (webmail, a home relay) and shows no hop of ours. All of them when there is none.
Hops down_to_submission(const Hops& hops, const HostPatterns& ours) {
    Hops kept;
    for (const Hop& hop : hops) {
        kept.push_back(hop);
        if (is_authenticated(hop) && ours.has(hop.by)) {
            kept.back().has_from = false; // whoever logged in is one of us
            break;
        }
    }
    return kept;
}

class OwnReport final : public Proof {
  public:
    explicit OwnReport(const std::vector<std::string>& own_hosts) : ours_(own_hosts) {}

    [[nodiscard]] Reply ask(const Question& question) const override {
        if (ours_.empty()) {
            return reply(Answer::unknown, "No host of ours is known.");
        }
        const message::ReversePath& path = question.mail.envelope.reverse_path;
        if (message::is_known(path) && !message::is_null(path)) {
            return reply(Answer::unknown,
                         "It has a sender address, so no MTA of ours reports here.");
        }
        const Source bounce =
            source_of(hops_of(question.mail.header, question), ours_, Ours::listed);
        if (bounce.origin == Origin::unseen) {
            return reply(Answer::unknown, "No line of the trace shows who wrote this reply.");
        }
        if (bounce.origin == Origin::foreign) {
            return reply(Answer::unknown,
                         "The reply comes from " + bounce.foreign + ", not from our own MTA.");
        }
        return about(question, bounce);
    }

  private:
    [[nodiscard]] static Hops hops_of(const message::HeaderBlock& header,
                                      const Question& question) {
        message::Defects defects;
        return message::received_hops(header, question.limits, defects);
    }

    // Our own MTA wrote it. About mail that was handed in here, or about mail it took from outside?
    [[nodiscard]] Reply about(const Question& question, const Source& bounce) const {
        const Hops hops =
            question.returned == nullptr ? Hops{} : hops_of(question.returned->header, question);
        if (hops.empty()) {
            return bounce.named ? reply(
                       Answer::indicated,
                       "Our own MTA wrote this reply; it does not show from where it had the mail.")
                                : reply(Answer::unknown,
                                        "This reply was written on a host that it does not name.");
        }
        const Source mail = source_of(down_to_submission(hops, ours_), ours_, Ours::listed);
        if (mail.origin == Origin::foreign) {
            return reply(Answer::unknown,
                         "Our own MTA wrote this reply, but about mail that came from "
                             + mail.foreign + '.');
        }
        if (!bounce.named && !mail.named) {
            return reply(Answer::unknown,
                         "This reply was written on a host that it does not name.");
        }
        return reply(Answer::proven,
                     "Our own MTA wrote this reply, about mail that was handed in to it.");
    }

    HostPatterns ours_;
};

} // namespace

std::unique_ptr<const Proof> own_report(const std::vector<std::string>& own_hosts) {
    return std::make_unique<const OwnReport>(own_hosts);
}

} // namespace backsift::proof
