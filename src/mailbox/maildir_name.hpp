// The name of a message in a Maildir: "<seconds>.M<microseconds>P<pid>Q<count>R<random>.<host>",
// unique by any one of three (process and count, random, clock), and ",S=<size>" which spares
// Dovecot and Courier a stat.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "os/world.hpp"

namespace backsift::mailbox {

// Without size: what the file is called in tmp/.
[[nodiscard]] std::string unique_name(os::World& world);
[[nodiscard]] std::string with_size(const std::string& unique, std::uint64_t bytes);

// "/" and ":" as \057 and \072 (they may not stand in a name), other bytes that are not printable
// ASCII, and the comma and blank, as "_"; "localhost" when nothing is left.
[[nodiscard]] std::string escape_host(std::string_view host);

// Did unique_name() make this?
[[nodiscard]] bool is_our_name(std::string_view name);

} // namespace backsift::mailbox
