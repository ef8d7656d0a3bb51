// The tag in the address that a reply came to: ours, BATV, or a configured VERP.
#include <algorithm>
#include <utility>

#include "base/text.hpp"
#include "message/address.hpp"
#include "proof/came_to.hpp"
#include "proof/envelope_tag.hpp"
#include "proof/identity.hpp"
#include "proof/proof.hpp"
#include "proof/recipient_check.hpp"
#include "proof/unwrap.hpp"
#include "proof/verp.hpp"

namespace backsift::proof {
namespace {

constexpr Day k_lifetime = 30;   // as of the token in the header
constexpr Day k_clock_error = 2; // clocks and time zones differ by less
constexpr std::size_t k_shown = 120;

// What an address shows, the best last.
enum class Seen : std::uint8_t {
    nothing,
    strange,   // BATV of another's key, or of a key of ours that is gone
    unfitting, // names our key, and was not made with it for this address
    good
};
struct Found {
    Seen seen = Seen::nothing;
    EnvelopeTag tag{};
    std::string address{}; // without the tag
};

class Envelope final : public Proof {
  public:
    Envelope(SharedKeys keys, const std::vector<std::string>& addresses,
             const std::vector<std::string>& verp, Coverage coverage)
        : keys_(std::move(keys)),
          addresses_(addresses),
          identities_(addresses),
          verp_(verp),
          coverage_(coverage) {}

    [[nodiscard]] Reply ask(const Question& question) const override {
        std::vector<std::string> places = came_to(question);
        if (!question.mail.envelope.extension.empty()) {
            places.push_back(question.mail.envelope.extension);
        }
        Found best = look(places);
        if (best.seen < Seen::good) {
            const Found other = look(sent_from(question));
            if (other.seen == Seen::good) {
                best = other;
            }
        }
        if (best.seen == Seen::good) {
            Reply reply = about_good(best, question);
            apply(check_recipient(question), reply); // whoever got the mail can copy its tag
            return reply;
        }
        if (best.seen == Seen::unfitting) {
            return about_unfitting(best);
        }
        if (auto reply = by_verp(question, places)) {
            return *reply;
        }
        if (best.seen == Seen::strange) {
            return {"envelope", Answer::unknown,
                    "It came to an address with a tag of a key that is not ours."};
        }
        return about_missing(question, places);
    }

  private:
    // Where the reply itself says what the answered mail was sent from: its MTA took the tag off
    // before the mail reached us, or it was sent elsewhere.
    [[nodiscard]] static std::vector<std::string> sent_from(const Question& question) {
        std::vector<std::string> out;
        for (const auto& [name, value] : question.status.fields) {
            if (name == "x-postfix-sender") {
                out.emplace_back(base::trim(std::string_view(value).substr(value.find(';') + 1)));
            }
        }
        if (question.returned != nullptr) {
            for (const message::Address& address : message::parse_addresses(
                     question.returned->header.unfolded("Return-Path"), question.limits)) {
                out.push_back(address.text());
            }
        }
        return out;
    }

    [[nodiscard]] Found look(const std::vector<std::string>& addresses) const {
        Found best;
        for (const std::string& address : addresses) {
            if (auto tag = read_envelope_tag(address)) {
                Found found = judge(std::move(*tag));
                if (found.seen > best.seen) {
                    best = std::move(found);
                }
            }
        }
        return best;
    }

    [[nodiscard]] Found judge(EnvelopeTag tag) const {
        const std::vector<std::string> candidates = candidates_for(tag);
        bool known = false;
        for (std::size_t i = 0; i < keys_->size(); ++i) {
            const TokenKey& key = (*keys_)[i];
            known = known || (tag.form == TagForm::plus && tag.key_id == key.id);
            for (const std::string& identity : candidates) {
                if (fits(tag, key, i, identity)) {
                    return {Seen::good, std::move(tag), identity};
                }
            }
        }
        std::string address = tag.address;
        return {known ? Seen::unfitting : Seen::strange, std::move(tag), std::move(address)};
    }

    // The address itself, and ours that may have led there (an alias, another domain). Of BATV's
    // few bits every further candidate would cost some.
    [[nodiscard]] std::vector<std::string> candidates_for(const EnvelopeTag& tag) const {
        std::vector<std::string> out;
        if (!tag.address.empty() && (addresses_.empty() || is_ours(tag.address))) {
            out.push_back(tag.address);
        }
        if (tag.form == TagForm::plus || tag.address.empty()) {
            const auto more = identities_.candidates({});
            out.insert(out.end(), more.begin(), more.end());
        }
        return out;
    }

    [[nodiscard]] bool is_ours(std::string_view address) const {
        const std::string plain = without_tag(unwrapped(address));
        return std::any_of(addresses_.begin(), addresses_.end(), [&](const std::string& ours) {
            return base::glob_matches(ours, address) || base::glob_matches(ours, plain);
        });
    }

