// The key file on disk.
#include <algorithm>
#include <cerrno>
#include <string>
#include <utility>

#include <sys/stat.h>

#include "base/text.hpp"
#include "mark/keys.hpp"
#include "message/date.hpp"
#include "os/dir.hpp"
#include "os/failure.hpp"
#include "os/file.hpp"
#include "os/fresh_file.hpp"
#include "os/lock.hpp"
#include "os/read.hpp"

namespace backsift::mark {
namespace {

using base::Done;
using base::Kind;
using base::Result;

constexpr std::size_t k_longest_file = 256U << 10U;

Result<Done> check_private(int fd, const std::string& path) {
    struct stat seen {};
    if (::fstat(fd, &seen) != 0) {
        return base::fail(os::failure(errno, "look at", path));
    }
    if ((seen.st_mode & (S_IRWXG | S_IRWXO)) != 0) {
        return base::fail(Kind::permission, "may be read by others (chmod 600)", {path, 0, 0});
    }
    return Done{};
}

Result<Keys> load(const std::string& path) {
    const auto file = os::open_file(path, os::Trust::ours);
    if (!file) {
        return base::fail(file.error());
    }
    if (auto trusted = check_private(file->get(), path); !trusted) {
        return base::fail(trusted.error());
    }
    const auto input = os::read_input(file->get(), k_longest_file);
    if (!input) {
        return base::fail(input.error());
    }
    if (input->more) {
        return base::fail(Kind::config, "is too large for a key file", {path, 0, 0});
    }
    const std::string_view text = input->bytes.view();
    auto keys = read_keys(text, path);
    proof::wipe(const_cast<char*>(text.data()), text.size()); // our own buffer, at its end
    return keys;
}

// Three bytes of chance: enough to tell a person's keys apart, and short on the line.
std::string new_id(const Keys& keys, os::World& world) {
    constexpr std::string_view k_digits = "0123456789abcdef";
    std::uint64_t number = world.random();
    const auto taken = [&keys](const std::string& id) {
        return std::any_of(keys.begin(), keys.end(),
                           [&id](const StoredKey& key) { return key.key.id == id; });
    };
    for (;; ++number) {
        std::string id;
        for (unsigned shift = 0; shift < 24; shift += 4) {
            id += k_digits[number >> shift & 15U];
        }
        if (!taken(id)) {
            return id;
        }
    }
}

Result<Done> store(const Keys& keys, const std::string& path, os::World& world,
                   os::Publish publish) {
    std::string text = write_keys(keys);
    const std::string fresh = path + ".new." + std::to_string(world.process_id());
    auto stored = os::write_fresh(fresh, text, path, publish);
    proof::wipe(text);
    return stored;
}

} // namespace

Result<Keys> load_keys(const std::string& path) {
    auto keys = load(path);
    if (!keys && keys.error().kind == Kind::no_input) {
        keys.error().hint = "\"backsift token rotate\" makes it";
    }
    return keys;
}

Result<std::string> rotate_keys(const std::string& path, os::World& world) {
    if (auto made = os::make_directories(os::parent_of(path)); !made) {
        return base::fail(made.error());
    }
    const auto lock = os::lock_file(path + ".lock", os::Lock::exclusive);
    if (!lock) {
        return base::fail(lock.error());
    }
    auto loaded = load(path);
    const bool missing = !loaded && loaded.error().kind == Kind::no_input;
    if (!loaded && !missing) {
        return base::fail(loaded.error());
    }
    Keys keys = missing ? Keys{} : std::move(*loaded);
    for (StoredKey& key : keys) {
        key.retired = true;
    }
    const std::string id = new_id(keys, world);
    const std::string day = message::format_utc(world.now().seconds).substr(0, 10);
    keys.push_back({{id, proof::Secret::random()}, day, false});
    const auto stored =
        store(keys, path, world, missing ? os::Publish::beside : os::Publish::replace);
    if (!stored) {
        return base::fail(stored.error());
    }
    return id;
}

} // namespace backsift::mark
