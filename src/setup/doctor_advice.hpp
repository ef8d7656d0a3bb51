// The one change of the config that would help most, found by trying each.
#pragma once

#include <cstdint>
#include <functional>
#include <optional>
#include <span>
#include <string>
#include <string_view>

#include "config/config.hpp"
#include "setup/doctor.hpp"

namespace backsift::setup {

// What a changed config needs that is not there yet; made for the trial only.
struct Props {
    std::string key_file;    // holds a key
    std::string sent_folder; // exists
    std::int64_t now = 0;
};

struct Change {
    std::string_view name;
    std::string_view sentence;                    // what to do, for a person
    bool (*apply)(config::Config&, const Props&); // false: that is so already, or makes no sense
};
[[nodiscard]] std::span<const Change> changes();

struct Advice {
    const Change* change = nullptr;
    std::size_t genuine = 0; // with it
    std::size_t filed = 0;
};

// Examines the user's letters under a config; nothing when that config makes no judge.
using Examining = std::function<std::optional<Examination>(const config::Config&)>;

// Nothing where no change does better. A bounce of the user's own that would be filed weighs more
// than what is gained elsewhere.
[[nodiscard]] std::optional<Advice> best_change(const config::Config& config, const Props& props,
                                                const Examining& examining);

} // namespace backsift::setup
