// Every message as one row: where it goes, what it is, and why, in a table a person likes to read.
#pragma once

#include <string>

#include "report/entry.hpp"
#include "report/table.hpp"

namespace backsift::report {

// The proof that decided, in words; what the message is called where no proof was asked.
[[nodiscard]] std::string why(const Entry& entry);

// Both end with a newline.
[[nodiscard]] std::string list_head(const Dress& dress);
[[nodiscard]] std::string list_row(const Entry& entry, const Dress& dress);

} // namespace backsift::report
