// "~" at the beginning of the paths in a config.
#include "base/text.hpp"
#include "config/options.hpp"

namespace backsift::config {

namespace {

using base::Done;
using base::Result;

// Where in the text of that type a path begins: behind the bar of a program.
std::size_t path_start(Type type, std::string_view text) {
    if (type != Type::target || text.empty() || text.front() != '|')
        return 0;
    std::size_t at = 1;
    while (at < text.size() && base::is_blank(text[at]))
        ++at;
    return at;
}

bool begins_at_home(std::string_view path) {
    return path == "~" || path.substr(0, 2) == "~/";
}

// Answers whether a home was needed that is not there.
class Expander {
  public:
    Expander(Config& config, std::string_view home) : config_(config), home_(home) {}

    [[nodiscard]] bool expand(const Option& option) {
        if (const auto* text = std::get_if<std::string Config::*>(&option.member)) {
            return expand_text(option.type, config_.*(*text));
        }
        if (const auto* texts = std::get_if<std::vector<std::string> Config::*>(&option.member)) {
            return expand_all(config_.*(*texts));
        }
        if (const auto* text = std::get_if<std::string Dkim::*>(&option.member)) {
            for (Dkim& dkim : config_.dkim) {
                if (!expand_text(option.type, dkim.*(*text)))
                    return false;
            }
        }
        return true;
    }

  private:
    [[nodiscard]] bool expand_all(std::vector<std::string>& paths) {
        for (std::string& path : paths) {
            if (!expand_text(Type::path, path))
                return false;
        }
        return true;
    }

    [[nodiscard]] bool expand_text(Type type, std::string& text) {
        const std::size_t at = path_start(type, text);
        if (!begins_at_home(std::string_view(text).substr(at)))
            return true;
        if (home_.empty() || home_.front() != '/')
            return false;
        const bool root = home_ == "/" && text.size() > at + 1;
        text.replace(at, 1, root ? std::string_view() : home_);
        return true;
    }

    Config& config_;
    std::string_view home_;
};

bool holds_paths(const Option& option) {
    return option.type == Type::path || option.type == Type::paths || option.type == Type::target;
}

} // namespace

Result<Done> expand_home(Config& config, std::string_view home) {
    while (home.size() > 1 && home.back() == '/')
        home.remove_suffix(1);
    Expander expander(config, home);
    for (const Option& option : options()) {
        if (!holds_paths(option) || expander.expand(option))
            continue;
        const std::string key = std::string(option.section) + '.' + std::string(option.key);
        return base::fail(base::Kind::config,
                          key + " begins with ~ but HOME is not set to an absolute path",
                          config.place_of(key));
    }
    return Done{};
}

} // namespace backsift::config
