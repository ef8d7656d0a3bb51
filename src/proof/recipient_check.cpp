#include "proof/recipient_check.hpp"

#include <algorithm>
#include <array>

#include "base/text.hpp"
#include "message/address.hpp"
#include "message/received.hpp"
#include "proof/host_pattern.hpp"
#include "proof/trace.hpp"
#include "proof/unwrap.hpp"

namespace backsift::proof {
namespace {

constexpr std::size_t k_none = std::string_view::npos;

// "news+bob=example.net@lists.example.org" and "news-bob=example.net@…" stand for bob@example.net.
std::string without_verp(const std::string& address) {
    const std::size_t at = address.rfind('@');
    const std::string_view local = std::string_view(address).substr(0, at);
    const std::size_t equals = local.rfind('=');
    const std::size_t start = local.find_last_of("+-", equals);
    if (equals == k_none || start == k_none || start + 1 == equals
        || local.find('.', equals) == k_none || local.find('=') != equals) {
        return address;
    }
    return std::string(local.substr(start + 1, equals - start - 1)) + '@'
           + std::string(local.substr(equals + 1));
}

void add(std::vector<std::string>& keys, std::string key) {
    if (!key.empty() && std::find(keys.begin(), keys.end(), key) == keys.end()) {
        keys.push_back(std::move(key));
    }
}

std::string_view domain_of(std::string_view address) {
    const std::size_t at = address.rfind('@');
    return at == k_none ? std::string_view() : address.substr(at + 1);
}

// What the receiving hosts wrote on top of the returned copy, one handing over to the next. Below
// the Received of the last of them stands whatever its client sent, so a replay can have any `for`
// and any Delivered-To it likes there.
class BelievedTop {
  public:
    BelievedTop(const message::Returned& returned, const base::Limits& limits)
        : header_(returned.header),
          hops_(hops_of(returned.header, limits)) {
        const std::size_t believed = believe(hops_).hops;
        const auto fields = returned.header.all("Received");
        end_ = believed > 0 ? fields[believed - 1]->offset : 0;
        hops_.resize(std::min(believed, hops_.size()));
    }

    // An address the mail went to, at which it was seen before it went on to the one that failed.
    [[nodiscard]] std::string station(const WentTo& went_to, const base::Limits& limits) const {
        for (const message::Hop& hop : hops_) {
            if (went_to(mailbox_key(hop.for_address))) {
                return hop.for_address;
            }
        }
        for (const std::string_view name :
             {"Delivered-To", "X-Original-To", "Resent-From", "X-Forwarded-For"}) {
            for (const message::Field* field : header_.all(name)) {
                for (const auto& address :
                     message::parse_addresses(message::unfold(field->value), limits)) {
                    if (field->offset < end_ && went_to(mailbox_key(address.text()))) {
                        return address.text();
                    }
                }
            }
        }
        return {};
    }

    // A mailing list to which the mail went, and whose own host is among those that handed the copy
    // on. Everybody's host can hand on a mail that calls itself a list's.
    [[nodiscard]] std::string list(const WentTo& went_to, const base::Limits& limits) const {
        const std::string id = header_.unfolded("List-Id");
        const std::size_t open = id.rfind('<');
        const std::string_view inner = std::string_view(id).substr(open == k_none ? 0 : open + 1);
        const std::string name(base::trim(inner.substr(0, inner.find('>'))));
        const bool handed_on =
            std::any_of(hops_.begin(), hops_.end(), [&](const message::Hop& hop) {
                return same_site(hop.by, name) || same_site(hop.reverse, name);
            });
        return !name.empty() && handed_on && has_station_at(name, went_to, limits) ? name
                                                                                   : std::string();
    }

  private:
    // Did the mail go to an address of this site that the copy names: as a recipient, or as where
    // the list takes mail (RFC 2369)?
    [[nodiscard]] bool has_station_at(std::string_view site, const WentTo& went_to,
                                      const base::Limits& limits) const {
        std::vector<std::string> keys = addressed_recipients(header_, limits);
        std::string post = header_.unfolded("List-Post");
        if (const std::size_t at = post.find("mailto:"); at != k_none) {
            const std::size_t begin = at + std::string_view("mailto:").size();
            keys.push_back(
                mailbox_key(post.substr(begin, post.find_first_of("?>, ", begin) - begin)));
        }
        return std::any_of(keys.begin(), keys.end(), [&](const std::string& key) {
            return went_to(key) && same_site(domain_of(key), site);
        });
    }

    static std::vector<message::Hop> hops_of(const message::HeaderBlock& header,
                                             const base::Limits& limits) {
        message::Defects noted_by_others;
        return message::received_hops(header, limits, noted_by_others);
    }

