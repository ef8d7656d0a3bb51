// What the page's script reads (src/report/page/data.js): one JSON array for each message, and one
// object for the sums.
#pragma once

#include <map>
#include <string>
#include <string_view>
#include <unordered_set>
#include <vector>

#include "report/page.hpp"

namespace backsift::report {

// Texts that occur in many rows are kept once, and rows hold their number. The first time a text
// stands in its row as it is: most that strangers wrote never come again.
class PageTexts {
  public:
    // The number, or -1 for a text that was not met before or has no room.
    [[nodiscard]] int number_of(const std::string& text);
    [[nodiscard]] std::string json() const;

  private:
    [[nodiscard]] bool is_new(const std::string& text);

    std::unordered_set<std::size_t> seen_; // hashes
    std::map<std::string, int, std::less<>> numbers_;
    std::vector<const std::string*> texts_;
};

// All are valid JSON in one line that is safe within a script element: no "<", ">" or "&".
[[nodiscard]] std::string page_row(const Entry& entry, PageTexts& texts);
[[nodiscard]] std::string page_result(const Tally& tally, const PageAbout& about,
                                      std::size_t left_out);

} // namespace backsift::report
