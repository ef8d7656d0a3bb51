// Lines of a mail. LF, CRLF and a lone CR end a line; so does CR CR LF, which is what a text-mode
// gateway makes of CRLF and which must not be taken for a blank line.
#pragma once

#include <cstddef>
#include <string_view>

namespace backsift::message {

struct Line {
    std::string_view text; // without its end
    std::size_t at = 0;    // where it begins
    std::size_t next = 0;  // behind its end
    bool lone_cr = false;  // a CR without LF ended it
};

// Walks over the lines from `from` on. Linear in the text, whatever its line ends are.
class LineReader {
  public:
    explicit LineReader(std::string_view text, std::size_t from = 0)
        : text_(text),
          at_(from),
          lf_(find('\n')),
          cr_(find('\r')) {}

    // False when there are no more.
    bool next(Line& line) {
        if (at_ >= text_.size())
            return false;
        if (lf_ < at_)
            lf_ = find('\n');
        if (cr_ < at_)
            cr_ = find('\r');
        const std::size_t end = lf_ < cr_ ? lf_ : cr_;
        line.text = text_.substr(at_, end - at_);
        line.at = at_;
        line.next = behind(end);
        line.lone_cr = end < text_.size() && text_[line.next - 1] == '\r';
        at_ = line.next;
        return true;
    }

  private:
    [[nodiscard]] std::size_t find(char c) const {
        const std::size_t found = text_.find(c, at_);
        return found == std::string_view::npos ? text_.size() : found;
    }
    [[nodiscard]] std::size_t behind(std::size_t end) const {
        if (end == text_.size())
            return end;
        if (text_[end] == '\n')
            return end + 1;
        const std::string_view rest = text_.substr(end + 1, 2);
        if (rest.starts_with('\n'))
            return end + 2;
        return rest == "\r\n" ? end + 3 : end + 1;
    }

    std::string_view text_;
    std::size_t at_;
    std::size_t lf_; // the next of each at or behind at_, or the text's size
    std::size_t cr_;
};

} // namespace backsift::message
