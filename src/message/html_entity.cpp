#include "message/html_entity.hpp"

#include <algorithm>
#include <array>
#include <cstdint>

#include "base/text.hpp"
#include "message/charset_tables.hpp"
#include "message/hex.hpp"

namespace backsift::message {

namespace {

// U+00A0 to U+00FF in their order.
constexpr auto k_latin1 = std::to_array<std::string_view>(
    {"nbsp",   "iexcl",  "cent",   "pound",  "curren", "yen",    "brvbar", "sect",   "uml",
     "copy",   "ordf",   "laquo",  "not",    "shy",    "reg",    "macr",   "deg",    "plusmn",
     "sup2",   "sup3",   "acute",  "micro",  "para",   "middot", "cedil",  "sup1",   "ordm",
     "raquo",  "frac14", "frac12", "frac34", "iquest", "Agrave", "Aacute", "Acirc",  "Atilde",
     "Auml",   "Aring",  "AElig",  "Ccedil", "Egrave", "Eacute", "Ecirc",  "Euml",   "Igrave",
     "Iacute", "Icirc",  "Iuml",   "ETH",    "Ntilde", "Ograve", "Oacute", "Ocirc",  "Otilde",
     "Ouml",   "times",  "Oslash", "Ugrave", "Uacute", "Ucirc",  "Uuml",   "Yacute", "THORN",
     "szlig",  "agrave", "aacute", "acirc",  "atilde", "auml",   "aring",  "aelig",  "ccedil",
     "egrave", "eacute", "ecirc",  "euml",   "igrave", "iacute", "icirc",  "iuml",   "eth",
     "ntilde", "ograve", "oacute", "ocirc",  "otilde", "ouml",   "divide", "oslash", "ugrave",
     "uacute", "ucirc",  "uuml",   "yacute", "thorn",  "yuml"});
static_assert(k_latin1.size() == 96);

struct Named {
    std::string_view name;
    char16_t code_point;
};

constexpr auto k_others = std::to_array<Named>({
    {"amp", '&'},       {"lt", '<'},        {"gt", '>'},        {"quot", '"'},
    {"apos", '\''},     {"AMP", '&'},       {"LT", '<'},        {"GT", '>'},
    {"QUOT", '"'},      {"commat", '@'},    {"period", '.'},    {"colon", ':'},
    {"lowbar", '_'},    {"num", '#'},       {"sol", '/'},       {"lpar", '('},
    {"rpar", ')'},      {"lsqb", '['},      {"rsqb", ']'},      {"Tab", '\t'},
    {"NewLine", '\n'},  {"euro", 0x20AC},   {"hellip", 0x2026}, {"mdash", 0x2014},
    {"ndash", 0x2013},  {"lsquo", 0x2018},  {"rsquo", 0x2019},  {"sbquo", 0x201A},
    {"ldquo", 0x201C},  {"rdquo", 0x201D},  {"bdquo", 0x201E},  {"bull", 0x2022},
    {"trade", 0x2122},  {"OElig", 0x0152},  {"oelig", 0x0153},  {"Scaron", 0x0160},
    {"scaron", 0x0161}, {"Yuml", 0x0178},   {"fnof", 0x0192},   {"circ", 0x02C6},
    {"tilde", 0x02DC},  {"ensp", 0x2002},   {"emsp", 0x2003},   {"thinsp", 0x2009},
    {"zwnj", 0x200C},   {"zwj", 0x200D},    {"lrm", 0x200E},    {"rlm", 0x200F},
    {"dagger", 0x2020}, {"Dagger", 0x2021}, {"permil", 0x2030}, {"lsaquo", 0x2039},
    {"rsaquo", 0x203A}, {"larr", 0x2190},   {"uarr", 0x2191},   {"rarr", 0x2192},
    {"darr", 0x2193},   {"minus", 0x2212},
});

constexpr std::size_t k_longest_name = 8;

char32_t named_code_point(std::string_view name) {
    for (const Named& named : k_others)
        if (named.name == name)
            return named.code_point;
    for (std::size_t i = 0; i < k_latin1.size(); ++i)
        if (k_latin1[i] == name)
            return static_cast<char32_t>(0xA0 + i);
    return 0;
}

// Browsers read 128 to 159 as windows-1252, and what is no character as U+FFFD.
char32_t repaired(char32_t number) {
    const auto& windows = k_single_byte_tables[static_cast<std::size_t>(SingleByte::windows_1252)];
    if (number >= 0x80 && number <= 0x9F && windows[number - 0x80] != 0)
        return windows[number - 0x80];
    const bool character = number > 0 && number <= 0x10FFFF && (number < 0xD800 || number > 0xDFFF);
    return character ? number : 0xFFFD;
}

void skip_semicolon(std::string_view html, std::size_t& at) {
    if (at < html.size() && html[at] == ';')
        ++at;
}

// `position` is at the "#".
char32_t next_number(std::string_view html, std::size_t& position) {
    constexpr std::uint32_t k_too_big = 0x110000;
    std::size_t at = position + 1;
    const bool hex = at < html.size() && base::lower(html[at]) == 'x';
    if (hex)
        ++at;
    const std::size_t start = at;
    std::uint32_t number = 0;
    for (; at < html.size(); ++at) {
        const int digit = hex_digit(html[at]);
        if (digit < 0 || (!hex && digit > 9))
            break;
        number =
            std::min(number * (hex ? 16U : 10U) + static_cast<std::uint32_t>(digit), k_too_big);
    }
    if (at == start)
        return 0;
    skip_semicolon(html, at);
    position = at;
    return repaired(number);
}

} // namespace

char32_t next_entity(std::string_view html, std::size_t& position) {
    std::size_t at = position + 1;
    if (at < html.size() && html[at] == '#') {
        const char32_t number = next_number(html, at);
        if (number != 0)
            position = at;
        return number;
    }
    while (at < html.size() && at - position <= k_longest_name && base::is_alnum(html[at]))
        ++at;
    if (at == position + 1)
        return 0;
    // Without its ";" a name must have ended all the same, and not in an address: "?a=1&lt=2".
    const char behind = at < html.size() ? html[at] : ' ';
    const char32_t named = named_code_point(html.substr(position + 1, at - position - 1));
    if (named == 0 || base::is_alnum(behind) || behind == '=')
        return 0;
    skip_semicolon(html, at);
    position = at;
    return named;
}

} // namespace backsift::message
