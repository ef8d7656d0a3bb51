#include "cli/config_writer.hpp"

#include <cstdlib>
#include <memory>
#include <string_view>
#include <vector>

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
    auto file = os::FreshFile::create(path + ".new" + std::to_string(world.process_id()));
    if (!file)
        return base::fail(file.error());
    const std::vector<std::string_view> pieces{text};
    if (const auto written = file->write({pieces, -1}); !written)
        return base::fail(written.error());
    return file->commit(path, publish);
}

} // namespace

Result<Done> write_config(const std::string& path, const std::string& text, Old old,
                          os::World& world) {
    constexpr std::size_t k_longest_file = std::size_t{1} << 20U;
    if (old == Old::must_not_be)
        return write_file(path, text, os::Publish::beside, world);
    if (os::is_there(path)) {
        const auto before = os::read_file(path, k_longest_file, os::Trust::anyone);
        if (!before)
            return base::fail(before.error());
        auto kept = write_file(path + ".old", before->view(), os::Publish::replace, world);
        if (!kept)
            return kept;
    }
    return write_file(path, text, os::Publish::replace, world);
}

std::string absolute(const std::string& path) {
    if (path.starts_with('/'))
        return path;
    const std::unique_ptr<char, decltype(&std::free)> folder(::getcwd(nullptr, 0), &std::free);
    return folder == nullptr ? path : std::string(folder.get()) + '/' + path;
}

} // namespace backsift::cli
