// Files that hold keys: the token's own, and the public ones of [[dkim]].
#include <algorithm>

#include "base/text.hpp"
#include "mark/keys.hpp"
#include "message/date.hpp"
#include "proof/dkim_key.hpp"
#include "setup/mail_services.hpp"
#include "setup/remarks.hpp"

namespace backsift::setup {

namespace {

constexpr std::int64_t k_day_seconds = 86400;
constexpr std::int64_t k_old_key_days = 730; // NIST SP 800-57 part 1, 5.3.6: MAC keys up to 2 years

void check_age(Remarks& remarks, const mark::Keys& keys) {
    const proof::TokenKey* signs = mark::signing_key(keys);
    if (signs == nullptr) {
        return remarks.add(Severity::error, "token.key_file",
                           "no key of this file may sign: all are retired, or none is there",
                           "backsift token rotate makes one");
    }
    const auto stored = std::find_if(keys.begin(), keys.end(),
                                     [&](const mark::StoredKey& key) { return &key.key == signs; });
    const std::string today = message::format_utc(remarks.surroundings.now).substr(0, 10);
    const std::string old =
        message::format_utc(remarks.surroundings.now - k_old_key_days * k_day_seconds)
            .substr(0, 10);
    if (stored->created > today) {
        remarks.add(Severity::warning, "token.key_file",
                    "the key that signs was made on " + stored->created
                        + ", which lies in the future: this clock or the one it was made by is "
                          "wrong");
    } else if (stored->created < old) {
        remarks.add(Severity::note, "token.key_file",
                    "the key that signs is from " + stored->created,
                    "backsift token rotate makes a new one; old ones go on verifying");
    }
}

// A record of DNS that holds a key, but not one to be used.
std::string why_unusable(std::string_view text) {
    if (base::trim(text).empty())
        return "is empty";
    if (base::icontains(text, "PRIVATE KEY"))
        return "holds the private key: the public one is wanted";
    if (!base::icontains(text, "p=") && !base::icontains(text, "PUBLIC KEY"))
        return "holds no key: neither PEM nor the text of a DNS record";
    return "holds no key that can be used: RSA from 1024 bits or Ed25519, not revoked (empty p=), "
           "for mail and for SHA-256";
}

void check_dkim_key(Remarks& remarks, const std::string& key, const std::string& path) {
    constexpr std::size_t k_longest_key = 16U << 10U; // as a judge reads it
    const auto text = remarks.surroundings.read(path, k_longest_key);
    if (!text)
        return remarks.add(Severity::error, key, text.error());
    if (proof::read_dkim_key(text->view()))
        return;
    remarks.add(Severity::error, key, path + ' ' + why_unusable(text->view()),
                "backsift init --dkim SELECTOR._domainkey.DOMAIN fetches the record");
}

// Addresses nobody could have, under that domain.
bool is_domain_of_ours(const config::Config& config, const std::string& domain) {
    return std::any_of(
        config.addresses.begin(), config.addresses.end(), [&](const std::string& address) {
            const std::string_view own = std::string_view(address).substr(address.find('@') + 1);
            return base::glob_matches(own, domain) || base::iends_with(own, "." + domain);
        });
}

void check_dkim_domain(Remarks& remarks, const std::string& key, const std::string& domain) {
    if (is_shared_service(domain)) {
        remarks.add(Severity::error, key,
                    '"' + domain + "\" signs for everybody: a stranger's mail would be yours",
                    "only a key that signs your own domain's mail is proof");
    } else if (!remarks.config.addresses.empty() && !is_domain_of_ours(remarks.config, domain)) {
        remarks.add(Severity::warning, key, "no address of yours is in \"" + domain + '"',
                    "such a signature is proof only over a From that is one of [identity] "
                    "addresses");
    }
}

} // namespace

void check_key_file(Remarks& remarks) {
    const std::string& path = remarks.config.token_key_file;
    if (path.empty())
        return;
    const Seen seen = remarks.surroundings.look(path);
    if (!seen.exists || seen.is_folder) {
        return remarks.add(Severity::error, "token.key_file", "the key file does not exist",
                           "backsift token rotate makes one");
    }
    if (!seen.distrust.empty() || seen.others_may_read) {
        return remarks.add(
            Severity::error, "token.key_file",
            "the key file "
                + (seen.distrust.empty() ? std::string("may be read by others") : seen.distrust),
            "chmod 600 " + path);
    }
    constexpr std::size_t k_most_bytes = 1U << 20U;
    const auto text = remarks.surroundings.read(path, k_most_bytes);
    if (!text)
        return remarks.add(Severity::error, "token.key_file", text.error());
    const auto keys = mark::read_keys(text->view(), path);
    if (!keys)
        return remarks.add(Severity::error, "token.key_file", keys.error());
    check_age(remarks, *keys);
}

void check_dkim(Remarks& remarks) {
    const std::vector<config::Dkim>& dkim = remarks.config.dkim;
    for (std::size_t i = 0; i < dkim.size(); ++i) {
        check_dkim_domain(remarks, element("dkim", i) + ".domain", dkim[i].domain);
        check_dkim_key(remarks, element("dkim", i) + ".public_key", dkim[i].public_key);
    }
}

} // namespace backsift::setup
