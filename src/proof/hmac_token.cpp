#include <algorithm>
#include <array>

#include "base/text.hpp"
#include "proof/identity.hpp"
#include "proof/proof.hpp"
#include "proof/recipient_check.hpp"
#include "proof/sent_lookup.hpp"
#include "proof/stray_mark.hpp"
#include "proof/token_format.hpp"

namespace backsift::proof {
namespace {

// Delivery is tried for five days, quarantines and vacation programs take longer.
constexpr Day k_lifetime = 30;
// Clocks and time zones differ by less.
constexpr Day k_clock_error = 2;

// What a header shows of tokens, the best last.
enum class Seen : std::uint8_t {
    nothing,    // no such field
    unreadable, // a field that is no token, or one of a key that is not ours
    unfitting,  // a known key, and no identity of ours
    good
};
struct Found {
    Seen seen = Seen::nothing;
    Day day = 0;
    std::string key_id{};
    std::string nonce{};
};

class HmacToken final : public Proof {
  public:
    HmacToken(std::string header, SharedKeys keys, const std::vector<std::string>& addresses,
              Coverage coverage, std::shared_ptr<const SentLookup> sent_mail)
        : header_(std::move(header)),
          keys_(std::move(keys)),
          identities_(addresses),
          coverage_(coverage),
          sent_mail_(std::move(sent_mail)),
          shown_(base::clean(header_, 80)) {}

    [[nodiscard]] Reply ask(const Question& question) const override {
        const Found found = look(question.returned);
        switch (found.seen) {
        case Seen::good: {
            Reply reply = about_good(found, question);
            apply(whom_it_went_to(found, question, reply), reply);
            return reply;
        }
        case Seen::unfitting:
            return about_unfitting(found);
        case Seen::unreadable:
            return {"token", Answer::unknown,
                    "The returned header bears a " + shown_
                        + " that is not readable as a token of a key of ours: cut, broken or "
                          "strange.",
                    "A key that was in use must stay in the key file (retired), else its mail "
                    "cannot be told."};
        case Seen::nothing:
            break;
        }
        return about_missing(question);
    }

  private:
    [[nodiscard]] Found look(const message::Returned* returned) const {
        Found best;
        if (returned == nullptr) {
            return best;
        }
        const auto fields = returned->header.all(header_);
        if (fields.empty()) {
            return best;
        }
        const std::vector<std::string> candidates = identities_.candidates(returned->header);
        const std::size_t count = std::min(fields.size(), k_most_tokens);
        for (std::size_t i = 0; i < count; ++i) {
            Found found = look(message::unfold(fields[i]->value), candidates);
            if (found.seen > best.seen) {
                best = std::move(found);
            }
        }
        // One of those not looked at may be good.
        if (fields.size() > count && best.seen != Seen::good) {
            best.seen = Seen::unreadable;
        }
        return best;
    }

    [[nodiscard]] Found look(std::string_view value,
                             const std::vector<std::string>& candidates) const {
        const auto token = read_token(value);
        if (!token) {
            return {Seen::unreadable};
        }
        const auto key = std::find_if(keys_->begin(), keys_->end(), [&token](const TokenKey& one) {
            return one.id == token->key_id;
        });
        if (key == keys_->end()) {
            return {Seen::unreadable};
        }
        const bool good = std::any_of(candidates.begin(), candidates.end(), [&](const auto& one) {
            return fits(*token, *key, header_, one);
        });
        return {good ? Seen::good : Seen::unfitting, token->day, token->key_id, token->nonce};
    }

    // Whoever got the mail can copy its token, and write a To of his own beside it. An index from
    // before tokens were entered, or one in trouble, leaves it at what the returned fields say.
    [[nodiscard]] RecipientCheck whom_it_went_to(const Found& found, const Question& question,
                                                 Reply& reply) const {
        if (sent_mail_ != nullptr && sent_mail_->trouble().empty()) {
            const SentMessage sent = sent_mail_->by_token(found.nonce);
            if (sent.look == Look::hit && sent.names_recipients) {
                reply.tied = true;
                RecipientCheck check = check_recipient(question, sent.went_to);
                return check.fit == Fit::nothing ? check_addressees(question, sent.went_to) : check;
            }
        }
        return check_recipient(question);
    }

