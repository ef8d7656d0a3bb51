// From a config to what marks outgoing mail.
#pragma once

#include <string_view>

#include "base/result.hpp"
#include "config/config.hpp"
#include "mark/marker.hpp"
#include "os/world.hpp"

namespace backsift::cli {

// The [token] of the config: its value, or the keys of its key_file. Fails with Kind::config when
// there is none, else as the key file does.
[[nodiscard]] base::Result<mark::Marker> make_marker(const config::Config& config);

// Notes in the sent index, where the config has one, that this message goes out. A failure is told to
// the system's log and costs the message nothing.
void remember_sent(const config::Config& config, std::string_view message, os::World& world);

}  // namespace backsift::cli
