// Which file is the config.
#include <optional>
#include <utility>

#include "config/config.hpp"
#include "os/dir.hpp"
#include "os/file.hpp"

namespace backsift::config {

namespace {

// XDG Base Directory Specification: a path in these variables that is not absolute is ignored.
bool is_absolute(const std::string& path) {
    return !path.empty() && path.front() == '/';
}

// Nothing where no file of that name is.
base::Result<std::optional<base::Bytes>> read_if_there(const std::string& path) {
    constexpr std::size_t k_most_bytes = std::size_t{1} << 20U;
    base::Result<base::Bytes> text = os::read_file(path, k_most_bytes, os::Trust::ours);
    if (text)
        return std::optional<base::Bytes>(std::move(*text));
    // A link to nothing is there: whoever made it wants that config, perhaps from a disk that is
    // not mounted now, and no other.
    const bool missing = text.error().kind == base::Kind::no_input && !os::is_there(path);
    if (missing)
        return std::optional<base::Bytes>();
    return base::fail(text.error());
}

Reading read_and_expand(std::string_view text, const std::string& path, const std::string& home) {
    Reading reading = read_whole(text, path);
    if (!reading.faults.empty())
        return reading;
    if (base::Result<base::Done> done = expand_home(reading.config, home); !done)
        reading.faults.push_back(std::move(done.error()));
    return reading;
}

Reading nothing_but(base::Failure fault) {
    return {{}, {std::move(fault)}};
}

} // namespace

std::vector<std::string> candidates(const Where& where) {
    constexpr const char* k_file = "/backsift/config.toml";
    if (!where.chosen.empty())
        return {where.chosen};
    std::vector<std::string> paths;
    if (is_absolute(where.xdg_config_home)) {
        paths.push_back(where.xdg_config_home + k_file);
    } else if (is_absolute(where.home)) {
        paths.push_back(where.home + "/.config" + k_file);
    }
    paths.push_back(where.system);
    return paths;
}

Reading load_whole(const Where& where) {
    if (where.chosen == "/dev/null")
        return {};
    for (const std::string& path : candidates(where)) {
        base::Result<std::optional<base::Bytes>> text = read_if_there(path);
        if (!text)
            return nothing_but(std::move(text.error()));
        if (*text)
            return read_and_expand((*text)->view(), path, where.home);
    }
    if (where.chosen.empty())
        return {};
    return nothing_but({base::Kind::no_input, "no such config file", {where.chosen, 0, 0}, {}, {}});
}

base::Result<Config> load(const Where& where) {
    return load_whole(where).result();
}

} // namespace backsift::config
