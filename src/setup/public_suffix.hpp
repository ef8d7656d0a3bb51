// Endings under which strangers register names ("com", "co.uk"). By the Public Suffix List
// (https://publicsuffix.org/list/, Debian's package publicsuffix) where the host has it, else by
// the common ones.
#pragma once

#include <string>
#include <string_view>

namespace backsift::setup {

inline constexpr const char* k_public_suffix_list =
    "/usr/share/publicsuffix/public_suffix_list.dat";

// Is exactly this name such an ending? `list`: the list's text, or "". Linear in the list.
[[nodiscard]] bool is_public_suffix(std::string_view name, std::string_view list);

} // namespace backsift::setup
