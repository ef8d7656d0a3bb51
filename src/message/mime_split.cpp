#include "message/mime_split.hpp"

#include <algorithm>
#include <optional>
#include <string>
#include <utility>

#include "base/text.hpp"
#include "message/media_fields.hpp"

namespace backsift::message {

namespace {

// An open multipart.
struct Level {
    int part;
    std::string boundary;
    int open_child = -1; // the child whose end has not come yet
};

// A delimiter line of one of the open multiparts.
struct Delimiter {
    std::size_t level = 0;
    std::size_t begin = 0; // with the line end before it, which belongs to it
    std::size_t next = 0;  // behind its line end
    bool closing = false;
};

bool is_line_end(char c) {
    return c == '\r' || c == '\n';
}

class MimeSplit {
  public:
    MimeSplit(std::string_view text, const base::Limits& limits, Defects& defects)
        : text_(text),
          limits_(limits),
          defects_(defects) {}

    std::vector<Part> run(Part root);

  private:
    [[nodiscard]] std::optional<Delimiter> find_delimiter(std::size_t from) const;
    [[nodiscard]] std::optional<Delimiter> delimiter_at(std::size_t dashes) const;
    [[nodiscard]] bool reads_as(Delimiter& delimiter, std::size_t behind_boundary) const;
    [[nodiscard]] std::size_t position(std::string_view view) const {
        return static_cast<std::size_t>(view.data() - text_.data());
    }

    void add(Part part);
    std::size_t add_child(std::size_t start);
    void note_bounds(const Defects& header_defects);
    void open(const Part& part);
    void end_children(std::size_t level, std::size_t end);
    void add_missing_children();

