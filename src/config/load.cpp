// Which file is the config.
#include "config/config.hpp"
#include "config/trusted_file.hpp"

namespace backsift::config {

namespace {

// XDG Base Directory Specification: a path in these variables that is not absolute is ignored.
bool is_absolute(const std::string& path) {
    return !path.empty() && path.front() == '/';
}

base::Result<Config> read_and_expand(const std::string& text, const std::string& path,
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
        const base::Result<std::optional<std::string>> text = read_trusted(path);
        if (!text)
            return base::fail(text.error());
        if (*text)
            return read_and_expand(**text, path, where.home);
    }
    if (where.chosen.empty())
        return Config{};
    return base::fail(base::Kind::no_input, "no such config file", {where.chosen, 0, 0});
}

} // namespace backsift::config
