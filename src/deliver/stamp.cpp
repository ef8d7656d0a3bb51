#include "deliver/stamp.hpp"

#include <algorithm>

#include "base/text.hpp"

namespace backsift::deliver {

namespace {

constexpr std::size_t k_ids_bytes = 600; // of the finding ids in the field

// Rule ids are [a-z0-9.-]; a user's rule file could hold others.
bool is_id(std::string_view id) {
    return !id.empty() && std::all_of(id.begin(), id.end(), [](char c) {
        return base::is_alnum(c) || c == '.' || c == '-' || c == '_';
    });
}

std::string joined(const std::vector<std::string>& ids) {
    std::string out;
    for (const std::string& id : ids) {
        if (!is_id(id) || out.size() + id.size() > k_ids_bytes)
            continue;
        if (!out.empty())
            out += ',';
        out += id;
    }
    return out;
}

bool is_ours(std::string_view line) {
    if (!base::istarts_with(line, k_field_name))
        return false;
    std::size_t at = k_field_name.size();
    while (at < line.size() && base::is_blank(line[at]))
        ++at;
    return at < line.size() && line[at] == ':';
}

// The lines of a header. LF, CRLF and a lone CR end a line, as in scan_header(); but only an empty
// line between two LF (or CRLF) ends the header, or between two CR where there is no LF at all. So
// a lone CR cannot hide a field from us that a program which knows only LF would find.
class HeaderLines {
  public:
    explicit HeaderLines(std::string_view text)
        : text_(text),
          cr_only_(text.find('\n') == std::string_view::npos) {}

    // Moves to the next line; false at the end of the header.
    bool next() {
        begin_ = end_;
        if (begin_ == text_.size())
            return false;
        const std::size_t stop = std::min(text_.find_first_of("\r\n", begin_), text_.size());
        line_ = text_.substr(begin_, stop - begin_);
        end_ = std::min(stop + (text_.substr(stop, 2) == "\r\n" ? 2U : 1U), text_.size());
        const bool at_end = cr_only_ || (end_ > 0 && text_[end_ - 1] == '\n');
        return !(line_.empty() && begins_for_all() && at_end);
    }

    [[nodiscard]] std::string_view line() const { return line_; }
    [[nodiscard]] std::size_t begin() const { return begin_; }
    [[nodiscard]] std::size_t end() const { return end_; }
    [[nodiscard]] bool continues() const { return !line_.empty() && base::is_blank(line_.front()); }
    // Whether a program that knows only LF sees a line begin here too.
    [[nodiscard]] bool begins_for_all() const {
        return begin_ == 0 || cr_only_ || text_[begin_ - 1] == '\n';
    }

