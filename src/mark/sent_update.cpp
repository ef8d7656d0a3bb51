#include "mark/sent_update.hpp"

#include <algorithm>
#include <array>
#include <cerrno>

#include <unistd.h>

#include "os/dir.hpp"
#include "os/failure.hpp"
#include "os/fresh_file.hpp"
#include "os/lock.hpp"

namespace backsift::mark {

using base::Done;
using base::Kind;
using base::Result;

namespace {

Result<Done> remove_if_there(const std::string& path) {
    if (::unlink(path.c_str()) == 0 || errno == ENOENT)
        return Done{};
    return base::fail(os::failure(errno, "remove", path));
}

Result<Done> publish(const std::string& directory, const std::string& bytes) {
    // The name is ours alone under the lock; one that stands there was left by an update that died.
    const std::string fresh = directory + "/index.new";
    if (auto gone = remove_if_there(fresh); !gone)
        return gone;
    auto file = os::FreshFile::create(fresh);
    if (!file)
        return base::fail(file.error());
    const std::array<std::string_view, 1> pieces{bytes};
    if (auto written = file->write({pieces, -1}); !written)
        return base::fail(written.error());
    return file->commit(directory + "/index", os::Publish::replace);
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
    const auto file = SentFile::open(directory + "/index", *key);
    auto content = file ? file->content() : Result<SentContent>(base::fail(file.error()));
    if (content) {
        update.content_ = std::move(*content);
        update.places_.insert(update.content_.places.begin(), update.content_.places.end());
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

void SentUpdate::add(std::string_view place, const message::HeaderBlock& header,
                     const base::Limits& limits) {
    content_.add(key_, record_of(key_, header, {}, limits));
    const std::uint64_t hash = hash_of_place(key_, place);
    content_.places.push_back(hash);
    places_.insert(hash);
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
    for (const SentRecord& record : log->records)
        content_.add(key_, record);
    if (complete_until)
        content_.complete_until = *complete_until;
    if (auto done = publish(directory_, encode(content_, key_)); !done)
        return done;
    unsaved_ = 0;
    return remove_if_there(directory_ + "/log");
}

} // namespace backsift::mark
