#include "message/status_value.hpp"

#include <cstdint>
#include <optional>

#include "base/text.hpp"

namespace backsift::message {

namespace {

std::optional<char32_t> hex_number(std::string_view digits) {
    if (digits.empty() || digits.size() > 6)
        return std::nullopt;
    char32_t number = 0;
    for (const char c : digits) {
        const char l = base::lower(c);
        if (base::is_digit(c))
            number = number * 16 + static_cast<char32_t>(c - '0');
        else if (l >= 'a' && l <= 'f')
            number = number * 16 + static_cast<char32_t>(l - 'a' + 10);
        else
            return std::nullopt;
    }
    return number;
}

// RFC 6533 3: \x{HEX} for a character that plain xtext cannot carry.
std::string decode_utf8_xtext(std::string_view text) {
    std::string out;
    std::size_t at = 0;
    while (at < text.size()) {
        if (text.substr(at).starts_with("\\x{")) {
            const std::size_t close = text.substr(0, at + 10).find('}', at);
            const auto number = close == std::string_view::npos
                                    ? std::nullopt
                                    : hex_number(text.substr(at + 3, close - at - 3));
            if (number && *number <= 0x10FFFF && (*number < 0xD800 || *number > 0xDFFF)) {
                base::append_utf8(out, *number);
                at = close + 1;
                continue;
            }
        }
        out += text[at++];
    }
    return out;
}

// RFC 3461 4: only "+" and "=" must be written in hex inside an address, and only these are read
// back, for "ann+20@example.org" is an ordinary address.
std::string decode_xtext(std::string_view text) {
    std::string out;
    for (std::size_t i = 0; i < text.size(); ++i) {
        const std::string_view code = text.substr(i, 3);
        if (code == "+2B")
            out += '+';
        else if (code == "+3D")
            out += '=';
        else {
            out += text[i];
            continue;
        }
        i += 2;
    }
    return out;
}

// The end of the address: the first blank that is not inside quotes.
std::string_view until_blank(std::string_view text) {
    bool quoted = false;
    for (std::size_t i = 0; i < text.size(); ++i) {
        if (text[i] == '"')
            quoted = !quoted;
        else if (text[i] == '\\')
            ++i;
        else if (!quoted && base::is_space(text[i]))
            return text.substr(0, i);
    }
    return text;
}

bool is_status_code(std::string_view word) {
    const auto pieces = base::split(word, '.');
    if (pieces.size() != 3 || pieces[0].size() != 1)
        return false;
    for (const std::string_view piece : pieces) {
        if (piece.size() > 3 || !base::to_number(piece))
            return false;
    }
    return true;
}

} // namespace

std::string_view without_type(std::string_view value) {
    const std::size_t semicolon = value.find(';');
    if (semicolon == std::string_view::npos)
        return base::trim(value);
    // A type is one atom: what has a blank or an "@" in it is a value without a type.
    const std::string_view type = base::trim(value.substr(0, semicolon));
    if (type.find_first_of(" \t@<\"") != std::string_view::npos)
        return base::trim(value);
    return base::trim(value.substr(semicolon + 1));
}

std::string_view without_brackets(std::string_view value) {
    const std::size_t open = value.find('<');
    if (open == std::string_view::npos)
        return base::trim(value);
    const std::size_t close = value.find('>', open);
    return base::trim(
        value.substr(open + 1, close == std::string_view::npos ? close : close - open - 1));
}

std::string status_address(std::string_view value, Xtext xtext) {
    const std::string_view address = until_blank(without_brackets(without_type(value)));
    std::string plain = address.find("\\x{") == std::string_view::npos ? std::string(address)
                                                                       : decode_utf8_xtext(address);
    return xtext == Xtext::decode ? decode_xtext(plain) : plain;
}

std::string first_word(std::string_view value) {
    value = base::trim(value);
    std::size_t length = 0;
    while (length < value.size() && (base::is_alnum(value[length]) || value[length] == '-'))
        ++length;
    return base::to_lower(value.substr(0, length));
}

std::string status_code(std::string_view value) {
    const auto words = base::words(value.substr(0, 200));
    for (std::string_view word : words) {
        while (!word.empty() && !base::is_digit(word.back()))
            word.remove_suffix(1);
        while (!word.empty() && !base::is_digit(word.front()))
            word.remove_prefix(1);
        if (is_status_code(word))
            return std::string(word);
    }
    return words.empty() ? std::string() : std::string(words.front());
}

} // namespace backsift::message
