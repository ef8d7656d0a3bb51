#include "cli/config_writer.hpp"

#include <cstdlib>
#include <memory>
#include <string_view>

#include <unistd.h>

#include "os/dir.hpp"
#include "os/file.hpp"
#include "os/fresh_file.hpp"

namespace backsift::cli {

using base::Done;
using base::Result;

namespace {

Result<Done> write_file(const std::string& path, std::string_view text, os::Publish publish,
                        os::World& world) {
    if (auto made = os::make_directories(os::parent_of(path)); !made)
        return made;
    const std::string fresh = path + ".new" + std::to_string(world.process_id());
    return os::write_fresh(fresh, text, path, publish);
}

// Under which name; "" where there is nothing to keep.
Result<std::string> keep_old(const std::string& path, std::string_view text, os::World& world) {
    constexpr std::size_t k_longest_file = std::size_t{1} << 20U;
    if (!os::is_there(path))
        return std::string();
    const auto before = os::read_file(path, k_longest_file, os::Trust::anyone);
    if (!before)
        return base::fail(before.error());
    if (before->view() == text)
        return std::string();
    std::string name = os::unused_name(path + ".old");
    if (const auto kept = write_file(name, before->view(), os::Publish::beside, world); !kept)
        return base::fail(kept.error());
    return name;
}

} // namespace

Result<std::string> write_config(const std::string& named, const std::string& text, Old old,
                                 os::World& world) {
    const bool replaces = old == Old::is_kept;
    // A link stays one: configs are kept in repositories of their own.
    const auto behind = replaces && os::is_link(named) ? os::real_path(named) : named;
    if (!behind)
        return base::fail(behind.error());
    const std::string& path = *behind;
    auto kept = replaces ? keep_old(path, text, world) : std::string();
    if (!kept)
        return kept;
    const auto publish = replaces ? os::Publish::replace : os::Publish::beside;
    if (const auto written = write_file(path, text, publish, world); !written)
        return base::fail(written.error());
    return kept;
}

std::string absolute(const std::string& path) {
    if (path.starts_with('/'))
        return path;
    const std::unique_ptr<char, decltype(&std::free)> folder(::getcwd(nullptr, 0), &std::free);
    return folder == nullptr ? path : std::string(folder.get()) + '/' + path;
}

} // namespace backsift::cli
