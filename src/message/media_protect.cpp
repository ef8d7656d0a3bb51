// A structured MIME field (RFC 2045 5.1) in a form without quotes and comments.
#include "base/text.hpp"
#include "message/hex.hpp"
#include "message/media_fields.hpp"

namespace backsift::message {

namespace {

class Protector {
  public:
    explicit Protector(std::string_view field) : field_(field) {}

    std::string run() {
        while (at_ < field_.size() && out_.size() + k_longest_step < k_protected_bytes)
            step();
        return std::move(out_);
    }

  private:
    enum class Where { media, name, value, behind_quotes };

    // One step may put a ";", a blank and one byte, each as %HEX at most.
    static constexpr std::size_t k_longest_step = 12;

    void step();
    void take(char c);
    void begin_name();
    bool take_quoted();
    bool skip_comment();
    void escape(char c);

    std::string_view field_;
    std::size_t at_ = 0;
    std::string out_;
    Where where_ = Where::media;
    bool blank_pending_ = false;
    bool subtype_begun_ = false;
    bool quotes_balance_ = true; // false once a quote was found that nothing closes
    bool comments_balance_ = true;
    std::size_t value_at_ = 0; // where the value begins in out_
};

void Protector::step() {
    const char c = field_[at_];
    const bool after_blank = at_ == 0 || !is_plain_media_byte(field_[at_ - 1]);
    if (c == '"' && quotes_balance_ && where_ != Where::media && take_quoted())
        return;
    if (c == '(' && comments_balance_ && (where_ != Where::value || after_blank) && skip_comment())
        return;
    ++at_;
    if (c == ';')
        begin_name();
    else if (base::is_space(c))
        blank_pending_ = true;
    else if (c != '"')
        take(c);
}

void Protector::take(char c) {
    switch (where_) {
    case Where::media:
        // "text/html charset=utf-8": the semicolon was forgotten.
        if (blank_pending_ && subtype_begun_)
            begin_name();
        break;
    case Where::behind_quotes:
        begin_name();
        break;
    case Where::name:
    case Where::value:
        break;
    }
    if (where_ == Where::name && c == '=') {
        out_ += '=';
        where_ = Where::value;
        value_at_ = out_.size();
    } else if (where_ == Where::media) {
        subtype_begun_ = is_plain_media_byte(c) && (subtype_begun_ || out_.ends_with('/'));
        if (is_plain_media_byte(c) || c == '/')
            out_ += c;
    } else {
        if (where_ == Where::value && blank_pending_ && out_.size() > value_at_)
            escape(' ');
        escape(c);
    }
    blank_pending_ = false;
}

void Protector::begin_name() {
    out_ += ';';
    where_ = Where::name;
    blank_pending_ = false;
}

// Copies the inside of a quoted string; false when nothing closes it.
bool Protector::take_quoted() {
    std::string inside;
    for (std::size_t i = at_ + 1; i < field_.size(); ++i) {
        if (field_[i] == '"') {
            if (where_ == Where::behind_quotes)
                begin_name();
            for (const char c : inside) {
                if (out_.size() + k_longest_step < k_protected_bytes)
                    escape(c);
            }
            if (where_ == Where::value)
                where_ = Where::behind_quotes;
            blank_pending_ = false;
            at_ = i + 1;
            return true;
        }
        if (field_[i] == '\\' && i + 1 < field_.size())
            ++i;
        inside += field_[i];
    }
    quotes_balance_ = false;
    return false;
}

// Comments nest, RFC 5322 3.2.2; false when nothing closes this one.
bool Protector::skip_comment() {
    std::size_t depth = 0;
    for (std::size_t i = at_; i < field_.size(); ++i) {
        if (field_[i] == '\\')
            ++i;
        else if (field_[i] == '(')
            ++depth;
        else if (field_[i] == ')' && --depth == 0) {
            at_ = i + 1;
            blank_pending_ = true;
            return true;
        }
    }
    comments_balance_ = false;
    return false;
}

void Protector::escape(char c) {
    constexpr std::string_view k_digits = "0123456789ABCDEF";
    if (is_plain_media_byte(c)) {
        out_ += c;
        return;
    }
    const auto byte = static_cast<unsigned char>(c);
    out_ += '%';
    out_ += k_digits[byte >> 4U];
    out_ += k_digits[byte & 0x0FU];
}

} // namespace

std::string protect_parameters(std::string_view unfolded) {
    return Protector(unfolded).run();
}

std::string unprotect(std::string_view text) {
    std::string out;
    for (std::size_t i = 0; i < text.size(); ++i) {
        const int byte = text[i] == '%' ? hex_byte(text, i + 1) : -1;
        if (byte < 0) {
            out += text[i];
            continue;
        }
        out += static_cast<char>(byte);
        i += 2;
    }
    return out;
}

} // namespace backsift::message
