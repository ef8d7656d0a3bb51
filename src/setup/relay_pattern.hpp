// What is wrong with one entry of relays.names.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "setup/check.hpp"

namespace backsift::setup {

struct Objection {
    Severity severity = Severity::warning;
    std::string sentence; // goes on after the pattern: "can never match: …"
    std::string hint;
};

// Is it written as an address or a network, not as a name?
[[nodiscard]] bool looks_like_address(std::string_view pattern);

// `public_suffixes`: the text of the Public Suffix List, or "" (public_suffix.hpp).
[[nodiscard]] std::optional<Objection> object_to_relay(std::string_view pattern,
                                                       std::string_view public_suffixes = {});

} // namespace backsift::setup
