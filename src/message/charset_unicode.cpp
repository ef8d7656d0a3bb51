// UTF-7 (RFC 2152), UTF-16 (RFC 2781) and UTF-32.
#include "message/charset.hpp"

namespace backsift::message {

namespace {

unsigned byte_at(std::string_view bytes, std::size_t at) {
    return static_cast<unsigned char>(bytes[at]);
}

// Joins UTF-16 code units to characters.
class Surrogates {
  public:
    explicit Surrogates(Utf8Sink& sink) : sink_(sink) {}
    ~Surrogates() { drop_pending(); }
    Surrogates(const Surrogates&) = delete;
    Surrogates& operator=(const Surrogates&) = delete;

    void unit(char32_t unit) {
        const bool low = unit >= 0xDC00 && unit <= 0xDFFF;
        if (high_ != 0 && low) {
            sink_.put(0x10000 + ((high_ - 0xD800) << 10U) + (unit - 0xDC00));
            high_ = 0;
            return;
        }
        drop_pending();
        if (unit >= 0xD800 && unit <= 0xDBFF)
            high_ = unit;
        else
            sink_.put(unit);
    }
    void drop_pending() {
        if (high_ != 0)
            sink_.bad();
        high_ = 0;
    }

  private:
    Utf8Sink& sink_;
    char32_t high_ = 0;
};

// RFC 2781 says big-endian where nothing is said; Windows writes little-endian. Text has most of
// its zero bytes in the upper halves.
bool looks_little_endian(std::string_view bytes) {
    std::size_t even = 0;
    std::size_t odd = 0;
    for (std::size_t at = 0; at < bytes.size(); ++at)
        if (bytes[at] == '\0')
            ++(at % 2 == 0 ? even : odd);
    return odd > even;
}

bool take_mark(std::string_view& bytes, std::string_view mark) {
    if (!bytes.starts_with(mark))
        return false;
    bytes.remove_prefix(mark.size());
    return true;
}

int utf7_sextet(char c) {
    if (c >= 'A' && c <= 'Z')
        return c - 'A';
    if (c >= 'a' && c <= 'z')
        return c - 'a' + 26;
    if (base::is_digit(c))
        return c - '0' + 52;
    if (c == '+')
        return 62;
    return c == '/' ? 63 : -1;
}

// The encoded run behind a "+"; moves behind it.
void decode_utf7_run(std::string_view bytes, std::size_t& at, Utf8Sink& sink) {
    if (at < bytes.size() && bytes[at] == '-') {
        sink.put('+');
        ++at;
        return;
    }
    Surrogates units(sink);
    std::uint32_t bits = 0;
    unsigned count = 0;
    while (at < bytes.size() && utf7_sextet(bytes[at]) >= 0) {
        bits = (bits << 6U | static_cast<std::uint32_t>(utf7_sextet(bytes[at]))) & 0x3FFFFFU;
        count += 6;
        if (count >= 16) {
            count -= 16;
            units.unit(bits >> count & 0xFFFFU);
        }
        ++at;
    }
    if (at < bytes.size() && bytes[at] == '-')
        ++at;
}

} // namespace

void decode_utf7(std::string_view bytes, Utf8Sink& sink) {
    std::size_t at = 0;
    while (at < bytes.size()) {
        const unsigned byte = byte_at(bytes, at++);
        if (byte == '+')
            decode_utf7_run(bytes, at, sink);
        else if (byte < 0x80)
            sink.put(byte);
        else
            sink.bad();
    }
}

void decode_utf16(std::string_view bytes, Coding order, Utf8Sink& sink) {
    bool little = order == Coding::utf16_le;
    if (take_mark(bytes, "\xFF\xFE"))
        little = true;
    else if (take_mark(bytes, "\xFE\xFF"))
        little = false;
    else if (order == Coding::utf16)
        little = looks_little_endian(bytes);
    Surrogates units(sink);
    for (std::size_t at = 0; at + 1 < bytes.size(); at += 2) {
        const unsigned first = byte_at(bytes, at);
        const unsigned second = byte_at(bytes, at + 1);
        units.unit(little ? second << 8U | first : first << 8U | second);
    }
    units.drop_pending();
    if (bytes.size() % 2 != 0)
        sink.bad();
}

void decode_utf32(std::string_view bytes, Coding order, Utf8Sink& sink) {
    using namespace std::string_view_literals;
    bool little = order == Coding::utf32_le;
    if (take_mark(bytes, "\xFF\xFE\0\0"sv))
        little = true;
    else if (take_mark(bytes, "\0\0\xFE\xFF"sv))
        little = false;
    else if (order == Coding::utf32)
        little = !bytes.empty() && bytes[0] != '\0';
    for (std::size_t at = 0; at + 3 < bytes.size(); at += 4) {
        char32_t code_point = 0;
        for (std::size_t i = 0; i < 4; ++i)
            code_point = code_point << 8U | byte_at(bytes, at + (little ? 3 - i : i));
        sink.put(code_point);
    }
    if (bytes.size() % 4 != 0)
        sink.bad();
}

} // namespace backsift::message
