// Keys that need or exclude each other.
#pragma once

#include "base/faults.hpp"
#include "base/result.hpp"
#include "config/options.hpp"
#include "toml/toml_file.hpp"

namespace backsift::config {

// Every key that its row calls required stands in this table.
[[nodiscard]] base::Result<base::Done> required_keys(const toml::Document& document,
                                                     const Section& section,
                                                     const toml::Table& table,
                                                     const base::Place& place);

// [token] is whole: header with value or key_file and with covers, since with covers = "all".
// No two keys exclude each other. Call after every value was checked.
void companions(const toml::Document& document, base::Faults& faults);

} // namespace backsift::config
