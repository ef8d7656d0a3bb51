#include "journal/words.hpp"

#include <algorithm>
#include <array>
#include <chrono>

#include "base/text.hpp"

namespace backsift::journal {

namespace {

constexpr std::string_view k_hex = "0123456789abcdef";

} // namespace

std::string escape_path(std::string_view path) {
    const bool utf8 = base::is_valid_utf8(path);
    const auto is_odd = [utf8](char c) {
        const auto byte = static_cast<unsigned char>(c);
        return byte < 0x20 || byte == 0x7f || c == '%' || (byte >= 0x80 && !utf8);
    };
    if (std::none_of(path.begin(), path.end(), is_odd))
        return std::string(path);
    std::string out;
    for (const char c : path) {
        const auto byte = static_cast<unsigned char>(c);
        if (is_odd(c)) {
            out += '%';
            out += k_hex[byte >> 4U];
            out += k_hex[byte & 15U];
        } else {
            out += c;
        }
    }
    return out;
}

std::string unescape_path(std::string_view text) {
    std::string out;
    for (std::size_t at = 0; at < text.size(); ++at) {
        const std::size_t high =
            text[at] == '%' && at + 2 < text.size() ? k_hex.find(text[at + 1]) : k_hex.npos;
        const std::size_t low = high != k_hex.npos ? k_hex.find(text[at + 2]) : k_hex.npos;
        if (low == k_hex.npos) {
            out += text[at];
        } else {
            out += static_cast<char>(high * 16 + low);
            at += 2;
        }
    }
    return out;
}

std::optional<message::UnixTime> parse_utc(std::string_view text) {
    if (text.size() != 20 || text[4] != '-' || text[7] != '-' || text[10] != 'T' || text[13] != ':'
        || text[16] != ':' || text[19] != 'Z') {
        return std::nullopt;
    }
    constexpr std::array<std::array<std::size_t, 2>, 6> k_parts{
        {{0, 4}, {5, 2}, {8, 2}, {11, 2}, {14, 2}, {17, 2}}};
    std::array<std::uint64_t, 6> numbers{};
    for (std::size_t i = 0; i < numbers.size(); ++i) {
        const auto number = base::to_number(text.substr(k_parts[i][0], k_parts[i][1]));
        if (!number)
            return std::nullopt;
        numbers[i] = *number;
    }
    const std::chrono::year_month_day day{std::chrono::year(static_cast<int>(numbers[0])),
                                          std::chrono::month(static_cast<unsigned>(numbers[1])),
                                          std::chrono::day(static_cast<unsigned>(numbers[2]))};
    if (!day.ok() || numbers[3] > 23 || numbers[4] > 59 || numbers[5] > 60)
        return std::nullopt;
    const auto days = std::chrono::sys_days(day).time_since_epoch().count();
    return message::UnixTime{days} * 86'400
           + static_cast<message::UnixTime>(numbers[3] * 3600 + numbers[4] * 60 + numbers[5]);
}

} // namespace backsift::journal
