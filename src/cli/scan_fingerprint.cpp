#include "cli/scan_fingerprint.hpp"

#include <algorithm>
#include <vector>

#include <sys/stat.h>

#include "base/hexadecimal.hpp"
#include "journal/exceptions.hpp"
#include "journal/journal.hpp"
#include "mark/keyed_hash.hpp"
#include "mark/sent_log.hpp"
#include "os/dir.hpp"
#include "os/file.hpp"
#include "report/entry_store.hpp"

namespace backsift::cli {

namespace {

constexpr std::size_t k_longest_file = 256U << 20U; // the program itself is the longest

// Parts are told apart by their lengths, so that two lists never read as the same text.
void add(std::string& all, std::string_view part) {
    all.append(std::to_string(part.size())).append(":").append(part);
}

void add_file(std::string& all, const std::string& path) {
    const auto text = path.empty() ? base::Result<base::Bytes>(base::Bytes())
                                   : os::read_file(path, k_longest_file, os::Trust::anyone);
    add(all, path);
    add(all, text ? text->view() : std::string_view("unread"));
}

// A file that is large, or changes often: by what stat(2) says of it.
void add_look(std::string& all, const std::string& path) {
    struct stat seen {};
    add(all, path);
    if (::stat(path.c_str(), &seen) != 0)
        return;
    for (const std::string& number :
         {std::to_string(seen.st_ino), std::to_string(seen.st_size),
          std::to_string(seen.st_mtim.tv_sec), std::to_string(seen.st_mtim.tv_nsec)})
        add(all, number);
}

void add_folder(std::string& all, const std::string& path) {
    std::vector<std::string> names;
    static_cast<void>(os::list_directory(path, [&names](std::string_view name, os::EntryType) {
        names.emplace_back(name);
        return true;
    }));
    std::sort(names.begin(), names.end());
    for (const std::string& name : names) {
        std::string place = path;
        place.append(1, '/').append(name);
        add_look(all, place);
    }
}

void add_exceptions(std::string& all, os::World& world) {
    const journal::LearntExceptions learnt(journal::state_directory(world), world.now().seconds);
    for (const auto& exception : learnt.in_force())
        add(all, exception.host + ' ' + exception.domain);
}

} // namespace

std::string scan_fingerprint(const Invocation& invocation, const config::Config& config,
                             os::World& world) {
    std::string all = std::to_string(report::k_entry_store_version);
    add_file(all, "/proc/self/exe");
    add_file(all, config.file);
    for (const auto* files : {&config.rule_files, &invocation.rule_files}) {
        for (const std::string& file : *files)
            add_file(all, file);
    }
    add_file(all, config.token_key_file);
    for (const config::Dkim& key : config.dkim)
        add_file(all, key.public_key);
    add(all, world.host_name());
    add_file(all, "/etc/mailname");
    add_folder(all, mark::sent_directory(world));
    add_exceptions(all, world);
    return base::hexadecimal(mark::keyed_hash({1, 2}, all))
           + base::hexadecimal(mark::keyed_hash({3, 4}, all));
}

} // namespace backsift::cli
