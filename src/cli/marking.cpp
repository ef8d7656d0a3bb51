#include "cli/marking.hpp"

#include <utility>

#include "mark/sent_log.hpp"
#include "mark/tag.hpp"
#include "os/syslog.hpp"

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

void remember_sent(const config::Config& config, std::string_view message, os::World& world) {
    if (config.sent_folders.empty() || message.empty()) return;
    message::Defects defects;
    std::size_t body_at = 0;
    const message::HeaderBlock header = message::scan_header(mark::from_header(message), base::Limits{}, defects, body_at);
    const auto done = mark::register_sent(mark::sent_directory(world), header, world);
    if (!done) os::log_trouble("sent index: " + base::describe(done.error()));
}

}  // namespace backsift::cli
