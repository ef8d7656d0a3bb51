// A DKIM key as somebody pasted it from the DNS: `init` takes it from a file, for Backsift asks no
// name server.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "base/result.hpp"
#include "setup/compose_config.hpp"

namespace backsift::setup {

// Whose key stands in the file at `path`: by the name in front of the record, as a zone file or
// dig(1) shows it, else by the only signature that was found on sent mail. Fails with Kind::config
// when the text holds no key that can be used, or when nothing tells whose it is.
[[nodiscard]] base::Result<DkimChoice> read_dkim_record(std::string_view text,
                                                        const std::string& path,
                                                        const std::vector<Clue>& signatures);

} // namespace backsift::setup
