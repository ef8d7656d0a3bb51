// Parameters put together: RFC 2231 continuations and charsets, and the RFC 2047 words that many
// programs use in their place.
#include <algorithm>
#include <map>

#include "base/text.hpp"
#include "message/decode.hpp"
#include "message/media_fields.hpp"

namespace backsift::message {

std::string_view MediaType::parameter(std::string_view name) const {
    for (const auto& [own_name, value] : parameters) {
        if (own_name == name)
            return value;
    }
    return {};
}

namespace {

struct Segment {
    std::string value;
    bool coded = false; // %HEX, and the first one says charset'language'
};

// The segments of one extended parameter by number; `name*=` counts as number 0.
using Segments = std::map<std::uint64_t, Segment>;

// "boundary*1*" -> base "boundary", number 1, coded. Empty base when the name is plain.
struct ExtendedName {
    std::string_view base;
    std::uint64_t number = 0;
    bool coded = false;
};

ExtendedName read_name(std::string_view name) {
    const std::size_t star = name.find('*');
    if (star == std::string_view::npos)
        return {};
    ExtendedName read{name.substr(0, star), 0, name.ends_with('*')};
    std::string_view number = name.substr(star + 1);
    if (number.ends_with('*'))
        number.remove_suffix(1);
    if (!number.empty()) {
        const auto value = base::to_number(number);
        if (!value)
            return {};
        read.number = *value;
    }
    return read;
}

std::string join(std::string_view name, const Segments& segments, Defects& defects) {
    std::string bytes;
    std::string charset;
    std::uint64_t expected = 0;
    for (const auto& [number, segment] : segments) {
        if (number != expected++)
            break;
        std::string_view value = segment.value;
        const std::size_t language = value.find('\'');
        if (number == 0 && segment.coded && language != std::string_view::npos) {
            const std::size_t text = value.find('\'', language + 1);
            charset = value.substr(0, language);
            if (text != std::string_view::npos)
                value.remove_prefix(text + 1);
        }
        bytes += segment.coded ? unprotect(value) : std::string(value);
    }
    return name == "boundary" ? bytes : to_utf8(bytes, charset, defects);
}

std::string decode_plain(std::string_view name, const std::string& value, Defects& defects) {
    return name == "boundary" ? value : decode_words(value, defects);
}

bool holds(const Parameters& parameters, std::string_view name) {
    return std::any_of(parameters.begin(), parameters.end(),
                       [&](const auto& p) { return p.first == name; });
}

} // namespace

Parameters join_parameters(const Parameters& raw, Defects& defects) {
    std::map<std::string, Segments, std::less<>> extended;
    for (const auto& [name, value] : raw) {
        const ExtendedName read = read_name(name);
        if (!read.base.empty())
            extended[std::string(read.base)].try_emplace(read.number, Segment{value, read.coded});
    }
    Parameters joined;
    for (const auto& [name, segments] : extended) {
        if (segments.contains(0) && joined.size() < k_parameters)
            joined.emplace_back(name, join(name, segments, defects));
    }
    for (const auto& [name, value] : raw) {
        if (joined.size() >= k_parameters)
            break;
        if (name.find('*') != std::string::npos || name.empty() || holds(joined, name))
            continue;
        joined.emplace_back(name, decode_plain(name, value, defects));
    }
    return joined;
}

} // namespace backsift::message
