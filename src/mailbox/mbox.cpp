#include "mailbox/mbox.hpp"

#include <algorithm>
#include <array>
#include <cerrno>
#include <cstring>
#include <memory>
#include <optional>
#include <utility>

#include <sys/stat.h>
#include <unistd.h>

#include "base/text.hpp"
#include "message/quoted_line.hpp"
#include "os/failure.hpp"

namespace backsift::mailbox {

namespace {

using base::Done;
using base::Result;

constexpr std::size_t k_buffer_bytes = 256U << 10U;
constexpr std::size_t k_separator_bytes = 400; // of a line are looked at
constexpr std::string_view k_from = "From ";

constexpr std::array<std::string_view, 7> k_days{"Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"};
constexpr std::array<std::string_view, 12> k_months{"Jan", "Feb", "Mar", "Apr", "May", "Jun",
                                                    "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"};

template<std::size_t n>
bool is_one_of(const std::array<std::string_view, n>& words, std::string_view word) {
    return std::find(words.begin(), words.end(), word) != words.end();
}

bool is_number(std::string_view word, std::uint64_t least, std::uint64_t most) {
    const auto number = base::to_number(word);
    return number && *number >= least && *number <= most;
}

// "8:00", "08:00:09"
bool is_time(std::string_view word) {
    const auto parts = base::split(word, ':');
    return (parts.size() == 2 || parts.size() == 3) && is_number(parts[0], 0, 24)
           && is_number(parts[1], 0, 59) && (parts.size() == 2 || is_number(parts[2], 0, 60));
}

// "Sat Oct 4 08:00:09 2025", a zone before or behind the year.
bool is_date(const std::vector<std::string_view>& words, std::size_t at) {
    if (at + 5 > words.size())
        return false;
    if (!is_one_of(k_days, words[at]) || !is_one_of(k_months, words[at + 1]))
        return false;
    if (!is_number(words[at + 2], 1, 31) || !is_time(words[at + 3]))
        return false;
    return is_number(words[at + 4], 1970, 9999)
           || (at + 5 < words.size() && is_number(words[at + 5], 1970, 9999));
}

// One line of the file; of a long one `text` holds the beginning.
struct Line {
    std::uint64_t offset = 0;
    std::uint64_t length = 0; // with its end
    std::string_view text;    // without its end; valid until the next call
};

// Lines by pread(2), through one buffer.
class Lines {
  public:
    explicit Lines(int fd) : fd_(fd), buffer_(base::buffer_of(k_buffer_bytes)) {}

    // Nothing at the end, or when the system fails: then error() is not 0.
    std::optional<Line> next() {
        const char* end = find_end();
        if (end == nullptr && at_ > 0) {
            fill();
            end = find_end();
        }
        const std::size_t have = used_ - at_;
        if (have == 0 || error_ != 0)
            return std::nullopt;
        Line line{start_ + at_, 0, {buffer_.get() + at_, have}};
        if (end != nullptr) {
            line.text = {buffer_.get() + at_, static_cast<std::size_t>(end - buffer_.get()) - at_};
            at_ += line.text.size() + 1;
        } else if (have == k_buffer_bytes) {
            spare_.assign(line.text.substr(0, k_separator_bytes));
            line.text = spare_;
            skip_line();
        } else {
            at_ = used_;
        }
        line.length = start_ + at_ - line.offset;
        if (line.text.ends_with('\r'))
            line.text.remove_suffix(1);
        return line;
    }

    void go_to(std::uint64_t offset) {
        start_ = offset;
        at_ = used_ = 0;
        fill();
    }

    [[nodiscard]] int error() const { return error_; }

  private:
    const char* find_end() {
        return static_cast<const char*>(std::memchr(buffer_.get() + at_, '\n', used_ - at_));
    }

    // Moves what is left to the front and reads on behind it.
    void fill() {
        std::memmove(buffer_.get(), buffer_.get() + at_, used_ - at_);
        start_ += at_;
        used_ -= at_;
        at_ = 0;
        while (used_ < k_buffer_bytes) {
            const auto offset = static_cast<off_t>(start_ + used_);
            const ssize_t got = ::pread(fd_, buffer_.get() + used_, k_buffer_bytes - used_, offset);
            if (got == 0)
                return;
            if (got > 0) {
                used_ += static_cast<std::size_t>(got);
            } else if (errno != EINTR) {
                error_ = errno;
                return;
            }
        }
    }

    // Of a line longer than the buffer the beginning stays in `spare_` while the rest is passed
    // over.
    void skip_line() {
        for (;;) {
            at_ = used_;
            fill();
            if (used_ == 0)
                return;
            if (const char* const end = find_end(); end != nullptr) {
                at_ = static_cast<std::size_t>(end - buffer_.get()) + 1;
                return;
            }
        }
    }

    int fd_;
    base::Buffer buffer_;
    std::uint64_t start_ = 0; // the file offset of the buffer's first byte
    std::size_t at_ = 0;
    std::size_t used_ = 0;
    std::string spare_; // the beginning of such a line
    int error_ = 0;
};

class Splitter {
  public:
    Splitter(int fd, std::uint64_t size, const std::function<bool(Span)>& found)
        : fd_(fd),
          size_(size),
          lines_(fd),
          found_(found) {}

