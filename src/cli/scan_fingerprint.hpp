// Everything that a verdict on stored mail depends on besides the mail, as one short text: the
// program itself (its rules are in it), config, rule and key files, the index of sent mail, what
// was released. Two runs with the same fingerprint judge alike.
#pragma once

#include <string>

#include "cli/invocation.hpp"
#include "config/config.hpp"
#include "os/world.hpp"

namespace backsift::cli {

[[nodiscard]] std::string scan_fingerprint(const Invocation& invocation,
                                           const config::Config& config, os::World& world);

} // namespace backsift::cli
