// The one map from what went wrong to the number the caller sees.
#pragma once

#include <cstdint>

#include "base/exit_status.hpp"
#include "base/result.hpp"

namespace backsift::cli {

// delivery: an MTA waits for the answer, and only 0 and 75 mean the same to all of them.
enum class Mode : std::uint8_t { delivery, person };

[[nodiscard]] constexpr base::ExitStatus exit_status(base::Kind kind, Mode mode) {
    using base::ExitStatus;
    if (mode == Mode::delivery)
        return ExitStatus::temporary;
    switch (kind) {
    case base::Kind::usage:
        return ExitStatus::usage;
    case base::Kind::config:
        return ExitStatus::config;
    case base::Kind::no_input:
        return ExitStatus::no_input;
    case base::Kind::temporary:
        return ExitStatus::temporary;
    case base::Kind::permission:
        return ExitStatus::permission;
    case base::Kind::malformed:
        return ExitStatus::data;
    case base::Kind::internal:
        return ExitStatus::internal;
    }
    return ExitStatus::internal;
}

} // namespace backsift::cli