    // Returns errno, 0 when all went well.
    int run() {
        lines_.go_to(0);
        bool first = true;
        while (const auto line = lines_.next()) {
            if (std::exchange(first, false)) {
                if (!line->text.starts_with(k_from))
                    break;
            } else if (end_ && is_separator(line->text)) {
                if (!begin_at(line->offset, *end_))
                    return 0;
            } else {
                if (perhaps_ && message::is_well_known_field(line->text)
                    && !begin_at(perhaps_->offset, perhaps_->end))
                    return 0;
                perhaps_ = perhaps_separator(*line);
                look_at(*line);
            }
        }
        if (lines_.error() == 0)
            found_(Span{start_, last_end() - start_});
        return lines_.error();
    }

  private:
    // A separator at this offset, before which the message at hand ends.
    struct Separator {
        std::uint64_t offset = 0;
        std::uint64_t end = 0;
    };

    bool begin_at(std::uint64_t offset, std::uint64_t end) {
        if (!found_(Span{start_, end - start_}))
            return false;
        start_ = offset;
        ++separators_;
        in_header_ = true;
        length_.reset();
        end_.reset();
        perhaps_.reset();
        return true;
    }

    // Writers quote every line of a body that begins so. One without a date of ctime(3) behind a
    // blank line (Thunderbird wrote "From " and "From -" alone), or one with a date behind none, is
    // one all the same where a header follows.
    [[nodiscard]] std::optional<Separator> perhaps_separator(const Line& line) const {
        if (!line.text.starts_with(k_from) || in_header_)
            return std::nullopt;
        if (end_)
            return Separator{line.offset, *end_};
        return is_separator(line.text) ? std::optional(Separator{line.offset, line.offset})
                                       : std::nullopt;
    }

    void look_at(const Line& line) {
        const bool blank = line.text.empty();
        end_.reset();
        if (blank)
            end_ = line.offset;
        if (!in_header_)
            return;
        if (blank) {
            in_header_ = false;
            jump(line.offset + line.length);
        } else if (base::istarts_with(line.text, "content-length:")) {
            length_ = base::to_number(base::trim(line.text.substr(std::strlen("content-length:"))));
        }
    }

    // Believes a Content-Length when, but for one line end, the file ends there or a separator
    // follows.
    void jump(std::uint64_t body) {
        if (!length_ || *length_ > size_ - body)
            return;
        const std::uint64_t end = body + *length_;
        std::array<char, k_separator_bytes> seen{};
        const ssize_t got = ::pread(fd_, seen.data(), seen.size(), static_cast<off_t>(end));
        if (got < 0)
            return;
        std::string_view behind(seen.data(), static_cast<std::size_t>(got));
        if (behind.starts_with('\r'))
            behind.remove_prefix(1);
        if (behind.starts_with('\n'))
            behind.remove_prefix(1);
        std::size_t at = 0;
        if (!behind.empty() && !is_separator(base::next_line(behind, at)))
            return;
        lines_.go_to(end + (static_cast<std::size_t>(got) - behind.size()));
        end_ = end;
    }

    // The blank line that a writer of mboxes puts behind a message is not the last message's own.
    [[nodiscard]] std::uint64_t last_end() const { return separators_ > 0 && end_ ? *end_ : size_; }

    int fd_;
    std::uint64_t size_;
    Lines lines_;
    const std::function<bool(Span)>& found_;
    std::uint64_t start_ = 0;
    std::size_t separators_ = 0; // beyond the first
    bool in_header_ = true;
    std::optional<std::uint64_t> length_;
    std::optional<std::uint64_t> end_; // where the message ends if a separator comes now
    std::optional<Separator> perhaps_; // the line before, if a field comes now
};

} // namespace

bool is_separator(std::string_view line) {
    if (!line.starts_with(k_from))
        return false;
    const auto words = base::words(line.substr(k_from.size(), k_separator_bytes));
    for (std::size_t at = 0; at < words.size(); ++at) {
        if (is_date(words, at))
            return true;
    }
    return false;
}

Result<Done> split_mbox(int fd, const std::string& path, const std::function<bool(Span)>& found) {
    struct stat seen {};
    if (::fstat(fd, &seen) != 0)
        return base::fail(os::failure(errno, "look at", path));
    Splitter splitter(fd, static_cast<std::uint64_t>(seen.st_size), found);
    const int error = splitter.run();
    if (error != 0)
        return base::fail(os::failure(error, "read", path));
    return Done{};
}

base::Bytes unquote(base::Bytes message) {
    const std::string_view text = message.view();
    auto out = base::buffer_of(text.size());
    std::size_t used = 0;
    bool in_body = false;
    for (std::size_t at = 0; at < text.size();) {
        std::size_t end = text.find('\n', at);
        end = end == std::string_view::npos ? text.size() : end + 1;
        std::string_view line = text.substr(at, end - at);
        const std::size_t quotes = std::min(line.find_first_not_of('>'), line.size());
        if (in_body && quotes > 0 && line.substr(quotes).starts_with(k_from))
            line.remove_prefix(1);
        in_body = in_body || line == "\n" || line == "\r\n";
        std::memcpy(out.get() + used, line.data(), line.size());
        used += line.size();
        at = end;
    }
    return {std::move(out), used};
}

} // namespace backsift::mailbox