    const message::HeaderBlock& header_;
    std::vector<message::Hop> hops_;
    std::size_t end_ = 0; // fields from here on need not be believed
};

// Whom the returned copy is addressed to; nobody where that does not say whom the mail went to.
std::vector<std::string> addressees(const Question& question) {
    if (question.returned == nullptr)
        return {};
    const message::HeaderBlock& header = question.returned->header;
    std::vector<std::string> keys = addressed_recipients(header, question.limits);
    if (is_addressed_to_author(header, keys, question.limits))
        keys.clear();
    return keys;
}

std::string shown(const FailedRecipient& one) {
    return base::clean(one.original.empty() ? one.last : one.original, 120);
}

RecipientCheck explain(const Question& question, const WentTo& went_to, const std::string& whom) {
    if (question.returned != nullptr) {
        const BelievedTop top(*question.returned, question.limits);
        if (const std::string station = top.station(went_to, question.limits); !station.empty()) {
            return {Fit::explained, "The mail went to " + base::clean(station, 120)
                                        + ", which handed it on to " + whom + '.'};
        }
        if (const std::string list = top.list(went_to, question.limits); !list.empty()) {
            return {Fit::explained,
                    "The list " + base::clean(list, 120) + " handed the mail on to " + whom + '.'};
        }
    }
    return {Fit::mismatch,
            "The report is about " + whom + ", to whom the mail with this mark did not go."};
}

} // namespace

std::string mailbox_key(std::string_view address) {
    std::string_view text = base::trim(address);
    if (text.size() > 2 && text.front() == '<' && text.back() == '>') {
        text = text.substr(1, text.size() - 2);
    }
    while (text.ends_with('.')) {
        text.remove_suffix(1);
    }
    if (domain_of(text).empty()) {
        return {};
    }
    return without_tag(without_verp(unwrapped(text)));
}

bool FailedRecipient::is_one_of(const WentTo& went_to) const {
    return went_to(last) || went_to(original);
}

std::vector<FailedRecipient> failed_recipients(const Question& question) {
    std::vector<FailedRecipient> failed;
    for (const message::RecipientStatus& row : question.status.recipients) {
        FailedRecipient one{mailbox_key(row.final_recipient), mailbox_key(row.original_recipient)};
        if (!one.last.empty() || !one.original.empty()) {
            failed.push_back(std::move(one));
        }
    }
    if (failed.empty()) {
        for (const auto& address : message::parse_addresses(
                 question.mail.header.unfolded("X-Failed-Recipients"), question.limits)) {
            if (std::string key = mailbox_key(address.text()); !key.empty()) {
                failed.push_back({std::move(key)});
            }
        }
    }
    if (!failed.empty()) {
        return failed;
    }
    for (const std::string& named : question.named) {
        if (std::string key = mailbox_key(named); !key.empty()) {
            failed.push_back({std::move(key)});
        }
    }
    return failed;
}

std::vector<std::string> addressed_recipients(const message::HeaderBlock& header,
                                              const base::Limits& limits) {
    std::vector<std::string> keys;
    for (const std::string_view name : {"To", "Cc", "Bcc", "Resent-To", "Resent-Cc"}) {
        for (const message::Field* field : header.all(name)) {
            for (const auto& address :
                 message::parse_addresses(message::unfold(field->value), limits)) {
                if (keys.size() < limits.addresses) {
                    add(keys, mailbox_key(address.text()));
                }
            }
        }
    }
    return keys;
}

bool is_addressed_to_author(const message::HeaderBlock& header,
                            const std::vector<std::string>& keys, const base::Limits& limits) {
    const auto from = message::parse_addresses(header.unfolded("From"), limits);
    return keys.empty()
           || (keys.size() == 1 && from.size() == 1 && mailbox_key(from[0].text()) == keys[0]);
}

WentTo one_of(std::vector<std::string> keys) {
    return [kept = std::move(keys)](std::string_view key) {
        return !key.empty() && std::find(kept.begin(), kept.end(), key) != kept.end();
    };
}

RecipientCheck check_recipient(const Question& question) {
    std::vector<std::string> keys = addressees(question);
    return keys.empty() ? RecipientCheck{} : check_recipient(question, one_of(std::move(keys)));
}

RecipientCheck check_recipient(const Question& question, const WentTo& went_to) {
    const std::vector<FailedRecipient> failed = failed_recipients(question);
    if (failed.empty()) {
        return {};
    }
    const auto stranger = std::find_if(failed.begin(), failed.end(),
                                       [&](const auto& one) { return !one.is_one_of(went_to); });
    if (stranger == failed.end()) {
        return {Fit::fits, "The mail went to " + shown(failed.front()) + '.'};
    }
    // Who failed handed nothing on.
    const WentTo station = [&](std::string_view key) {
        return went_to(key) && std::none_of(failed.begin(), failed.end(), [&](const auto& one) {
                   return one.last == key;
               });
    };
    return explain(question, station, shown(*stranger));
}

RecipientCheck check_addressees(const Question& question, const WentTo& went_to) {
    const std::vector<std::string> keys = addressees(question);
    if (keys.empty() || std::any_of(keys.begin(), keys.end(), went_to))
        return {};
    return {Fit::mismatch, "The copy that came back is addressed to " + base::clean(keys[0], 120)
                               + ", to whom the mail with this mark did not go."};
}

void apply(const RecipientCheck& check, Reply& reply) {
    const bool claims = reply.answer == Answer::indicated || reply.answer == Answer::proven;
    if (claims && check.refuses()) {
        reply.answer = Answer::unknown;
    }
    if (claims && (check.refuses() || check.fit == Fit::explained)) {
        reply.detail += ' ' + check.detail;
    }
}

} // namespace backsift::proof
