// A result as one HTML page that needs nothing else: no network, no other file. Its policy (CSP)
// allows the page's own script and style and nothing more; what strangers wrote stands in it as
// JSON only, from which the script makes text, never markup.
#pragma once

#include <memory>
#include <string>
#include <vector>

#include "base/result.hpp"
#include "message/date.hpp"
#include "report/writer.hpp"

namespace backsift::report {

struct PageAbout {
    std::string title;              // "Backsift report"
    std::vector<std::string> paths; // what was scanned
    std::string version;
    message::UnixTime made = 0;
};

// Rows wait in a temporary file in `temporary_directory` until the end, so memory does not grow
// with their number. Beyond 50,000 ordinary messages, those outside of storms are left out, and the
// page says so. Fails when the temporary file cannot be made.
[[nodiscard]] base::Result<std::unique_ptr<Writer>>
page_writer(PageAbout about, const std::string& temporary_directory);

} // namespace backsift::report
