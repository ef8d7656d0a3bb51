#include "message/host.hpp"

#include <algorithm>
#include <arpa/inet.h>
#include <array>

#include "base/text.hpp"
#include "message/decode.hpp"
#include "message/hex.hpp"

namespace backsift::message {

namespace {

bool is_address(int family, const std::string& text) {
    std::array<unsigned char, sizeof(in6_addr)> bytes{};
    return inet_pton(family, text.c_str(), bytes.data()) == 1;
}

std::string_view behind_user(std::string_view word) {
    const std::size_t at_sign = word.rfind('@');
    return at_sign == std::string_view::npos ? word : word.substr(at_sign + 1);
}

// "[x]:25" and "[x" give x.
std::string_view without_brackets(std::string_view word) {
    if (!word.starts_with('['))
        return word;
    word.remove_prefix(1);
    return word.substr(0, word.find(']'));
}

} // namespace

std::string read_ip_word(std::string_view word) {
    constexpr std::string_view k_tag = "IPv6:";
    constexpr std::string_view k_mapped = "::ffff:";
    constexpr std::size_t k_longest = INET6_ADDRSTRLEN + 32;
    word = behind_user(word);
    if (word.size() > k_longest)
        return "";
    while (!word.empty() && (word.back() == ',' || word.back() == ';'))
        word.remove_suffix(1);
    word = without_brackets(word);
    if (base::istarts_with(word, k_tag))
        word.remove_prefix(k_tag.size());
    word = word.substr(0, word.find('%'));
    if (base::istarts_with(word, k_mapped) && word.find('.') != std::string_view::npos)
        word.remove_prefix(k_mapped.size());
    // Most words are names, and most of these show it by their first letter.
    if (word.empty() || (word.front() != ':' && hex_digit(word.front()) < 0))
        return "";
    std::string text = base::to_lower(word);
    if (is_address(AF_INET, text) || is_address(AF_INET6, text))
        return text;
    // "192.0.2.1:25"
    text.resize(std::min(text.find(':'), text.size()));
    return is_address(AF_INET, text) ? text : "";
}

std::string read_host_word(std::string_view word) {
    constexpr std::size_t k_longest = 255; // RFC 1035 2.3.4
    constexpr std::string_view k_around = "<>()\"',;=";
    constexpr std::array<std::string_view, 3> k_nobody = {"unknown", "unverified", "unresolved"};
    word = behind_user(word);
    while (!word.empty() && k_around.find(word.front()) != std::string_view::npos)
        word.remove_prefix(1);
    while (!word.empty()
           && (word.back() == '.' || k_around.find(word.back()) != std::string_view::npos))
        word.remove_suffix(1);
    const bool nobody =
        std::any_of(k_nobody.begin(), k_nobody.end(),
                    [word](std::string_view name) { return base::iequals(word, name); });
    if (nobody || word.size() > k_longest)
        return "";
    Defects expected;
    return unlabelled_to_utf8(base::to_lower(word), expected);
}

} // namespace backsift::message