    [[nodiscard]] Reply about_good(const Found& found, const Question& question) const {
        Reply reply{"token", Answer::indicated,
                    "The returned header bears a " + shown_ + " made with our key " + found.key_id};
        if (!question.arrival) {
            reply.detail += ", but when the reply arrived, and so its age, cannot be told.";
            return reply;
        }
        const Day arrived = *question.arrival / k_day_seconds;
        const Day age = arrived - found.day;
        if (age > k_lifetime) {
            reply.detail += ", but " + std::to_string(age) + " days before the reply arrived.";
        } else if (age < -k_clock_error) {
            reply.detail += ", but dated " + std::to_string(-age) + " days after the reply.";
        } else {
            reply.answer = Answer::proven;
            reply.detail += " for one of our addresses.";
        }
        return reply;
    }

    [[nodiscard]] Reply about_unfitting(const Found& found) const {
        const std::string what = "The returned header bears a " + shown_ + " that names our key "
                                 + found.key_id + " and was not made with it";
        if (!identities_.can_be_listed()) {
            return {"token", Answer::unknown,
                    what + ", or for an address that a pattern of ours stands for.",
                    "[identity] addresses without wildcards would have decided this."};
        }
        return {"token", Answer::contradicted, what + " for any address of ours."};
    }

    [[nodiscard]] Reply about_missing(const Question& question) const {
        Reply reply{"token", Answer::unknown, {}};
        const auto bears_one = [this](const message::Returned& copy) {
            return look(&copy).seen != Seen::nothing;
        };
        if (std::any_of(question.copies.begin(), question.copies.end(), bears_one)) {
            reply.detail = "The returned header bears no " + shown_
                           + ", but another copy of it in what came back does.";
            return reply;
        }
        std::string why_not;
        reply.answer = absence(question, coverage_, why_not);
        const auto elsewhere = reply.answer == Answer::absent ? stray(question) : std::nullopt;
        if (elsewhere) {
            reply.answer = Answer::unknown;
            why_not = "one that names a key of ours stands elsewhere in what came back ("
                      + *elsewhere + ')';
        }
        reply.detail = question.returned == nullptr ? "No " + shown_ + " could be looked for"
                                                    : "The returned header bears no " + shown_;
        reply.detail += why_not.empty() ? ", which all our mail carries." : ": " + why_not + '.';
        if (reply.answer == Answer::unknown && covering_all_would_decide(question, coverage_)) {
            reply.remedy = "A token on all outgoing mail ([token] covers = \"all\") would have "
                           "decided this.";
        }
        return reply;
    }

    // Whether it was made with the key cannot be told everywhere: of a forged mail's body nobody
    // knows which of our addresses it pretends to come from.
    [[nodiscard]] std::optional<std::string> stray(const Question& question) const {
        return stray_mark(question, header_, [this](std::string_view value) {
            return look(value, {}).seen == Seen::unfitting;
        });
    }

    std::string header_;
    SharedKeys keys_;
    Identities identities_;
    Coverage coverage_;
    std::shared_ptr<const SentLookup> sent_mail_; // null: there is no index
    std::string shown_;
};

} // namespace

std::unique_ptr<const Proof> hmac_token(std::string header, SharedKeys keys,
                                        const std::vector<std::string>& addresses,
                                        Coverage coverage,
                                        std::shared_ptr<const SentLookup> sent_mail) {
    return std::make_unique<const HmacToken>(std::move(header), std::move(keys), addresses,
                                             coverage, std::move(sent_mail));
}

} // namespace backsift::proof
