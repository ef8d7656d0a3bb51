#include "mark/sent_update.hpp"

#include <algorithm>

#include <sys/stat.h>

#include "os/dir.hpp"
#include "os/fresh_file.hpp"
#include "os/lock.hpp"

namespace backsift::mark {

using base::Done;
using base::Kind;
using base::Result;

namespace {

// The name beside it is ours alone under the lock of updates.
Result<Done> publish(const std::string& path, std::string_view bytes) {
    return os::write_fresh(path + ".new", bytes, path, os::Publish::replace);
}

} // namespace

Result<SentUpdate> SentUpdate::begin(const std::string& directory, os::World& world) {
    if (directory.empty())
        return base::fail(Kind::config, "there is no home directory to keep the sent index in");
    const auto key = make_key(directory, world);
    if (!key)
        return base::fail(key.error());
    auto lock = os::lock_file(directory + "/update.lock", os::Lock::exclusive_or_fail);
    if (!lock)
        return base::fail(lock.error());
    SentUpdate update(directory, *key, std::move(*lock));
    auto file = SentFile::open(directory + "/index", *key);
    auto content = file ? file->content() : Result<SentContent>(base::fail(file.error()));
    if (content) {
        update.content_ = std::move(*content);
        update.places_.insert(update.content_.places.begin(), update.content_.places.end());
        update.file_.emplace(std::move(*file));
    } else if (content.error().kind == Kind::malformed) {
        update.started_anew_ = true;
    } else if (content.error().kind != Kind::no_input) {
        return base::fail(content.error());
    }
    return update;
}

bool SentUpdate::knows(std::string_view place) const {
    return places_.count(hash_of_place(key_, place)) != 0;
}

void SentUpdate::add(std::string_view place, const OutgoingMail& mail, const base::Limits& limits) {
    content_.add(key_, record_of(key_, mail, limits));
    note(place);
    ++unsaved_;
}

void SentUpdate::note(std::string_view place) {
    const std::uint64_t hash = hash_of_place(key_, place);
    if (!places_.insert(hash).second)
        return;
    content_.places.push_back(hash);
    ++unsaved_;
}

// Writing costs as much as the index is long, so saving gets rarer as it grows.
bool SentUpdate::is_due() const {
    constexpr std::uint64_t k_often = 20'000;
    return unsaved_ >= std::max(k_often, content_.messages / 4);
}

Result<Done> SentUpdate::save(std::optional<std::int64_t> complete_until) {
    const auto lock = os::lock_file(directory_ + "/log.lock", os::Lock::exclusive);
    if (!lock)
        return base::fail(lock.error());
    const auto log = read_log(directory_, key_);
    if (!log)
        return base::fail(log.error());
    const bool takes_back = complete_until == 0 && content_.complete_until != 0;
    if (unsaved_ == 0 && log->records.empty() && !log->damaged && file_ && !takes_back)
        return complete_until ? publish(directory_ + "/index.until", file_->note(*complete_until))
                              : Result<Done>(Done{});
    for (const SentRecord& record : log->records)
        content_.add(key_, record);
    content_.count();
    if (complete_until)
        content_.complete_until = *complete_until;
    if (auto done = publish(directory_ + "/index", encode(content_, key_)); !done)
        return done;
    unsaved_ = 0;
    file_.reset(); // it is no longer the one that stands there
    return os::remove_if_there(directory_ + "/log");
}

void shorten_log(const std::string& directory, os::World& world) {
    constexpr off_t k_long = 1 << 20; // some 5,000 messages, which a reader reads in 2 ms
    struct stat seen {};
    if (::stat((directory + "/log").c_str(), &seen) != 0 || seen.st_size < k_long)
        return;
    // Where it fails, the log stays, and the next one tries again.
    if (auto update = SentUpdate::begin(directory, world))
        static_cast<void>(update->save(std::nullopt));
}

} // namespace backsift::mark
