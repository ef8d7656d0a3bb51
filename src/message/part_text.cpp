#include <algorithm>

#include "base/text.hpp"
#include "message/decode.hpp"

namespace backsift::message {

namespace {

std::string cut_copy(std::string_view text, std::size_t most_bytes, Defects& defects) {
    if (text.size() > most_bytes)
        defects.note(Defect::part_cut);
    return std::string(text.substr(0, most_bytes));
}

bool is_html(const MediaType& media) {
    return media.is("text", "html") || media.is("application", "xhtml+xml");
}

// What a <meta> element near the beginning says, "" when it says nothing.
std::string_view charset_inside(std::string_view html) {
    constexpr std::size_t k_looked_at = 2048;
    constexpr std::string_view k_key = "charset=";
    const std::string_view head = html.substr(0, k_looked_at);
    const std::size_t key = base::ifind(head, k_key);
    if (key == std::string_view::npos || base::ifind(head, "<meta") > key)
        return "";
    std::string_view value = head.substr(key + k_key.size());
    value.remove_prefix(std::min(value.find_first_not_of("\"' \t"), value.size()));
    return value.substr(0, value.find_first_of("\"'/;> \t\r\n"));
}

std::string_view charset_of(const Part& part, std::string_view body) {
    if (const std::string_view named = part.media.parameter("charset"); !named.empty())
        return named;
    const std::string_view inside = is_html(part.media) ? charset_inside(body) : "";
    return inside.empty() ? "us-ascii" : inside;
}

} // namespace

std::string decoded_body(const Part& part, const base::Limits& limits, Defects& defects) {
    switch (part.encoding) {
    case TransferEncoding::base64:
        return decode_base64(part.body, limits.decoded_part_bytes, defects);
    case TransferEncoding::quoted_printable:
        return decode_quoted_printable(part.body, limits.decoded_part_bytes, defects);
    case TransferEncoding::uuencode:
        return decode_uuencode(part.body, limits.decoded_part_bytes, defects);
    case TransferEncoding::identity:
        break;
    }
    return cut_copy(part.body, limits.decoded_part_bytes, defects);
}

std::optional<std::string_view> text_as_it_is(const Part& part, const base::Limits& limits) {
    if (part.encoding != TransferEncoding::identity || is_html(part.media)
        || part.body.size() > limits.decoded_part_bytes)
        return std::nullopt;
    return utf8_as_it_is(part.body, charset_of(part, part.body));
}

std::string decoded_text(const Part& part, const base::Limits& limits, Defects& defects) {
    if (const auto text = text_as_it_is(part, limits))
        return std::string(*text);
    const std::string body = decoded_body(part, limits, defects);
    std::string text = to_utf8(body, charset_of(part, body), defects);
    return is_html(part.media) ? render_html(text) : text;
}

} // namespace backsift::message
