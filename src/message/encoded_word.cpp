// RFC 2047 words. Read leniently: also inside quoted strings and glued to text, longer than 75
// bytes, with blanks inside, with a language (RFC 2231 section 5), without base64 padding.
#include <algorithm>
#include <optional>

#include "base/text.hpp"
#include "message/charset.hpp"
#include "message/decode.hpp"
#include "message/hex.hpp"

namespace backsift::message {

namespace {

constexpr std::size_t k_longest_charset_name = 80;

struct Word {
    std::string_view charset;
    std::string bytes;
};

// What stands at a "=?": a word that ends at `end`, or text up to there.
struct Reading {
    std::optional<Word> word;
    std::size_t end = 0;
};

// "utf-8*en" names a charset and a language.
std::string_view without_language(std::string_view charset) {
    return charset.substr(0, charset.find('*'));
}

// The "?=" that closes the word whose text begins at `at`. When another "=?" comes first, or the
// value ends, the word is not closed; `at` is then where the search ended, so nobody need look at
// these bytes again.
bool find_close(std::string_view text, std::size_t& at) {
    for (; at + 1 < text.size(); ++at) {
        if (text[at] == '?' && text[at + 1] == '=')
            return true;
        const bool opens = text[at] == '=' && text[at + 1] == '?';
        const bool padding_before_close = at + 2 < text.size() && text[at + 2] == '=';
        if (opens && !padding_before_close)
            return false;
    }
    at = text.size();
    return false;
}

// RFC 2047 4.2.
std::string decode_q(std::string_view text, Defects& defects) {
    std::string out;
    out.reserve(text.size());
    for (std::size_t at = 0; at < text.size(); ++at) {
        const char c = text[at];
        const int byte = c == '=' ? hex_byte(text, at + 1) : -1;
        if (byte >= 0) {
            out += static_cast<char>(static_cast<unsigned char>(byte));
            at += 2;
        } else {
            if (c == '=')
                defects.note(Defect::bad_encoded_word);
            out += c == '_' ? ' ' : c;
        }
    }
    return out;
}

// RFC 2047 4.1; nothing when it is no base64.
std::optional<std::string> decode_b(std::string_view text) {
    Defects found;
    std::string bytes = decode_base64(text, text.size(), found);
    if (!found.none())
        return std::nullopt;
    return bytes;
}

// Reads charset, encoding and text; `start` is at a "=?".
Reading read_word(std::string_view text, std::size_t start, Defects& defects) {
    const std::string_view head = text.substr(start + 2, k_longest_charset_name + 1);
    const std::size_t length = head.find_first_of("? \t=\"");
    const std::size_t encoding_at = start + 2 + length + 1;
    const bool well_begun = length != std::string_view::npos && length > 0 && head[length] == '?'
                            && encoding_at + 1 < text.size() && text[encoding_at + 1] == '?';
    if (!well_begun)
        return {std::nullopt, start + 2};
    std::size_t close = encoding_at + 2;
    if (!find_close(text, close)) {
        defects.note(Defect::bad_encoded_word);
        return {std::nullopt, close};
    }
    const std::string_view payload = text.substr(encoding_at + 2, close - encoding_at - 2);
    const char encoding = base::lower(text[encoding_at]);
    Reading reading{Word{without_language(head.substr(0, length)), {}}, close + 2};
    if (!is_known_charset(reading.word->charset)) {
        defects.note(Defect::unknown_charset);
        reading.word.reset();
    } else if (encoding == 'q') {
        reading.word->bytes = decode_q(payload, defects);
    } else if (auto bytes = encoding == 'b' ? decode_b(payload) : std::nullopt) {
        reading.word->bytes = *std::move(bytes);
    } else {
        defects.note(Defect::bad_encoded_word);
        reading.word.reset();
    }
    return reading;
}

// Collects words and the text between them. Adjacent words of one charset are converted together:
// many programs split a multi-byte character between two words.
class Output {
  public:
    explicit Output(Defects& defects) : defects_(defects) {}

    void text(std::string_view piece) { pending_text_ += piece; }

    void word(const Word& word) {
        // RFC 2047 6.2: blanks between two words are not shown.
        const bool adjacent = in_word_ && base::trim(pending_text_).empty();
        if (adjacent)
            pending_text_.clear();
        if (!adjacent || !base::iequals(word.charset, charset_))
            flush();
        charset_ = word.charset;
        bytes_ += word.bytes;
        in_word_ = true;
    }

    [[nodiscard]] std::string finish() {
        flush();
        return std::move(out_);
    }

  private:
    // A word may hide a line end or a NUL; a value has none.
    void append_in_one_line(std::string_view piece) {
        for (const char c : piece)
            out_ += c == '\n' || c == '\r' || c == '\0' ? ' ' : c;
    }

    void flush() {
        if (in_word_)
            append_in_one_line(to_utf8(bytes_, charset_, defects_));
        bytes_.clear();
        if (!base::is_valid_utf8(pending_text_))
            defects_.note(Defect::eight_bit_header);
        Defects expected; // said already, or a Japanese escape sequence
        append_in_one_line(unlabelled_to_utf8(pending_text_, expected));
        pending_text_.clear();
        in_word_ = false;
    }

    Defects& defects_;
    std::string out_;
    std::string bytes_;        // of the words since the last flush
    std::string pending_text_; // what followed these words
    std::string_view charset_;
    bool in_word_ = false;
};

// Nothing to decode: printable ASCII (an escape begins a Japanese charset) without a word.
bool is_plain(std::string_view text) {
    const auto printable = [](char c) { return (c >= ' ' && c <= '~') || c == '\t'; };
    return text.find("=?") == std::string_view::npos
           && std::all_of(text.begin(), text.end(), printable);
}

} // namespace

std::string decode_words(std::string_view unfolded, Defects& defects) {
    if (is_plain(unfolded))
        return std::string(unfolded);
    Output output(defects);
    std::size_t at = 0;
    while (at < unfolded.size()) {
        const std::size_t start = std::min(unfolded.find("=?", at), unfolded.size());
        output.text(unfolded.substr(at, start - at));
        if (start == unfolded.size())
            break;
        Reading reading = read_word(unfolded, start, defects);
        if (reading.word)
            output.word(*std::move(reading.word));
        else
            output.text(unfolded.substr(start, reading.end - start));
        at = reading.end;
    }
    return output.finish();
}

} // namespace backsift::message
