// HTML to lines of text, as a browser would show them and no more: enough that phrases and a pasted
// header block can be found. One pass; what is not closed does not swallow the rest.
#include <algorithm>
#include <array>
#include <optional>

#include "base/text.hpp"
#include "message/decode.hpp"
#include "message/html_entity.hpp"

namespace backsift::message {

namespace {

enum class Break : std::uint8_t { none, blank, line, empty_line };

struct Element {
    std::string_view name;
    Break around;
};

constexpr auto k_elements = std::to_array<Element>({
    {"address", Break::line},   {"article", Break::line},  {"blockquote", Break::empty_line},
    {"body", Break::line},      {"caption", Break::line},  {"center", Break::line},
    {"dd", Break::line},        {"div", Break::line},      {"dl", Break::empty_line},
    {"dt", Break::line},        {"fieldset", Break::line}, {"footer", Break::line},
    {"form", Break::line},      {"h1", Break::empty_line}, {"h2", Break::empty_line},
    {"h3", Break::empty_line},  {"h4", Break::empty_line}, {"h5", Break::empty_line},
    {"h6", Break::empty_line},  {"head", Break::line},     {"header", Break::line},
    {"hr", Break::empty_line},  {"html", Break::line},     {"legend", Break::line},
    {"li", Break::line},        {"listing", Break::line},  {"nav", Break::line},
    {"ol", Break::empty_line},  {"option", Break::line},   {"p", Break::empty_line},
    {"pre", Break::empty_line}, {"section", Break::line},  {"table", Break::line},
    {"tbody", Break::line},     {"td", Break::blank},      {"tfoot", Break::line},
    {"th", Break::blank},       {"thead", Break::line},    {"title", Break::line},
    {"tr", Break::line},        {"ul", Break::empty_line}, {"xmp", Break::empty_line},
});

Break break_around(std::string_view name) {
    for (const Element& element : k_elements)
        if (base::iequals(element.name, name))
            return element.around;
    return Break::none;
}

bool keeps_lines(std::string_view name) {
    return base::iequals(name, "pre") || base::iequals(name, "listing")
           || base::iequals(name, "xmp");
}

// The text so far, and the blanks that are still to be decided.
class Lines {
  public:
    explicit Lines(std::size_t expected) { out_.reserve(expected); }

    void blank() { blank_pending_ = true; }
    // A blank that stays, also at the start of a line, where it folds a header field.
    void hard_blank() {
        flush_blank();
        out_ += ' ';
    }
    void put(char c) {
        flush_blank();
        out_ += c;
    }
    void put(char32_t c) {
        flush_blank();
        base::append_utf8(out_, c);
    }
    void put(std::string_view text) {
        flush_blank();
        out_ += text;
    }
    void end_line() {
        trim_line();
        out_ += '\n';
    }
    void break_as(Break wanted) {
        if (wanted == Break::none)
            return;
        if (wanted == Break::blank)
            return blank();
        // A line of hard blanks is a line that is meant to be empty.
        const bool blank_line = !out_.empty() && base::is_blank(out_.back());
        trim_line();
        if (!out_.empty() && (blank_line || out_.back() != '\n'))
            out_ += '\n';
        if (wanted == Break::empty_line && !out_.empty() && !out_.ends_with("\n\n"))
            out_ += '\n';
    }

    [[nodiscard]] std::string take() {
        trim_line();
        return std::move(out_);
    }

  private:
    void flush_blank() {
        if (blank_pending_ && !out_.empty() && out_.back() != '\n')
            out_ += ' ';
        blank_pending_ = false;
    }
    void trim_line() {
        blank_pending_ = false;
        while (!out_.empty() && base::is_blank(out_.back()))
            out_.pop_back();
    }

    std::string out_;
    bool blank_pending_ = false;
};

class Renderer {
  public:
    explicit Renderer(std::string_view html)
        : html_(html),
          last_quote_(last_of('"')),
          last_apostrophe_(last_of('\'')),
          lines_(html.size()) {}

    std::string run() {
        while (at_ < html_.size()) {
            const char c = html_[at_];
            if (c == '<')
                markup();
            else if (c == '&')
                entity();
            else
                text(c);
        }
        return lines_.take();
    }

  private:
    void text(char c) {
        ++at_;
        if (!base::is_space(c))
            lines_.put(c);
        else if (keeping_lines_ == 0)
            lines_.blank();
        else
            kept_space(c);
    }

    void kept_space(char c) {
        const bool crlf = c == '\r' && at_ < html_.size() && html_[at_] == '\n';
        if (base::is_blank(c))
            lines_.hard_blank();
        else if (!crlf)
            lines_.end_line();
    }

    void entity() {
        const char32_t c = next_entity(html_, at_);
        if (c == 0) {
            lines_.put('&');
            ++at_;
        } else if (c == 0xA0 || c == ' ' || c == '\t') {
            lines_.hard_blank();
        } else if (c == '\n' || c == '\r') {
            lines_.end_line();
        } else {
            lines_.put(c);
        }
    }

    void markup() {
        const char next = at_ + 1 < html_.size() ? html_[at_ + 1] : ' ';
        if (next == '!' || next == '?')
            declaration();
        else if (!base::is_alpha(next) && next != '/')
            literal_bracket();
        else if (!bracketed_address())
            tag();
    }

