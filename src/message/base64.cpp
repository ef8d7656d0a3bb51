#include <algorithm>
#include <array>
#include <cstdint>

#include "base/text.hpp"
#include "message/decode.hpp"

namespace backsift::message {

namespace {

constexpr std::uint8_t k_none = 0xFF;

constexpr std::array<std::uint8_t, 256> k_sextets = [] {
    constexpr std::string_view k_alphabet =
        "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    std::array<std::uint8_t, 256> table{};
    table.fill(k_none);
    for (std::size_t i = 0; i < k_alphabet.size(); ++i)
        table[static_cast<unsigned char>(k_alphabet[i])] = static_cast<std::uint8_t>(i);
    return table;
}();

std::uint8_t sextet(char c) {
    return k_sextets[static_cast<unsigned char>(c)];
}

// Up to four sextets waiting to become bytes.
class Quantum {
  public:
    void add(std::uint8_t sextet) {
        bits_ = (bits_ << 6U) | sextet;
        ++count_;
    }
    [[nodiscard]] bool full() const { return count_ == 4; }
    [[nodiscard]] unsigned count() const { return count_; }
    // Two sextets give one byte, three give two, four give three; a single one gives none.
    void flush(std::string& out) {
        const std::uint32_t bits = bits_ << (6U * (4U - count_));
        for (unsigned i = 0; i + 1 < count_; ++i)
            out += static_cast<char>(static_cast<unsigned char>(bits >> (16U - 8U * i) & 0xFFU));
        bits_ = 0;
        count_ = 0;
    }

  private:
    std::uint32_t bits_ = 0;
    unsigned count_ = 0;
};

std::size_t skip_padding_and_space(std::string_view text, std::size_t at) {
    while (at < text.size() && (text[at] == '=' || base::is_space(text[at])))
        ++at;
    return at;
}

// Behind padding most often stands nothing, sometimes a second encoded piece, and sometimes the
// clear text that a mailing list appended. A piece is one whole line, or a run up to its own
// padding. Each run is looked at once, so this stays linear.
bool continues(std::string_view text, std::size_t at) {
    const std::size_t start = at;
    while (at < text.size() && sextet(text[at]) != k_none)
        ++at;
    const std::size_t length = at - start;
    if (at < text.size() && text[at] == '=')
        return length % 4 >= 2;
    const bool line_ended = at == text.size() || text[at] == '\n' || text[at] == '\r';
    return line_ended && length > 0 && length % 4 == 0;
}

} // namespace

std::string decode_base64(std::string_view text, std::size_t most_bytes, Defects& defects) {
    std::string out;
    out.reserve(std::min(text.size() / 4 * 3 + 3, most_bytes + 3));
    Quantum quantum;
    std::size_t at = 0;
    while (at < text.size() && out.size() < most_bytes) {
        const char c = text[at];
        if (const std::uint8_t value = sextet(c); value != k_none) {
            quantum.add(value);
            if (quantum.full())
                quantum.flush(out);
            ++at;
        } else if (c == '=') {
            if (quantum.count() < 2)
                defects.note(Defect::bad_base64);
            quantum.flush(out);
            at = skip_padding_and_space(text, at);
            if (at == text.size())
                break;
            if (!continues(text, at)) {
                defects.note(Defect::bad_base64);
                return out.substr(0, most_bytes);
            }
        } else {
            if (!base::is_space(c))
                defects.note(Defect::bad_base64);
            ++at;
        }
    }
    if (quantum.count() == 1)
        defects.note(Defect::bad_base64);
    quantum.flush(out);
    if (out.size() > most_bytes || skip_padding_and_space(text, at) < text.size())
        defects.note(Defect::part_cut);
    out.resize(std::min(out.size(), most_bytes));
    return out;
}

} // namespace backsift::message
