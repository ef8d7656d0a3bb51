#include "cli/scan_memory.hpp"

#include <utility>

#include <sys/stat.h>

#include "base/hexadecimal.hpp"
#include "cli/scan_fingerprint.hpp"
#include "journal/journal.hpp"
#include "mailbox/message_path.hpp"
#include "mark/keyed_hash.hpp"
#include "os/dir.hpp"

namespace backsift::cli {

namespace {

using base::Done;
using base::Result;

// Two hashes of 64 bits; they need not be secret, for whoever finds two mails with the same 128
// bits has only his own mail judged like his own mail.
constexpr mark::HashKey k_first_key{0x4261636b73696674, 0x7363616e206f6e65};
constexpr mark::HashKey k_second_key{0x7363616e2074776f, 0x4261636b73696674};
constexpr std::int64_t k_settled_seconds = 2;

std::string hashed(std::string_view text) {
    std::string digits;
    for (const auto& key : {k_first_key, k_second_key})
        digits += base::hexadecimal(mark::keyed_hash(key, text)) + '.';
    return digits;
}

// The name without what a mail program may change.
std::string lasting_name(const mailbox::Entry& entry) {
    const auto path = mailbox::read_message_path(entry.path);
    return entry.form == mailbox::Form::maildir && path ? path->maildir + '/' + path->unique
                                                        : entry.path;
}

} // namespace

Result<ScanMemory> ScanMemory::open(const Invocation& invocation, const config::Config& config,
                                    os::World& world) {
    const std::string state = journal::state_directory(world);
    if (state.empty())
        return base::fail(base::Kind::no_input, "there is no home directory to remember in");
    const std::string directory = state + "/scan";
    if (auto made = os::make_directories(directory); !made)
        return base::fail(made.error());
    std::string paths;
    for (const std::string& operand : invocation.operands)
        paths += os::real_path(operand).value_or(operand) + '\n';
    auto cache = report::EntryCache::open(directory + '/' + hashed(paths) + "cdb",
                                          scan_fingerprint(invocation, config, world));
    if (!cache)
        return base::fail(cache.error());
    return ScanMemory(std::move(*cache), world.now().seconds);
}

std::optional<std::string> ScanMemory::key_of(const mailbox::Entry& entry) const {
    struct stat seen {};
    if (::stat(entry.path.c_str(), &seen) != 0 || seen.st_mtim.tv_sec >= began_ - k_settled_seconds)
        return std::nullopt;
    return lasting_name(entry) + '\n' + std::to_string(seen.st_size) + '\n'
           + std::to_string(seen.st_mtim.tv_sec) + '.' + std::to_string(seen.st_mtim.tv_nsec);
}

std::string ScanMemory::key_of(std::string_view bytes) const {
    return "\nmbox " + hashed(bytes);
}

std::optional<report::Entry> ScanMemory::recall(std::string_view key) const {
    return cache_.find(key);
}

Result<Done> ScanMemory::publish(Seen seen) {
    using Rest = report::EntryCache::Rest;
    return cache_.publish(seen == Seen::everything ? Rest::forgotten : Rest::taken_over);
}

} // namespace backsift::cli
