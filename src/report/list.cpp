#include "report/list.hpp"

#include <algorithm>

#include "base/text.hpp"
#include "report/line_text.hpp"

namespace backsift::report {

namespace {

constexpr std::size_t k_place = 7;
constexpr std::size_t k_verdict = 13;
constexpr std::size_t k_kind = 15;
constexpr std::size_t k_name = 34;

std::string last_part(const std::string& path) {
    return base::clean(path.substr(path.rfind('/') + 1), 255);
}

} // namespace

std::string why(const Entry& entry) {
    if (!rules::is_automatic_reply(entry.verdict.kind))
        return entry.subject;
    if (entry.verdict.conflict)
        return "its proofs contradict each other";
    if (entry.recalled)
        return "proof: " + std::string(proof::word(entry.verdict.proof));
    const auto decisive =
        std::find_if(entry.proofs.begin(), entry.proofs.end(), [&](const proof::Reply& reply) {
            return reply.answer == entry.verdict.proof;
        });
    if (decisive == entry.proofs.end())
        return "no proof is configured that could tell";
    return decisive->name + ' ' + std::string(proof::word(decisive->answer)) + ": "
           + decisive->detail;
}

std::string list_head(const Dress& dress) {
    return paint(fit("to", k_place) + fit("verdict", k_verdict) + fit("kind", k_kind)
                     + fit("message", k_name) + "  why",
                 Colour::bold, dress)
           + '\n';
}

std::string list_row(const Entry& entry, const Dress& dress) {
    const verdict::Verdict& v = entry.verdict;
    constexpr std::size_t k_taken = k_place + k_verdict + k_kind + k_name + 2;
    constexpr std::size_t k_least_why = 24;
    const std::size_t rest =
        std::max(dress.width > k_taken ? dress.width - k_taken : 0, k_least_why);
    std::string reason = fit(why(entry), rest);
    reason.erase(reason.find_last_not_of(' ') + 1);
    return fit(verdict::word(v.place), k_place)
           + paint(fit(verdict::word(v.verdict), k_verdict), colour_of(v.verdict), dress)
           + fit(rules::word(v.kind), k_kind) + fit(last_part(entry.path), k_name) + "  " + reason
           + '\n';
}

} // namespace backsift::report
