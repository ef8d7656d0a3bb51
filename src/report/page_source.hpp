// The page's markup, style and script (src/report/page/), put together when Backsift is built
// (contrib/cmake/EmbedPage.cmake).
#pragma once

#include <string_view>

namespace backsift::report {

// The pieces between which the title, the summary and the data stand.
struct PageSource {
    std::string_view before_title;
    std::string_view before_summary;
    std::string_view before_data;
    std::string_view end;
};

extern const PageSource k_page_source;

} // namespace backsift::report
