// The ENVID that we gave to our mail, as a report brings it back.
#include <algorithm>
#include <utility>

#include "base/text.hpp"
#include "proof/came_to.hpp"
#include "proof/envelope_id.hpp"
#include "proof/identity.hpp"
#include "proof/proof.hpp"
#include "proof/recipient_check.hpp"
#include "proof/unwrap.hpp"

namespace backsift::proof {
namespace {

constexpr Day k_lifetime = 30;
constexpr Day k_clock_error = 2;

class EnvelopeIdProof final : public Proof {
  public:
    EnvelopeIdProof(SharedKeys keys, const std::vector<std::string>& addresses)
        : keys_(std::move(keys)),
          identities_(addresses) {}

    [[nodiscard]] Reply ask(const Question& question) const override {
        const std::string& written = question.status.original_envelope_id;
        if (written.empty()) {
            return unknown("The reply brings no Original-Envelope-Id back.");
        }
        const auto id = read_envelope_id(written);
        const auto key = std::find_if(keys_->begin(), keys_->end(), [&id](const TokenKey& one) {
            return id && one.id == id->key_id;
        });
        if (key == keys_->end()) {
            return unknown("The Original-Envelope-Id is none that was made with a key of ours.");
        }
        const std::vector<std::string> candidates = candidates_for(question);
        const bool good =
            std::any_of(candidates.begin(), candidates.end(), [&](const std::string& identity) {
                return fits_envelope_id(*id, *key, identity);
            });
        if (!good) {
            return about_unfitting(*id);
        }
        Reply reply = about_good(*id, question);
        apply(check_recipient(question), reply);
        return reply;
    }

  private:
    static Reply unknown(std::string detail) {
        return {"envid", Answer::unknown, std::move(detail)};
    }

    // Where nothing is returned, the address it came to may be the identity.
    [[nodiscard]] std::vector<std::string> candidates_for(const Question& question) const {
        std::vector<std::string> out = identities_.candidates(
            question.returned == nullptr ? message::HeaderBlock{} : question.returned->header);
        if (identities_.can_be_listed()) {
            return out;
        }
        for (const std::string& address : came_to(question)) {
            out.push_back(without_tag(unwrapped(address)));
        }
        return out;
    }

    [[nodiscard]] Reply about_unfitting(const Token& id) const {
        const std::string what =
            "The Original-Envelope-Id names our key " + id.key_id + " and was not made with it";
        if (!identities_.can_be_listed()) {
            return unknown(what + ", or for an address that a pattern of ours stands for.");
        }
        return {"envid", Answer::contradicted, what + " for any address of ours."};
    }

    [[nodiscard]] static Reply about_good(const Token& id, const Question& question) {
        Reply reply{"envid", Answer::indicated,
                    "The Original-Envelope-Id was made with our key " + id.key_id};
        const Day age = question.arrival ? *question.arrival / k_day_seconds - id.day : 0;
        if (!question.arrival) {
            reply.detail += ", but when the reply arrived, and so its age, cannot be told.";
        } else if (age > k_lifetime || age < -k_clock_error) {
            reply.detail += age > 0 ? ", but " + std::to_string(age) + " days before the reply."
                                    : ", but it is dated after the reply.";
        } else {
            reply.answer = Answer::proven;
            reply.detail += '.';
        }
        return reply;
    }

    SharedKeys keys_;
    Identities identities_;
};

} // namespace

std::unique_ptr<const Proof> envelope_id(SharedKeys keys,
                                         const std::vector<std::string>& addresses) {
    return std::make_unique<const EnvelopeIdProof>(std::move(keys), addresses);
}

} // namespace backsift::proof
