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
    std::string text =
        "The index of sent mail cannot be used: " + base::clean(failure.sentence, 160) + '.';
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
    auto log = read_log(directory_, key_);
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

proof::SentMessage SentIndex::by_id(std::string_view id) const {
    open_once();
    const std::uint64_t hash = hash_of_id(key_, id);
    proof::SentMessage sent;
    std::vector<std::uint64_t> recipients;
    bool damaged = log_.damaged;
    for (const SentRecord& record : log_.records) {
        if (!holds(record.ids, hash))
            continue;
        sent.look = Look::hit;
        recipients.insert(recipients.end(), record.recipients.begin(), record.recipients.end());
    }
    const SentFile::Values values = file_ ? file_->look_up(hash) : SentFile::Values{};
    damaged = damaged || values.damaged;
    for (const std::uint64_t offset : values.found) {
        sent.look = Look::hit;
        if (const auto record = file_->record(offset))
            recipients.insert(recipients.end(), record->begin(), record->end());
        else
            damaged = true;
    }
    if (damaged && sent.look == Look::miss) {
        sent.look = Look::unclear;
    }
    if (sent.look == Look::hit) {
        sent.names_recipients = !recipients.empty();
        sent.went_to = [key = key_, all = std::move(recipients)](std::string_view mailbox) {
            return !mailbox.empty() && holds(all, hash_of_recipient(key, mailbox));
        };
    }
    return sent;
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
