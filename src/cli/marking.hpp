// From a config to what marks outgoing mail.
#pragma once

#include "base/result.hpp"
#include "config/config.hpp"
#include "mark/marker.hpp"

namespace backsift::cli {

// The [token] of the config: its value, or the keys of its key_file. Fails with Kind::config when
// there is none, else as the key file does.
[[nodiscard]] base::Result<mark::Marker> make_marker(const config::Config& config);

}  // namespace backsift::cli
