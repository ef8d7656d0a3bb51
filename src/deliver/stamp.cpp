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

// The bytes before the colon of a line that begins a field of ours; 0 for any other line.
std::size_t our_name(std::string_view line) {
    if (!base::istarts_with(line, k_field_name))
        return 0;
    std::size_t at = k_field_name.size();
    while (at < line.size() && base::is_blank(line[at]))
        ++at;
    return at < line.size() && line[at] == ':' ? at : 0;
}

// The lines of a header, as nearly all programs see them that will read it from a file: LF ends a
// line, and a CR only where there is no LF at all. Ours is found and put in by this reading alone,
// so that no other line, field or end of the header comes to be or goes.
class HeaderLines {
  public:
    explicit HeaderLines(std::string_view text)
        : text_(text),
          line_end_(text.find('\n') == std::string_view::npos ? '\r' : '\n') {}

    // Moves to the next line; false at the end of the header.
    bool next() {
        begin_ = end_;
        const std::size_t stop = std::min(text_.find(line_end_, begin_), text_.size());
        line_ = text_.substr(begin_, stop - begin_);
        end_ = std::min(stop + 1, text_.size());
        return begin_ < text_.size() && !line_.empty() && line_ != "\r";
    }

    // Without its LF, but with the CR before it.
    [[nodiscard]] std::string_view line() const { return line_; }
    [[nodiscard]] std::size_t begin() const { return begin_; }
    [[nodiscard]] std::size_t end() const { return end_; }
    [[nodiscard]] bool continues() const { return !line_.empty() && base::is_blank(line_.front()); }

  private:
    std::string_view text_;
    char line_end_;
    std::string_view line_;
    std::size_t begin_ = 0;
    std::size_t end_ = 0;
};

struct Cut {
    std::size_t begin = 0;
    std::size_t end = 0;
};

// A program that takes a lone CR for the end of a line could find a field of ours within a line.
// Only its name goes: what is left is neither a field nor empty nor a continuation, so that nothing
// around it changes for anybody.
void cut_hidden_names(const HeaderLines& lines, std::vector<Cut>& cuts) {
    const std::string_view line = lines.line();
    for (std::size_t cr = line.find('\r'); cr != std::string_view::npos;
         cr = line.find('\r', cr + 1)) {
        const std::size_t name = our_name(line.substr(cr + 1));
        if (name != 0)
            cuts.push_back({lines.begin() + cr + 1, lines.begin() + cr + 1 + name});
    }
}

std::vector<Cut> our_fields(std::string_view text) {
    std::vector<Cut> cuts;
    bool in_ours = false;
    HeaderLines lines(text);
    while (lines.next()) {
        in_ours = our_name(lines.line()) != 0 || (in_ours && lines.continues());
        if (!in_ours)
            cut_hidden_names(lines, cuts);
        else if (!cuts.empty() && cuts.back().end == lines.begin())
            cuts.back().end = lines.end();
        else
            cuts.push_back({lines.begin(), lines.end()});
    }
    return cuts;
}

// The front; but where the first lines are continuations of nothing, behind these: they would
// become part of our field.
std::size_t place_for_field(std::string_view text) {
    HeaderLines lines(text);
    while (lines.next()) {
        if (!lines.continues())
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