  private:
    std::string_view text_;
    bool cr_only_;
    std::string_view line_;
    std::size_t begin_ = 0;
    std::size_t end_ = 0;
};

struct Cut {
    std::size_t begin = 0;
    std::size_t end = 0;
};

// Behind the lines from `at` on that continue the one before, as a program sees them that knows
// only LF.
std::size_t behind_continuations(std::string_view text, std::size_t at) {
    while (at < text.size() && base::is_blank(text[at])) {
        const std::size_t lf = text.find('\n', at);
        at = lf == std::string_view::npos ? text.size() : lf + 1;
    }
    return at;
}

// A program that knows only LF has one line where a lone CR makes two of it. What is left of such a
// line must not become the empty one that ends the header, nor swallow it; and where nothing is
// left, what continued it must not continue our new field.
Cut within_lf_lines(Cut cut, std::string_view text) {
    const bool begins_line = cut.begin == 0 || text[cut.begin - 1] == '\n';
    const bool ends_line = text[cut.end - 1] == '\n';
    if (begins_line && !ends_line) {
        const std::string_view rest = text.substr(cut.end);
        const std::size_t line_end = rest.starts_with("\r\n") ? 2U
                                     : rest.starts_with('\n') ? 1U
                                                              : 0U;
        if (line_end != 0)
            cut.end = behind_continuations(text, cut.end + line_end);
    } else if (!begins_line && ends_line) {
        cut.end -= text[cut.end - 2] == '\r' ? 2U : 1U;
    }
    return cut;
}

std::vector<Cut> our_fields(std::string_view text) {
    std::vector<Cut> cuts;
    bool in_ours = false;
    HeaderLines lines(text);
    while (lines.next()) {
        in_ours = is_ours(lines.line()) || (in_ours && lines.continues());
        if (!in_ours)
            continue;
        if (!cuts.empty() && cuts.back().end == lines.begin() && !lines.begins_for_all()) {
            cuts.back().end = lines.end();
        } else {
            cuts.push_back({lines.begin(), lines.end()});
        }
    }
    if (text.find('\n') == std::string_view::npos)
        return cuts;
    std::vector<Cut> apart;
    for (const Cut& ours : cuts) {
        const Cut cut = within_lf_lines(ours, text);
        if (!apart.empty() && cut.begin < apart.back().end)
            apart.back().end = std::max(apart.back().end, cut.end);
        else
            apart.push_back(cut);
    }
    return apart;
}

// The front; but where the first lines are continuations of nothing, behind these: they would
// become part of our field.
std::size_t place_for_field(std::string_view text) {
    HeaderLines lines(text);
    while (lines.next()) {
        if (!lines.continues() && lines.begins_for_all())
            break;
    }
    return lines.begin();
}

// The text may be such lines to its end, and the last of them may lack its own: what is missing of
// `end` then.
std::string_view missing_end(std::string_view text, std::size_t place, std::string_view end) {
    if (place == 0 || place < text.size() || text.ends_with(end.back()))
        return {};
    return text.ends_with('\r') ? "\n" : end;
}

std::string_view line_end_of(std::string_view text) {
    const std::size_t lf = text.find('\n');
    if (lf == std::string_view::npos)
        return text.find('\r') == std::string_view::npos ? "\n" : "\r";
    return lf > 0 && text[lf - 1] == '\r' ? "\r\n" : "\n";
}

void add_piece(std::vector<std::string_view>& pieces, std::string_view piece) {
    if (!piece.empty())
        pieces.push_back(piece);
}

} // namespace

std::string field(const verdict::Verdict& verdict, const std::vector<std::string>& by) {
    std::string out(k_field_name);
    out.append(": verdict=").append(verdict::word(verdict.verdict));
    out.append("; kind=").append(rules::word(verdict.kind));
    out.append("; place=").append(verdict::word(verdict.place));
    out.append("; proof=").append(proof::word(verdict.proof));
    const std::string ids = joined(by);
    if (!ids.empty())
        out.append("; by=").append(ids);
    return out;
}

Stamped stamp(const message::Mail& mail, std::string_view field, FromLine from_line) {
    const std::string_view text = mail.without_from_line();
    const std::size_t place = place_for_field(text);
    const std::string_view end = line_end_of(text);
    Stamped out;
    std::string line(missing_end(text, place, end));
    line.append(field).append(end);
    out.line = base::Bytes(line);
    if (from_line == FromLine::keep)
        add_piece(out.pieces, mail.from_line);
    std::vector<Cut> cuts = our_fields(text);
    const auto behind =
        std::find_if(cuts.begin(), cuts.end(), [place](const Cut& cut) { return cut.end > place; });
    const auto first = cuts.insert(behind, {place, place});
    std::size_t at = 0;
    for (auto cut = cuts.begin(); cut != cuts.end(); ++cut) {
        add_piece(out.pieces, text.substr(at, cut->begin - at));
        if (cut == first)
            out.pieces.push_back(out.line.view());
        at = cut->end;
    }
    add_piece(out.pieces, text.substr(at));
    return out;
}

Stamped unstamped(const message::Mail& mail, FromLine from_line) {
    Stamped out;
    add_piece(out.pieces, from_line == FromLine::keep ? mail.text() : mail.without_from_line());
    return out;
}

} // namespace backsift::deliver
