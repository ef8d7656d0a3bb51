// What `init` writes: what was found, what the command line says, and what the person answers.
#pragma once

#include "base/result.hpp"
#include "cli/invocation.hpp"
#include "setup/compose_config.hpp"

namespace backsift::cli {

// What the command line says goes before what was found. Fails as the DKIM record's file does.
[[nodiscard]] base::Result<base::Done>
heed_options(setup::Choice& choice, const Invocation& invocation, const setup::Found& found);

// Asks about everything that the command line leaves open. `wants_key`: whether to make a key.
void ask_about(setup::Choice& choice, const Invocation& invocation, bool& wants_key);

} // namespace backsift::cli
