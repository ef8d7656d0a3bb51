// What the page's script reads (src/report/page/data.js): one JSON array for each message, and one
// object for the sums.
#pragma once

#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "report/page.hpp"

namespace backsift::report {

// Texts that occur in many rows are kept once, and rows hold their number.
class PageTexts {
  public:
    // The number, or -1 when there is no room for another text.
    [[nodiscard]] int number_of(const std::string& text);
    [[nodiscard]] std::string json() const;

  private:
    std::map<std::string, int, std::less<>> numbers_;
    std::vector<const std::string*> texts_;
};

// All are valid JSON in one line that is safe within a script element: no "<", ">" or "&".
[[nodiscard]] std::string page_row(const Entry& entry, PageTexts& texts);
[[nodiscard]] std::string page_result(const Tally& tally, const PageAbout& about,
                                      std::size_t left_out);

} // namespace backsift::report
