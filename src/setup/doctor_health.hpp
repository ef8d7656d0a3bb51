// Whether an installation is well, as far as the config alone does not show it.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "config/config.hpp"
#include "setup/check.hpp"

namespace backsift::setup {

// What was measured; nothing and "" where there is nothing to measure.
struct Vitals {
    std::int64_t now = 0;
    std::string unwritable;                     // a folder of the inbox that may not be written
    std::optional<std::int64_t> newest_mail;    // when, by the file system
    std::string index_trouble;                  // why the index of sent mail does not answer
    std::optional<std::int64_t> index_complete; // up to when it holds all
    std::optional<base::Failure> exceptions_trouble; // why not all that releases taught counts
    std::string state_folder;
    bool others_read_state = false;
    std::vector<std::string> doors; // files by which mail may come to the account
    bool backsift_in_door = false;  // one of them names backsift
};

// The remarks that follow from them. Pure.
[[nodiscard]] std::vector<Remark> health(const config::Config& config, const Vitals& vitals);

// Measures. Changes nothing.
[[nodiscard]] Vitals take_vitals(const config::Config& config, const std::string& home,
                                 const std::string& state_folder, std::int64_t now);

} // namespace backsift::setup
