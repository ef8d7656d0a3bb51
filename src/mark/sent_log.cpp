#include "mark/sent_log.hpp"

#include <algorithm>
#include <array>
#include <charconv>
#include <cstring>

#include <fcntl.h>
#include <unistd.h>

#include "base/text.hpp"
#include "os/dir.hpp"
#include "os/fd.hpp"
#include "os/file.hpp"
#include "os/fresh_file.hpp"
#include "os/lock.hpp"
#include "os/read.hpp"
#include "os/write.hpp"

namespace backsift::mark {

using base::Done;
using base::Kind;
using base::Result;

namespace {

constexpr std::size_t k_log_bytes = 64U << 20U; // read whole; the next update empties it
constexpr std::size_t k_hashes_a_line = 1000;
constexpr std::size_t k_key_bytes = sizeof(HashKey);

void put(std::string& out, std::uint64_t number) {
    std::array<char, 16> digits{};
    const auto end = std::to_chars(digits.data(), digits.data() + digits.size(), number, 16).ptr;
    out.append(digits.data(), static_cast<std::size_t>(end - digits.data())) += ' ';
}

void put(std::string& out, const std::vector<std::uint64_t>& hashes) {
    const std::size_t count = std::min(hashes.size(), k_hashes_a_line);
    put(out, count);
    for (std::size_t i = 0; i < count; ++i)
        put(out, hashes[i]);
}

std::optional<std::uint64_t> number(std::string_view word) {
    std::uint64_t out = 0;
    const auto read = std::from_chars(word.data(), word.data() + word.size(), out, 16);
    const bool whole = read.ec == std::errc{} && read.ptr == word.data() + word.size();
    return whole ? std::optional(out) : std::nullopt;
}

// Takes "count hash hash …" off the front; false when it does not read.
bool take(std::vector<std::uint64_t>& numbers, std::size_t& at, std::vector<std::uint64_t>& into) {
    if (at >= numbers.size() || numbers[at] > numbers.size() - at - 1)
        return false;
    const auto count = numbers[at++];
    const auto first = numbers.begin() + static_cast<std::ptrdiff_t>(at);
    into.assign(first, first + static_cast<std::ptrdiff_t>(count));
    at += count;
    return true;
}

} // namespace

std::string sent_directory(os::World& world) {
    std::string home = world.variable("XDG_STATE_HOME");
    if (home.empty() || home.front() != '/') {
        home = world.account().home;
        if (home.empty())
            return {};
        home += "/.local/state";
    }
    return home + "/backsift/sent";
}

bool has_index(const std::string& directory) {
    return !directory.empty() && ::access((directory + "/key").c_str(), F_OK) == 0;
}

Result<HashKey> read_key(const std::string& directory) {
    const std::string path = directory + "/key";
    const auto file = os::open_file(path, os::Trust::ours);
    if (!file)
        return base::fail(file.error());
    auto input = os::read_input(file->get(), k_key_bytes);
    if (!input) {
        input.error().place.file = path;
        return base::fail(input.error());
    }
    const base::Bytes& bytes = input->bytes;
    if (bytes.size() != k_key_bytes) {
        return base::fail(
            {Kind::malformed,
             "the key of the sent index is not " + std::to_string(k_key_bytes) + " bytes long",
             {path, 0, 0},
             {},
             "remove " + directory + ", then \"backsift sent update\" makes the index anew"});
    }
    HashKey key{};
    std::memcpy(key.data(), bytes.view().data(), k_key_bytes);
    return key;
}

Result<HashKey> make_key(const std::string& directory, os::World& world) {
    auto there = read_key(directory);
    if (there || there.error().kind != Kind::no_input)
        return there;
    if (auto made = os::make_directories(directory); !made)
        return base::fail(made.error());
    const HashKey key{world.random(), world.random()};
    const std::string fresh = directory + "/key." + std::to_string(world.process_id()) + '.'
                              + std::to_string(world.count());
    std::string bytes(k_key_bytes, '\0');
    std::memcpy(bytes.data(), key.data(), k_key_bytes);
    if (os::write_fresh(fresh, bytes, directory + "/key", os::Publish::beside))
        return key;
    return read_key(directory); // another process was first
}

std::string to_line(const SentRecord& record, const HashKey& key) {
    std::string text;
    put(text, static_cast<std::uint64_t>(record.date));
    put(text, record.ids);
    put(text, record.recipients);
    put(text, record.triples);
    std::string line;
    put(line, keyed_hash(key, text));
    return line + text + '\n';
}

std::optional<SentRecord> from_line(std::string_view line, const HashKey& key) {
    const std::size_t blank = line.find(' ');
    if (blank == std::string_view::npos
        || number(line.substr(0, blank)) != keyed_hash(key, line.substr(blank + 1))) {
        return std::nullopt;
    }
    std::vector<std::uint64_t> numbers;
    for (const std::string_view word : base::words(line.substr(blank + 1))) {
        numbers.push_back(number(word).value_or(0));
    }
    SentRecord record;
    std::size_t at = 1;
    if (numbers.empty() || !take(numbers, at, record.ids) || !take(numbers, at, record.recipients)
        || !take(numbers, at, record.triples)) {
        return std::nullopt;
    }
    record.date = static_cast<message::UnixTime>(numbers[0]);
    return record;
}

Result<Done> register_sent(const std::string& directory, const OutgoingMail& mail,
                           os::World& world) {
    if (directory.empty())
        return base::fail(Kind::config, "there is no home directory to keep the sent index in");
    const auto key = make_key(directory, world);
    if (!key)
        return base::fail(key.error());
    const base::Limits limits;
    const std::string line = to_line(record_of(*key, mail, limits), *key);
    // An update takes the log away under the exclusive lock; so nobody writes into one that is
    // gone.
    const auto lock = os::lock_file(directory + "/log.lock", os::Lock::shared);
    if (!lock)
        return base::fail(lock.error());
    auto log = os::open(directory + "/log", O_WRONLY | O_APPEND | O_CREAT | O_NOFOLLOW, 0600);
    if (!log)
        return base::fail(log.error());
    if (auto written = os::write_all(log->get(), line, directory + "/log"); !written)
        return base::fail(written.error());
    return log->close(directory + "/log");
}

Result<SentLog> read_log(const std::string& directory, const HashKey& key) {
    SentLog log;
    const auto bytes = os::read_file(directory + "/log", k_log_bytes, os::Trust::ours);
    if (!bytes && bytes.error().kind == Kind::no_input)
        return log;
    if (!bytes)
        return base::fail(bytes.error());
    std::size_t position = 0;
    while (position < bytes->size()) {
        auto record = from_line(base::next_line(bytes->view(), position), key);
        if (record)
            log.records.push_back(std::move(*record));
        else
            log.damaged = true;
    }
    return log;
}

Result<SentLog> read_log_beside_writers(const std::string& directory, const HashKey& key) {
    auto log = read_log(directory, key);
    if (!log || !log->damaged)
        return log;
    // A line that crosses a page is seen in part while it is written (ext4, 2026-11-29). Who writes
    // holds the lock: what does not read while we have it is damaged.
    const auto nobody_writes = os::lock_file(directory + "/log.lock", os::Lock::exclusive);
    return nobody_writes ? read_log(directory, key) : log;
}

} // namespace backsift::mark
