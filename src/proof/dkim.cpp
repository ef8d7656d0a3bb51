// DKIM signatures by our own keys in the returned header.
#include <algorithm>
#include <utility>

#include "base/text.hpp"
#include "message/address.hpp"
#include "proof/dkim_key.hpp"
#include "proof/dkim_signature.hpp"
#include "proof/proof.hpp"
#include "proof/recipient_check.hpp"
#include "proof/unwrap.hpp"

namespace backsift::proof {
namespace {

using Covered = std::vector<const message::Field*>;

// Each costs a hash of the header and the arithmetic of a key. Our servers sign once or twice.
constexpr std::size_t k_most_tried = 4;
constexpr std::size_t k_shown = 120;
constexpr message::UnixTime k_day = 86'400; // by which a clock may be wrong

class Dkim final : public Proof {
  public:
    Dkim(std::vector<DkimKey> keys, std::vector<std::string> addresses)
        : keys_(std::move(keys)),
          addresses_(std::move(addresses)) {}

    [[nodiscard]] Reply ask(const Question& question) const override {
        Reply best{"dkim", Answer::unknown, {}};
        if (question.returned == nullptr) {
            best.detail = "No DKIM signature could be looked for: nothing of the answered mail was "
                          "returned.";
            return best;
        }
        std::size_t tried = 0;
        for (const message::Field* field : question.returned->header.all("DKIM-Signature")) {
            const auto signature = read_dkim_signature(*field);
            const DkimKey* key = signature ? key_of(*signature) : nullptr;
            if (key == nullptr) {
                continue;
            }
            if (++tried > k_most_tried || best.answer == Answer::proven) {
                break;
            }
            Reply reply = examine(question, *signature, *key);
            const std::string trouble = best.trouble.empty() ? reply.trouble : best.trouble;
            if (best.detail.empty() || reply.answer > best.answer) {
                best = std::move(reply);
            }
            best.trouble = trouble;
        }
        if (tried == 0) {
            best.detail = "The returned header bears no DKIM signature by a key of ours.";
        }
        return best;
    }

  private:
    [[nodiscard]] const DkimKey* key_of(const DkimSignature& signature) const {
        const auto found = std::find_if(keys_.begin(), keys_.end(), [&](const DkimKey& key) {
            return base::iequals(key.domain, signature.domain)
                   && base::iequals(key.selector, signature.selector);
        });
        return found == keys_.end() ? nullptr : &*found;
    }

    // Why the signature does not show that its message was ours; "" when it does.
    [[nodiscard]] std::string doubt(const Question& question, const DkimSignature& signature,
                                    const DkimPublicKey& key, const Covered& covered) const;
    [[nodiscard]] bool is_ours(const message::Field& from, const base::Limits& limits) const;
    [[nodiscard]] Reply examine(const Question& question, const DkimSignature& signature,
                                const DkimKey& key) const;

    std::vector<DkimKey> keys_;
    std::vector<std::string> addresses_;
};

const message::Field* first_of(const Covered& covered, std::string_view name) {
    const auto found = std::find_if(covered.begin(), covered.end(), [name](const auto* field) {
        return base::iequals(field->name, name);
    });
    return found == covered.end() ? nullptr : *found;
}

bool names(const DkimSignature& signature, std::string_view wanted) {
    return std::any_of(signature.names.begin(), signature.names.end(),
                       [wanted](std::string_view name) { return base::iequals(name, wanted); });
}

// Whom the mail went to by the fields that are signed. A To that somebody put above is not.
std::vector<std::string> signed_recipients(const Covered& covered, const base::Limits& limits) {
    std::vector<std::string> keys;
    for (const message::Field* field : covered) {
        if (!base::iequals(field->name, "To") && !base::iequals(field->name, "Cc")) {
            continue;
        }
        for (const message::Address& address :
             message::parse_addresses(message::unfold(field->value), limits)) {
            keys.push_back(mailbox_key(address.text()));
        }
    }
    return keys;
}

// What makes a verified signature weaker than a proof; "" when nothing does.
std::string weakness(const Question& question, const DkimSignature& signature,
                     const Covered& covered) {
    if (first_of(covered, "Date") == nullptr) {
        return "it covers no Date, so the mail may be an old one";
    }
    if (first_of(covered, "Message-ID") == nullptr) {
        return "it covers no Message-ID";
    }
    if (signed_recipients(covered, question.limits).empty()) {
        return "it names no recipient";
    }
    if (!question.arrival) {
        return {};
    }
    if (signature.expires && *signature.expires < *question.arrival) {
        return "it had expired when the reply came";
    }
    if (signature.made && *signature.made > *question.arrival + k_day) {
        return "it is dated after the reply";
    }
    return {};
}

bool Dkim::is_ours(const message::Field& from, const base::Limits& limits) const {
    const auto authors = message::parse_addresses(message::unfold(from.value), limits);
    if (authors.size() != 1) {
        return false;
    }
    const std::string address = authors.front().text();
    return std::any_of(addresses_.begin(), addresses_.end(), [&](const std::string& pattern) {
        return base::glob_matches(pattern, address)
               || base::glob_matches(pattern, without_tag(address));
    });
}

std::string Dkim::doubt(const Question& question, const DkimSignature& signature,
                        const DkimPublicKey& key, const Covered& covered) const {
    if (key.algorithm != signature.algorithm) {
        return "the public key that is set is none for it";
    }
    if (!is_signature(key, sha256(signed_text(signature, covered)), signature.signature)) {
        return "it does not verify; the header may have been changed on the way";
    }
    const auto authors = question.returned->header.all("From");
    if (authors.size() != 1) {
        return "there is more than one From";
    }
    if (!is_ours(*authors.front(), question.limits)) {
        return "its From is none of the addresses in [identity]";
    }
    if (!names(signature, "To")) {
        return "it does not cover the To, so it may be sent on to anybody";
    }
    if (compare_body(signature, *question.returned, question.limits) == BodyFit::another) {
        return "the body that came back is not the one it was made for";
    }
    return {};
}

Reply Dkim::examine(const Question& question, const DkimSignature& signature,
                    const DkimKey& key) const {
    Reply reply{"dkim", Answer::unknown, {}};
    const Covered covered = covered_fields(signature, question.returned->header);
    const std::string whose = base::clean(key.selector + "._domainkey." + key.domain, k_shown);
    const auto read = read_dkim_key(key.text);
    if (!read) {
        reply.trouble = "The public key for " + whose + " cannot be read.";
        reply.detail = "The returned header bears a signature by " + whose
                       + ", but the public key that is set for it cannot be read.";
        reply.remedy = "`backsift check` says why.";
        return reply;
    }
    const std::string why_not = doubt(question, signature, *read, covered);
    if (!why_not.empty()) {
        reply.detail =
            "The returned header bears a signature by " + whose + ", but " + why_not + '.';
        return reply;
    }
    const std::string weak = weakness(question, signature, covered);
    reply.answer = weak.empty() ? Answer::proven : Answer::indicated;
    reply.detail = "The returned header bears a signature by " + whose + " that verifies"
                   + (weak.empty() ? "." : "; but " + weak + '.');
    apply(check_recipient(question, one_of(signed_recipients(covered, question.limits))), reply);
    return reply;
}

} // namespace

std::unique_ptr<const Proof> dkim(std::vector<DkimKey> keys, std::vector<std::string> addresses) {
    return std::make_unique<const Dkim>(std::move(keys), std::move(addresses));
}

} // namespace backsift::proof
