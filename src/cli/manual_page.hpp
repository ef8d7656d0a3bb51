// The manual as man(1) reads it: the prose of contrib/man, and what the tables of options, keys,
// commands, bounds and words say.
#pragma once

#include <string>
#include <string_view>

#include "base/result.hpp"
#include "manual/page.hpp"

namespace backsift::cli {

// The page of a command or file format: "scan", "backsift-scan", "toml", "backsift.toml",
// "backsift". Fails with Kind::usage, and a hint where the name was nearly right.
[[nodiscard]] base::Result<const manual::Page*> page_named(std::string_view name);

// What the page is about: "scan", "toml"; "backsift" of the one about the whole.
[[nodiscard]] std::string_view short_name(const manual::Page& page);

// The whole page in mdoc(7). Fails with Kind::internal where it names a block that there is not.
[[nodiscard]] base::Result<std::string> mdoc_page(const manual::Page& page);

} // namespace backsift::cli
