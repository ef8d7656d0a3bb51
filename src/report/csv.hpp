// One message as one record of a table (RFC 4180: CRLF, quotes doubled, a head line), UTF-8.
//
// A cell that a stranger wrote and that a spreadsheet would take for a formula (it begins with = +
// -
// @, or their full-width forms) gets an apostrophe in front: spreadsheets then show it as text.
#pragma once

#include <string>

#include "report/entry.hpp"

namespace backsift::report {

// All end with CRLF.
[[nodiscard]] std::string csv_head();
[[nodiscard]] std::string csv_row(const Entry& entry);
// Its `error` says why; everything else but the path is empty.
[[nodiscard]] std::string unreadable_csv_row(const std::string& path, const std::string& sentence);

} // namespace backsift::report
