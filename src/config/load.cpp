// Which file is the config.
#include <optional>

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

base::Result<Config> read_and_expand(std::string_view text, const std::string& path,
                                     const std::string& home) {
    base::Result<Config> config = read(text, path);
    if (!config)
        return config;
    base::Result<base::Done> done = expand_home(*config, home);
    if (!done)
        return base::fail(done.error());
    return config;
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

base::Result<Config> load(const Where& where) {
    if (where.chosen == "/dev/null")
        return Config{};
    for (const std::string& path : candidates(where)) {
        const base::Result<std::optional<base::Bytes>> text = read_if_there(path);
        if (!text)
            return base::fail(text.error());
        if (*text)
            return read_and_expand((*text)->view(), path, where.home);
    }
    if (where.chosen.empty())
        return Config{};
    return base::fail(base::Kind::no_input, "no such config file", {where.chosen, 0, 0});
}

} // namespace backsift::config
