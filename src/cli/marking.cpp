#include "cli/marking.hpp"

#include <utility>

#include "mark/sent_log.hpp"
#include "mark/sent_update.hpp"
#include "mark/tag.hpp"
#include "os/syslog.hpp"

namespace backsift::cli {

base::Result<mark::Marker> make_marker(const config::Config& config) {
    if (config.token_header.empty()) {
        return base::fail(base::Kind::config, "there is no [token] header in the config",
                          {config.file, 0, 0});
    }
    if (config.token_key_file.empty())
        return mark::Marker::fixed(config.token_header, config.token_value);
    auto keys = mark::load_keys(config.token_key_file);
    if (!keys)
        return base::fail(keys.error());
    return mark::Marker::keyed(config.token_header, std::move(*keys), config.addresses);
}

mark::EnvelopeForm envelope_form(const config::Config& config) {
    if (config.envelope_tag == "none")
        return mark::EnvelopeForm::none;
    return config.envelope_tag == "plus" ? mark::EnvelopeForm::plus : mark::EnvelopeForm::prvs;
}

base::Result<mark::EnvelopeMarker> make_envelope_marker(const config::Config& config,
                                                        mark::EnvelopeForm form) {
    const std::string& file =
        config.envelope_key_file.empty() ? config.token_key_file : config.envelope_key_file;
    if (file.empty()) {
        return base::fail(base::Failure{
            base::Kind::config,
            "there is no key_file in the config, neither in [envelope] nor in [token]",
            {config.file, 0, 0},
            {},
            "[envelope] key_file = \"~/.config/backsift/keys\""});
    }
    auto keys = mark::load_keys(file);
    if (!keys)
        return base::fail(keys.error());
    return mark::EnvelopeMarker::make(std::move(*keys), config.addresses, form,
                                      config.envelope_delimiter.front());
}

message::HeaderBlock header_of(std::string_view message) {
    message::Defects defects;
    std::size_t body_at = 0;
    return message::scan_header(mark::from_header(message), base::Limits{}, defects, body_at);
}

void remember_sent(const config::Config& config, std::string_view message,
                   const std::vector<std::string>& recipients, Index index, os::World& world) {
    const std::string directory = mark::sent_directory(world);
    const bool wanted = !config.sent_folders.empty() || mark::has_index(directory)
                        || (index == Index::begin && !directory.empty());
    if (!wanted || message.empty())
        return;
    const message::HeaderBlock header = header_of(message);
    const auto done =
        mark::register_sent(directory, {header, config.token_header, recipients}, world);
    if (!done)
        return os::log_trouble("sent index: " + base::describe(done.error()));
    mark::shorten_log(directory, world);
}

} // namespace backsift::cli
