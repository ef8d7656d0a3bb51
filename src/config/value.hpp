// One setting: from a TOML value to the member of Config that its row in the option table names.
#pragma once

#include <string>
#include <string_view>

#include "base/result.hpp"
#include "config/options.hpp"
#include "toml/toml_file.hpp"

namespace backsift::config {

// Where a row's value is stored: in the Config, or in the table of [[dkim]] being read.
struct Store {
    Config& config;
    Dkim* dkim = nullptr;
};

// Checks and stores. Fails with Kind::config at the value.
[[nodiscard]] base::Result<base::Done> set(const toml::Document& document, const Option& option,
                                           const toml::Value& value, const Store& store);

// A failure at a place of the document, without its line where that may show a secret.
[[nodiscard]] base::Failure complaint(const toml::Document& document, const base::Place& place,
                                      std::string sentence, std::string hint = {});

// Does a line of a config set a secret? So its text must not be shown.
[[nodiscard]] bool shows_secret(std::string_view line);
// Is this one of the sections whose texts may be secrets: token, envelope?
[[nodiscard]] bool keeps_secrets(std::string_view section);
// Is this the name of a secret or of such a section, or such a name mistyped?
[[nodiscard]] bool is_like_a_secret(std::string_view key);
// Takes the line out of a failure in the config `text` where that line may hold a secret, if only
// under a mistyped name.
void hide_secret(std::string_view text, base::Failure& failure);

// `"` + the word + `"`
[[nodiscard]] std::string quoted(std::string_view word);
// `did you mean "since"?`, or "" when nothing is near.
[[nodiscard]] std::string did_you_mean(std::string_view typed,
                                       const std::vector<std::string_view>& words);

} // namespace backsift::config
