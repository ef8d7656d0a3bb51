// The TXT records of a name, as the DNS has them now. Only `init --dkim` asks; mail is judged
// without the network. The only file that knows glibc's resolver.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "base/result.hpp"

namespace backsift::setup {

inline constexpr int k_dns_seconds = 5;

// Asks the servers of /etc/resolv.conf for exactly this name (no search list), over UDP and where
// the answer does not fit over TCP; they follow CNAMEs. One text for each record, its character
// strings put together (RFC 6376 3.6.2.2), never none. Fails with Kind::no_input when the name or a
// TXT record of it does not exist, and with Kind::temporary when k_dns_seconds have passed or no
// server gives an answer.
[[nodiscard]] base::Result<std::vector<std::string>> look_up_txt(const std::string& name);

// The TXT records in the answer section of a DNS message (RFC 1035 4.1). Fails with Kind::malformed
// when it is cut short or does not read as one.
[[nodiscard]] base::Result<std::vector<std::string>> read_txt_answer(std::string_view message);

} // namespace backsift::setup
