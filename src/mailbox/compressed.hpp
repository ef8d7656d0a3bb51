// Files that hold mail, but packed.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "base/result.hpp"

namespace backsift::mailbox {

// Why nothing can be judged of a file that begins with these bytes: it is compressed (gzip, zip,
// xz, bzip2, zstd), which no mail is. Nothing otherwise.
[[nodiscard]] std::optional<base::Failure> compressed(std::string_view begin,
                                                      const std::string& path);

} // namespace backsift::mailbox