    // Days until it ends, by the calendar of its form; negative when it has.
    [[nodiscard]] static Day days_left(const EnvelopeTag& tag, Day arrived) {
        if (tag.form == TagForm::plus) {
            return tag.day + k_lifetime - arrived;
        }
        const Day ahead = (tag.day + k_batv_days - arrived % k_batv_days) % k_batv_days;
        return ahead <= k_batv_days / 2 ? ahead : ahead - k_batv_days;
    }

    [[nodiscard]] static Reply about_good(const Found& found, const Question& question) {
        const bool plus = found.tag.form == TagForm::plus;
        Reply reply{"envelope", Answer::indicated,
                    "It came to an address of ours with a tag made with our key"};
        reply.detail += plus ? ' ' + found.tag.key_id : "";
        if (!question.arrival) {
            reply.detail += ", but when the reply arrived, and so the tag's age, cannot be told.";
            return reply;
        }
        const Day left = days_left(found.tag, *question.arrival / k_day_seconds);
        const Day longest = (plus ? k_lifetime : k_batv_lifetime) + k_clock_error;
        if (left < 0) {
            reply.detail += ", but it ended " + std::to_string(-left) + " days before.";
        } else if (left > longest) {
            reply.detail += ", but it is dated after the reply.";
        } else {
            reply.answer = Answer::proven;
            reply.detail += '.';
        }
        return reply;
    }

    [[nodiscard]] Reply about_unfitting(const Found& found) const {
        const std::string what = "It came to an address with a tag that names our key "
                                 + found.tag.key_id + " and was not made with it";
        if (!identities_.can_be_listed() || !is_ours(found.address)) {
            return {"envelope", Answer::unknown,
                    what + ", or for an address that is not listed as ours.",
                    "[identity] addresses without wildcards would have decided this."};
        }
        return {"envelope", Answer::contradicted, what + " for any address of ours."};
    }

    [[nodiscard]] std::optional<Reply> by_verp(const Question& question,
                                               const std::vector<std::string>& places) const {
        for (const std::string& address : places) {
            const std::string recipient = verp_.recipient_in(address);
            if (recipient.empty()) {
                continue;
            }
            Reply reply{"envelope", Answer::unknown,
                        "It came to an address that names the recipient "
                            + base::clean(recipient, k_shown)};
            const bool same =
                check_recipient(question, one_of({mailbox_key(recipient)})).fit == Fit::fits;
            reply.answer = same ? Answer::indicated : Answer::unknown;
            reply.detail += same ? ", who is the one it reports about."
                                 : ", who is none that it reports about.";
            return reply;
        }
        return std::nullopt;
    }

    [[nodiscard]] Reply about_missing(const Question& question,
                                      const std::vector<std::string>& places) const {
        Reply reply{"envelope", Answer::unknown, "It came to no address with a tag of ours"};
        std::string why_not;
        Answer answer = absence(question, coverage_, why_not);
        if (answer == Answer::absent) {
            why_not = why_untagged_says_nothing(question, places);
            answer = why_not.empty() ? answer : Answer::unknown;
        }
        reply.answer = answer;
        reply.detail += why_not.empty() ? ", from which all our mail is sent." : ": " + why_not;
        reply.detail += reply.detail.ends_with('.') ? "" : ".";
        return reply;
    }

    // MTAs take tags off before they deliver, so what the envelope says is not enough: the report
    // itself must be addressed to us without one.
    [[nodiscard]] std::string
    why_untagged_says_nothing(const Question& question,
                              const std::vector<std::string>& places) const {
        if (std::string why = why_no_report(question); !why.empty()) {
            return why;
        }
        if (!question.is_delivery_report) {
            return "answers of other kinds go to the author as well as to where the mail was sent "
                   "from";
        }
        if (places.size() >= question.limits.addresses) {
            return "it was sent to more addresses than are looked at";
        }
        const auto to =
            message::parse_addresses(question.mail.header.unfolded("To"), question.limits);
        if (to.size() != 1 || !is_ours(to.front().text())) {
            return "it is not addressed to one address of ours alone";
        }
        if (question.returned->header.has("List-Id")) {
            return "it returns a list's mail, which the list sent from its own address";
        }
        const std::vector<std::string> from = sent_from(question);
        const auto strange = std::find_if(from.begin(), from.end(), [this](const auto& address) {
            return !address.empty() && !is_ours(address);
        });
        if (strange != from.end()) {
            return "the answered mail was sent from " + base::clean(*strange, k_shown);
        }
        return {};
    }

    SharedKeys keys_;
    std::vector<std::string> addresses_;
    Identities identities_;
    VerpPatterns verp_;
    Coverage coverage_;
};

} // namespace

std::unique_ptr<const Proof> envelope(SharedKeys keys, const std::vector<std::string>& addresses,
                                      const std::vector<std::string>& verp, Coverage coverage) {
    return std::make_unique<const Envelope>(std::move(keys), addresses, verp, coverage);
}

} // namespace backsift::proof
