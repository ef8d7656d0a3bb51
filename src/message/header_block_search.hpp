// A header block pasted into text, found by its shape: behind a marker or not, quoted with ">" or
// "|", indented, or with its long lines wrapped by whoever pasted it.
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>

#include "base/limits.hpp"
#include "message/defect.hpp"
#include "message/header.hpp"

namespace backsift::message {

struct PastedBlock {
    std::size_t offset = 0; // of its first line in the text
    std::size_t line = 0;   // the number of that line, from 1
    std::string header;     // the fields without quoting, wrapped lines as continuations
    std::string rest;       // what follows, without the same quoting
    bool ended = false;     // a blank line inside the quoting closed it
};

// Has it what only a mail's header has: at least four fields, and two of From, Received and
// Message-ID?
[[nodiscard]] bool looks_like_mail(const HeaderBlock& header);

// The searches of one mail share one allowance of limits.block_search_lines lines.
class BlockSearch {
  public:
    explicit BlockSearch(const base::Limits& limits) : lines_left_(limits.block_search_lines) {}

    // The first such block. Each line is looked at a bounded number of times.
    [[nodiscard]] std::optional<PastedBlock> first_in(std::string_view text, Defects& defects);

  private:
    std::size_t lines_left_;
};

} // namespace backsift::message
