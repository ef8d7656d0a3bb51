// TOML of the form in which configs are mostly written, without toml++, which takes two hundred
// instructions a byte and is a fifth of what judging an ordinary mail costs; private to the room.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "toml/toml_file.hpp"

namespace backsift::toml {

// The document, where it is ASCII and every line is blank, a comment, `[name]`, `[[name]]`, or
// `name = value` with a string without escapes, a number of digits, true, false, a day, or a list
// of these over as many lines as it likes. Nothing for whatever else it may be, right or wrong:
// that is toml++'s to read or refuse. Where this reads a document toml++ does, and the same.
[[nodiscard]] std::optional<Table> read_plain(std::string_view text);

// As parse (toml_file.hpp), by toml++ whatever the form.
[[nodiscard]] base::Result<Document> parse_by_library(std::string_view text,
                                                      const std::string& file_name);

// The midnight (UTC) of a day of the calendar.
[[nodiscard]] Date midnight(int year, unsigned month, unsigned day);

} // namespace backsift::toml
