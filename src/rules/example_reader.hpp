// Reads one example of a rule into a whole mail; private to the loader.
#pragma once

#include <string>

#include "rules/rule_file.hpp"
#include "toml/toml_file.hpp"

namespace backsift::rules {

// "a whole mail", { mail = … }, { value = … }, { subject = …, text = … }. `rule` has its conditions
// already: `value` needs to know what they look at.
[[nodiscard]] base::Result<std::string> read_example(const toml::Document& document,
                                                     const toml::Value& value, const Draft& rule);

} // namespace backsift::rules