    std::string_view text_;
    const base::Limits& limits_;
    Defects& defects_;
    std::vector<Part> parts_;
    std::vector<Level> levels_;
};

std::vector<Part> MimeSplit::run(Part root) {
    std::size_t at = position(root.body);
    add(std::move(root));
    while (!levels_.empty()) {
        const std::optional<Delimiter> found = find_delimiter(at);
        if (!found)
            break;
        end_children(found->level, found->begin);
        if (levels_.size() > found->level + 1)
            defects_.note(Defect::boundary_not_closed);
        levels_.resize(found->level + (found->closing ? 0 : 1), Level{});
        at = found->next;
        if (found->closing)
            continue;
        if (parts_.size() >= limits_.mime_parts) {
            defects_.note(Defect::too_many_parts);
            levels_.clear();
            break;
        }
        at = add_child(at);
    }
    if (!levels_.empty()) {
        if (!parts_.front().body.empty())
            defects_.note(Defect::boundary_not_closed);
        end_children(0, text_.size());
    }
    add_missing_children();
    return std::move(parts_);
}

// The next delimiter line. Dashes are rare, so the search runs from dash to dash.
std::optional<Delimiter> MimeSplit::find_delimiter(std::size_t from) const {
    std::size_t at = from;
    while ((at = text_.find('-', at)) != std::string_view::npos) {
        if ((at == 0 || is_line_end(text_[at - 1])) && text_.substr(at).starts_with("--")) {
            if (auto found = delimiter_at(at))
                return found;
        }
        while (at < text_.size() && text_[at] == '-')
            ++at;
    }
    return std::nullopt;
}

// Innermost first: where two multiparts share a boundary it means the inner one.
std::optional<Delimiter> MimeSplit::delimiter_at(std::size_t dashes) const {
    for (std::size_t level = levels_.size(); level-- > 0;) {
        const std::string& boundary = levels_[level].boundary;
        if (!text_.substr(dashes + 2).starts_with(boundary))
            continue;
        Delimiter delimiter;
        delimiter.level = level;
        if (!reads_as(delimiter, dashes + 2 + boundary.size()))
            continue;
        delimiter.begin = dashes;
        if (dashes > 0) {
            const bool crlf = dashes > 1 && text_.substr(dashes - 2, 2) == "\r\n";
            delimiter.begin = dashes - (crlf ? 2U : 1U);
        }
        return delimiter;
    }
    return std::nullopt;
}

// Behind the boundary: "--" if it closes, blanks, the line's end.
bool MimeSplit::reads_as(Delimiter& delimiter, std::size_t behind_boundary) const {
    std::size_t at = behind_boundary;
    delimiter.closing = text_.substr(at).starts_with("--");
    if (delimiter.closing)
        at += 2;
    while (at < text_.size() && base::is_blank(text_[at]))
        ++at;
    if (at < text_.size() && !is_line_end(text_[at]))
        return false;
    if (text_.substr(at).starts_with("\r\n"))
        ++at;
    delimiter.next = std::min(at + 1, text_.size());
    return true;
}

void MimeSplit::add(Part part) {
    if (!levels_.empty())
        levels_.back().open_child = static_cast<int>(parts_.size());
    parts_.push_back(std::move(part));
    open(parts_.back());
}

// Reads the part that begins behind a delimiter; returns where its body begins.
std::size_t MimeSplit::add_child(std::size_t start) {
    // Its header ends at the next delimiter, should the blank line be missing.
    const std::optional<Delimiter> next = find_delimiter(start);
    const std::size_t end = next ? std::max(start, next->begin) : text_.size();
    const Part& parent = parts_[static_cast<std::size_t>(levels_.back().part)];
    Part child;
    Defects header_defects;
    std::size_t body_at = 0;
    child.header = scan_header(text_.substr(start, end - start), limits_, header_defects, body_at);
    note_bounds(header_defects);
    for (Field& field : child.header.fields)
        field.offset += start;
    child.body = text_.substr(start + body_at, end - start - body_at);
    child.parent = levels_.back().part;
    child.depth = parent.depth + 1;
    read_media(child, defects_);
    if (!child.has_content_type && parent.media.is("multipart", "digest")) {
        child.media.type = "message"; // RFC 2046 5.1.5
        child.media.subtype = "rfc822";
    }
    add(std::move(child));
    return start + body_at;
}

// A part's header may be missing or odd without the mail's being so; only its bounds are noted.
void MimeSplit::note_bounds(const Defects& header_defects) {
    for (const Defect bound :
         {Defect::header_too_long, Defect::too_many_fields, Defect::field_too_long}) {
        if (header_defects.has(bound))
            defects_.note(bound);
    }
}

void MimeSplit::open(const Part& part) {
    if (!part.media.is_multipart())
        return;
    if (static_cast<std::size_t>(part.depth) >= limits_.mime_depth) {
        defects_.note(Defect::too_deep);
        return;
    }
    std::string boundary(part.media.parameter("boundary"));
    while (!boundary.empty() && base::is_blank(boundary.back()))
        boundary.pop_back();
    if (boundary.size() > limits_.boundary_bytes)
        defects_.note(Defect::boundary_too_long);
    else if (boundary.empty())
        defects_.note(Defect::boundary_missing);
    else
        levels_.push_back({static_cast<int>(parts_.size()) - 1, std::move(boundary)});
}

void MimeSplit::end_children(std::size_t level, std::size_t end) {
    for (; level < levels_.size(); ++level) {
        const int child = std::exchange(levels_[level].open_child, -1);
        if (child < 0)
            continue;
        Part& part = parts_[static_cast<std::size_t>(child)];
        const std::size_t begin = position(part.body);
        part.body = text_.substr(begin, std::max(begin, end) - begin);
    }
}

// A multipart in which no delimiter was found still has something to say: its body is read as text.
void MimeSplit::add_missing_children() {
    std::vector<bool> has_child(parts_.size());
    for (const Part& part : parts_) {
        if (part.parent >= 0)
            has_child[static_cast<std::size_t>(part.parent)] = true;
    }
    const std::size_t split = parts_.size();
    for (std::size_t i = 0; i < split && parts_.size() < limits_.mime_parts; ++i) {
        const Part& part = parts_[i];
        if (has_child[i] || !part.media.is_multipart() || base::trim(part.body).empty())
            continue;
        if (static_cast<std::size_t>(part.depth) >= limits_.mime_depth)
            continue;
        Part child;
        child.body = part.body;
        child.encoding = part.encoding;
        child.parent = static_cast<int>(i);
        child.depth = part.depth + 1;
        parts_.push_back(std::move(child));
    }
}

} // namespace

std::vector<Part> split_mime(std::string_view text, const HeaderBlock& header,
                             std::string_view body, const base::Limits& limits, Defects& defects) {
    Part root;
    root.header = header;
    root.body = body;
    read_media(root, defects);
    return MimeSplit(text, limits, defects).run(std::move(root));
}

} // namespace backsift::message
