#include "message/header_block_search.hpp"

#include <string>
#include <unordered_map>
#include <vector>

#include "base/text.hpp"
#include "message/lines.hpp"
#include "message/quoted_line.hpp"

namespace backsift::message {

namespace {

// What a block's field names say of it.
class Shape {
  public:
    void add(std::string_view name) {
        ++fields_;
        from_ = from_ || base::iequals(name, "From");
        received_ = received_ || base::iequals(name, "Received");
        id_ = id_ || base::iequals(name, "Message-ID");
    }
    // Two of the three: an anonymised or trimmed header may lack one.
    [[nodiscard]] bool is_mail() const { return fields_ >= 4 && from_ + received_ + id_ >= 2; }

  private:
    std::size_t fields_ = 0;
    bool from_ = false;
    bool received_ = false;
    bool id_ = false;
};

} // namespace

bool looks_like_mail(const HeaderBlock& header) {
    Shape shape;
    for (const Field& field : header.fields)
        shape.add(field.name);
    return shape.is_mail();
}

namespace {

// So many lines of a field may have lost their indentation when somebody wrapped them.
constexpr std::size_t k_wrapped_lines = 4;
// So often is each line looked at, on average, before the search gives up. A line belongs to at
// most one failed block for each of its possible quotings.
constexpr std::size_t k_looks_per_line = 2 * k_quote_bytes;

// Lines [begin, end) of a block.
struct Range {
    std::size_t begin = 0;
    std::size_t end = 0;
    bool ended = false;
    bool good = false;
};

class LineSearch {
  public:
    LineSearch(const std::vector<Line>& lines, Defects& defects)
        : lines_(lines),
          defects_(defects),
          looks_left_(lines.size() * k_looks_per_line) {}

    std::optional<Range> first();

  private:
    Range try_block(std::size_t begin, std::string_view quote);
    std::size_t wrapped_lines(std::size_t from, std::string_view quote);
    bool look();

    const std::vector<Line>& lines_;
    Defects& defects_;
    std::size_t looks_left_;
    // Behind which line a block of a quoting that failed ends: no part of it can do better.
    std::unordered_map<std::string_view, std::size_t> failed_;
};

bool LineSearch::look() {
    if (looks_left_ > 0) {
        --looks_left_;
        return true;
    }
    defects_.note(Defect::block_search_cut);
    return false;
}

std::optional<Range> LineSearch::first() {
    for (std::size_t i = 0; i < lines_.size() && look(); ++i) {
        const std::string_view quote = quoting(lines_[i].text);
        if (!begins_block(lines_[i].text.substr(quote.size())))
            continue;
        const auto failed = failed_.find(quote);
        if (failed != failed_.end() && i < failed->second)
            continue;
        const Range range = try_block(i, quote);
        if (range.good)
            return range;
        failed_[quote] = range.end;
    }
    return std::nullopt;
}

// Follows the block to its end.
Range LineSearch::try_block(std::size_t begin, std::string_view quote) {
    Range range{begin, begin};
    Shape shape;
    while (range.end < lines_.size() && look()) {
        const Unquoted line = unquote(lines_[range.end].text, quote);
        std::size_t taken = 1;
        switch (shape_of(line)) {
        case LineShape::blank:
            range.ended = true;
            break;
        case LineShape::continuation:
            break;
        case LineShape::field:
            shape.add(line.text.substr(0, field_name_length(line.text)));
            break;
        case LineShape::other:
            taken = wrapped_lines(range.end, quote);
            break;
        }
        if (range.ended || taken == 0)
            break;
        range.end += taken;
    }
    range.good = shape.is_mail();
    return range;
}

// How many lines from here on are the wrapped rest of a field: some, and then a field of mail.
std::size_t LineSearch::wrapped_lines(std::size_t from, std::string_view quote) {
    for (std::size_t i = from; i < lines_.size() && i <= from + k_wrapped_lines && look(); ++i) {
        const Unquoted line = unquote(lines_[i].text, quote);
        const LineShape shape = shape_of(line);
        if (shape == LineShape::blank || base::trim(line.text).empty())
            return 0;
        if (shape == LineShape::field)
            return is_well_known_field(line.text) ? i - from : 0;
    }
    return 0;
}

// A blank, too: HTML indents with it.
constexpr std::string_view k_no_break_space = "\xC2\xA0";

// Two blanks for its two bytes keep offsets.
std::string with_plain_blanks(std::string_view text) {
    std::string out(text);
    for (std::size_t at = 0; (at = out.find(k_no_break_space, at)) != std::string::npos; at += 2) {
        out.replace(at, 2, "  ");
    }
    return out;
}

std::string_view without_last_blanks(std::string_view text) {
    for (;;) {
        if (!text.empty() && base::is_blank(text.back()))
            text.remove_suffix(1);
        else if (text.ends_with(k_no_break_space))
            text.remove_suffix(k_no_break_space.size());
        else
            return text;
    }
}

// Of the names that make a block mail (Shape) From alone is not enough. Ordinary text has a colon
// or two, and none behind the others: then its lines need not be looked at.
bool may_hold_mail(std::string_view text) {
    for (std::size_t at = text.find(':'); at != std::string_view::npos;
         at = text.find(':', at + 1)) {
        const std::string_view before = without_last_blanks(text.substr(0, at));
        if (base::iends_with(before, "Received") || base::iends_with(before, "Message-ID"))
            return true;
    }
    return false;
}

void append_line(std::string& out, std::string_view line) {
    out.append(line).append("\n");
}

PastedBlock extract(std::string_view text, const std::vector<Line>& lines, const Range& range) {
    const std::string_view quote = quoting(lines[range.begin].text);
    PastedBlock block;
    block.offset = lines[range.begin].at;
    block.line = range.begin + 1;
    block.ended = range.ended;
    for (std::size_t i = range.begin; i < range.end; ++i) {
        const Unquoted line = unquote(lines[i].text, quote);
        if (shape_of(line) == LineShape::other)
            block.header += ' ';
        append_line(block.header, line.text);
    }
    LineReader rest(text, range.end < lines.size() ? lines[range.end].at : lines.back().next);
    Line line;
    if (range.ended)
        rest.next(line);
    while (rest.next(line))
        append_line(block.rest, unquote(line.text, quote).text);
    return block;
}

} // namespace

std::optional<PastedBlock> BlockSearch::first_in(std::string_view text, Defects& defects) {
    if (!may_hold_mail(text))
        return std::nullopt;
    const std::string plain = with_plain_blanks(text);
    std::vector<Line> lines;
    LineReader reader(plain);
    Line line;
    while (lines.size() < lines_left_ && reader.next(line))
        lines.push_back(line);
    lines_left_ -= lines.size();
    if (reader.next(line))
        defects.note(Defect::block_search_cut);
    const std::optional<Range> range = LineSearch(lines, defects).first();
    if (!range)
        return std::nullopt;
    return extract(plain, lines, *range);
}

} // namespace backsift::message
