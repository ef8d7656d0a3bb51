#include "cli/marking.hpp"

#include <utility>

namespace backsift::cli {

base::Result<mark::Marker> make_marker(const config::Config& config) {
    if (config.token_header.empty()) {
        return base::fail(base::Kind::config, "there is no [token] header in the config", {config.file, 0, 0});
    }
    if (config.token_key_file.empty()) return mark::Marker::fixed(config.token_header, config.token_value);
    auto keys = mark::load_keys(config.token_key_file);
    if (!keys) return base::fail(keys.error());
    return mark::Marker::keyed(config.token_header, std::move(*keys), config.addresses);
}

}  // namespace backsift::cli
