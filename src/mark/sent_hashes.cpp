#include "mark/sent_hashes.hpp"

#include <algorithm>
#include <string>

#include "base/text.hpp"
#include "message/address.hpp"
#include "proof/recipient_check.hpp"
#include "proof/token_format.hpp"

namespace backsift::mark {
namespace {

// 62 bits are left: among a million messages one chance in a million million that a strange id
// fits.
std::uint64_t hash_as(const HashKey& key, Hashed what, std::string_view text) {
    std::string whole(1, static_cast<char>('0' + static_cast<int>(what)));
    whole += text;
    return (keyed_hash(key, whole) & ~std::uint64_t{3}) | static_cast<std::uint64_t>(what);
}

std::vector<std::string> mailboxes_of(const OutgoingMail& mail, const base::Limits& limits) {
    std::vector<std::string> mailboxes = proof::addressed_recipients(mail.header, limits);
    for (const std::string& address : mail.recipients) {
        const std::string mailbox = proof::mailbox_key(address);
        const bool known =
            std::find(mailboxes.begin(), mailboxes.end(), mailbox) != mailboxes.end();
        if (!known && !mailbox.empty() && mailboxes.size() < limits.addresses) {
            mailboxes.push_back(mailbox);
        }
    }
    return mailboxes;
}

void add_tokens(const HashKey& key, const OutgoingMail& mail, std::vector<std::uint64_t>& ids) {
    if (mail.token_header.empty()) {
        return;
    }
    const auto fields = mail.header.all(mail.token_header);
    for (std::size_t i = 0; i < fields.size() && i < proof::k_most_tokens; ++i) {
        if (const auto token = proof::read_token(message::unfold(fields[i]->value))) {
            ids.push_back(hash_of_token(key, token->nonce));
        }
    }
}

} // namespace

std::uint64_t hash_of_id(const HashKey& key, std::string_view id) {
    return hash_as(key, Hashed::id, base::trim(id));
}

// No id has a line end inside.
std::uint64_t hash_of_token(const HashKey& key, std::string_view nonce) {
    return hash_as(key, Hashed::id, "token\n" + std::string(nonce));
}

std::uint64_t hash_of_recipient(const HashKey& key, std::string_view mailbox_key) {
    return hash_as(key, Hashed::recipient, mailbox_key);
}

std::uint64_t hash_of_triple(const HashKey& key, std::string_view mailbox_key,
                             std::string_view subject, message::UnixTime date) {
    constexpr message::UnixTime k_hour = 3600;
    std::string text(mailbox_key);
    text += '\n' + std::to_string(date / k_hour);
    for (const std::string_view word : base::words(subject)) {
        text += '\n' + base::to_lower(word);
    }
    return hash_as(key, Hashed::triple, text);
}

std::uint64_t hash_of_place(const HashKey& key, std::string_view place) {
    return hash_as(key, Hashed::place, place);
}

SentRecord record_of(const HashKey& key, const OutgoingMail& mail, const base::Limits& limits) {
    const message::HeaderBlock& header = mail.header;
    SentRecord record;
    for (const std::string_view name : {"Message-ID", "X-Microsoft-Original-Message-ID"}) {
        for (const std::string& id : message::parse_message_ids(header.unfolded(name), limits)) {
            record.ids.push_back(hash_of_id(key, id));
        }
    }
    const std::vector<std::string> mailboxes = mailboxes_of(mail, limits);
    if (!proof::is_addressed_to_author(header, mailboxes, limits)) {
        add_tokens(key, mail, record.ids);
    }
    const auto date = message::parse_date(header.unfolded("Date"));
    record.date = date.value_or(0);
    const std::string subject = header.decoded("Subject");
    for (const std::string& mailbox : mailboxes) {
        record.recipients.push_back(hash_of_recipient(key, mailbox));
        if (date) {
            record.triples.push_back(hash_of_triple(key, mailbox, subject, *date));
        }
    }
    return record;
}

} // namespace backsift::mark
