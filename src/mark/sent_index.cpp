#include "mark/sent_index.hpp"

#include <algorithm>

#include "base/text.hpp"

namespace backsift::mark {

using base::Kind;
using proof::Look;

namespace {

bool holds(const std::vector<std::uint64_t>& hashes, std::uint64_t hash) {
    return std::find(hashes.begin(), hashes.end(), hash) != hashes.end();
}

std::string sentence(const base::Failure& failure) {
    if (failure.kind == Kind::no_input)
        return "There is no index of sent mail.";
    std::string text = "The index of sent mail cannot be used: ";
    if (!failure.place.file.empty())
        text += base::clean(failure.place.file, 400) + ": ";
    text += base::clean(failure.sentence, 160) + '.';
    if (!failure.hint.empty())
        text += " " + base::clean(failure.hint, 160) + '.';
    return text;
}

} // namespace

void SentIndex::open() const {
    const auto key = read_key(directory_);
    if (!key) {
        trouble_ = sentence(key.error());
        return;
    }
    key_ = *key;
    auto log = read_log_beside_writers(directory_, key_);
    if (!log) {
        trouble_ = sentence(log.error());
        return;
    }
    log_ = std::move(*log);
    auto file = SentFile::open(directory_ + "/index", key_);
    if (file)
        file_.emplace(std::move(*file));
    else if (file.error().kind != Kind::no_input || log_.records.empty())
        trouble_ = sentence(file.error());
}

std::string SentIndex::trouble() const {
    open_once();
    return trouble_;
}

const SentFile* SentIndex::file() const {
    open_once();
    return file_ ? &*file_ : nullptr;
}

std::size_t SentIndex::in_log() const {
    open_once();
    return log_.records.size();
}

std::optional<message::UnixTime> SentIndex::complete_until() const {
    open_once();
    const std::int64_t until = file_ ? file_->complete_until() : 0;
    return until == 0 ? std::nullopt : std::optional(until);
}

struct SentIndex::Found {
    std::size_t in_log = 0;
    std::size_t in_file = 0;
    bool damaged = false;
    std::vector<std::uint64_t> recipients;

    [[nodiscard]] bool hit() const { return in_log + in_file > 0; }
    // By the recipients of all that was found.
    [[nodiscard]] proof::SentMessage message(const HashKey& key) && {
        const bool names_recipients = !recipients.empty();
        return {Look::hit, names_recipients,
                [key, all = std::move(recipients)](std::string_view mailbox) {
                    return !mailbox.empty() && holds(all, hash_of_recipient(key, mailbox));
                }};
    }
};

SentIndex::Found SentIndex::find(std::uint64_t hash) const {
    Found found;
    std::vector<std::uint64_t>& recipients = found.recipients;
    found.damaged = log_.damaged;
    for (const SentRecord& record : log_.records) {
        if (!holds(record.ids, hash))
            continue;
        ++found.in_log;
        recipients.insert(recipients.end(), record.recipients.begin(), record.recipients.end());
    }
    const SentFile::Values values = file_ ? file_->look_up(hash) : SentFile::Values{};
    found.damaged = found.damaged || values.damaged;
    found.in_file = values.found.size();
    for (const std::uint64_t offset : values.found) {
        if (const auto record = file_->record(offset))
            recipients.insert(recipients.end(), record->begin(), record->end());
        else
            found.damaged = true;
    }
    return found;
}

proof::SentMessage SentIndex::by_id(std::string_view id) const {
    open_once();
    Found found = find(hash_of_id(key_, id));
    if (!found.hit())
        return {found.damaged ? Look::unclear : Look::miss, false, {}};
    return std::move(found).message(key_);
}

proof::SentMessage SentIndex::by_token(std::string_view nonce) const {
    open_once();
    Found found = find(hash_of_token(key_, nonce));
    // Of one message handed to `sendmail` for each of its recipients, no more stand in the file.
    if (found.damaged || found.in_file >= k_most_of_one_id)
        return {Look::unclear, false, {}};
    return found.hit() ? std::move(found).message(key_) : proof::SentMessage{};
}

std::optional<message::UnixTime> SentIndex::last_written_to(std::string_view mailbox) const {
    open_once();
    const std::uint64_t hash = hash_of_recipient(key_, mailbox);
    std::optional<message::UnixTime> last;
    const auto take = [&](message::UnixTime date) {
        if (date > 0)
            last = std::max(last.value_or(date), date);
    };
    for (const SentRecord& record : log_.records) {
        if (holds(record.recipients, hash))
            take(record.date);
    }
    if (file_) {
        for (const std::uint64_t date : file_->look_up(hash).found)
            take(static_cast<message::UnixTime>(date));
    }
    return last;
}

Look SentIndex::soft(std::string_view mailbox, std::string_view subject,
                     message::UnixTime date) const {
    open_once();
    const std::uint64_t hash = hash_of_triple(key_, mailbox, subject, date);
    for (const SentRecord& record : log_.records) {
        if (holds(record.triples, hash))
            return Look::hit;
    }
    const SentFile::Values values = file_ ? file_->look_up(hash) : SentFile::Values{};
    if (!values.found.empty())
        return Look::hit;
    return values.damaged || log_.damaged ? Look::unclear : Look::miss;
}

} // namespace backsift::mark