    // 0 when there is none.
    [[nodiscard]] std::size_t last_of(char c) const {
        const std::size_t found = html_.rfind(c);
        return found == std::string_view::npos ? 0 : found;
    }

    void literal_bracket() {
        lines_.put('<');
        ++at_;
    }

    // Comments, <!DOCTYPE>, <?xml ?>. An unclosed one ends at the next ">".
    void declaration() {
        if (html_.substr(at_).starts_with("<!--") && comments_close_) {
            const std::size_t close = html_.find("-->", at_ + 2);
            comments_close_ = close != std::string_view::npos;
            if (comments_close_) {
                at_ = close + 3;
                return;
            }
        }
        const std::size_t end = plain_end(at_);
        if (end == html_.size())
            literal_bracket();
        else
            at_ = end + 1;
    }

    // The next ">", or html_.size() when there is none.
    [[nodiscard]] std::size_t plain_end(std::size_t from) {
        if (!brackets_close_)
            return html_.size();
        const std::size_t found = html_.find('>', from);
        brackets_close_ = found != std::string_view::npos;
        return brackets_close_ ? found : html_.size();
    }

    // "<ann@example.org>" that somebody forgot to escape is no element.
    bool bracketed_address() {
        constexpr std::size_t k_longest = 320;
        const std::string_view head = html_.substr(at_ + 1, k_longest);
        const std::size_t end = head.find_first_of("<> \t\r\n\"'=");
        if (end == std::string_view::npos || head[end] != '>')
            return false;
        const std::string_view inside = head.substr(0, end);
        if (inside.find('@') == std::string_view::npos)
            return false;
        lines_.put(html_.substr(at_, end + 2));
        at_ += end + 2;
        return true;
    }

    // Where the tag that is open at `from` ends: at its ">", which does not count inside a quoted
    // value. A quote that would swallow every ">" is none.
    [[nodiscard]] std::size_t tag_end(std::size_t from) {
        bool behind_equals = false;
        for (std::size_t at = from; at < html_.size() && quotes_close_; ++at) {
            const char c = html_[at];
            if (c == '>')
                return at;
            const std::size_t last = c == '"' ? last_quote_ : c == '\'' ? last_apostrophe_ : 0;
            if (behind_equals && at < last)
                at = html_.find(c, at + 1);
            if (!base::is_space(c))
                behind_equals = c == '=';
        }
        quotes_close_ = false;
        return plain_end(from);
    }

    void tag() {
        const bool closing = html_[at_ + 1] == '/';
        const std::size_t name_at = at_ + (closing ? 2 : 1);
        std::size_t name_end = name_at;
        while (name_end < html_.size() && base::is_alnum(html_[name_end]))
            ++name_end;
        const std::size_t end = tag_end(name_end);
        if (end == html_.size())
            return literal_bracket();
        const std::string_view name = html_.substr(name_at, name_end - name_at);
        at_ = end + 1;
        if (base::iequals(name, "br"))
            return lines_.end_line();
        if (!closing && skip_raw_text(name))
            return;
        break_at_tag(name, html_.substr(name_end, end - name_end));
        if (keeps_lines(name))
            keep_lines(closing);
    }

    void break_at_tag(std::string_view name, std::string_view attributes) {
        Break wanted = break_around(name);
        // Outlook writes one such paragraph a line.
        if (base::iequals(name, "p")) {
            closely_set_ = attributes.empty() ? closely_set_ : is_closely_set(attributes);
            if (closely_set_)
                wanted = Break::line;
        }
        lines_.break_as(wanted);
    }

    static bool is_closely_set(std::string_view attributes) {
        return base::icontains(attributes, "MsoNormal")
               || base::icontains(attributes, "MsoPlainText")
               || base::icontains(attributes, "margin:0")
               || base::icontains(attributes, "margin: 0");
    }

    void keep_lines(bool closing) {
        if (closing) {
            keeping_lines_ -= keeping_lines_ > 0 ? 1 : 0;
            return;
        }
        ++keeping_lines_;
        // The first line end inside is not shown.
        if (html_.substr(at_).starts_with("\r\n"))
            at_ += 2;
        else if (html_.substr(at_).starts_with('\n'))
            ++at_;
    }

    // Jumps behind the closing tag of <script> and <style>; not when there is none.
    bool skip_raw_text(std::string_view name) {
        const bool script = base::iequals(name, "script");
        if (!script && !base::iequals(name, "style"))
            return false;
        bool& closes = script ? scripts_close_ : styles_close_;
        if (!closes)
            return false;
        const std::size_t close = base::ifind(html_, script ? "</script" : "</style", at_);
        closes = close != std::string_view::npos;
        if (closes)
            at_ = close; // the closing tag is read as any tag
        return closes;
    }

    std::string_view html_;
    std::size_t last_quote_;
    std::size_t last_apostrophe_;
    Lines lines_;
    std::size_t at_ = 0;
    int keeping_lines_ = 0;
    bool closely_set_ = false;
    // Once a search has failed from here, it fails from everywhere behind: keeps this linear.
    bool brackets_close_ = true;
    bool quotes_close_ = true;
    bool comments_close_ = true;
    bool scripts_close_ = true;
    bool styles_close_ = true;
};

} // namespace

std::string render_html(std::string_view html) {
    return Renderer(html).run();
}

} // namespace backsift::message
