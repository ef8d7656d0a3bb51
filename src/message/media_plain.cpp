// The two fields without mimetic, where they are of the form that nearly all mail has: after
// protect_parameters nothing is left but names, values and the signs between them.
#include <algorithm>
#include <optional>

#include "message/media_fields.hpp"

namespace backsift::message {

namespace {

// Takes what stands before the sign, or all where the sign is missing.
std::string_view take_until(std::string_view& text, char sign) {
    const std::size_t end = std::min(text.find(sign), text.size());
    const std::string_view taken = text.substr(0, end);
    text.remove_prefix(std::min(end + 1, text.size()));
    return taken;
}

bool is_token(std::string_view text) {
    return !text.empty() && std::all_of(text.begin(), text.end(), is_plain_media_byte);
}

// What was escaped stays so until the library, or we, undo it.
bool is_value(std::string_view text) {
    return !text.empty() && std::all_of(text.begin(), text.end(), [](char c) {
        return c == '%' || is_plain_media_byte(c);
    });
}

} // namespace

std::optional<WrittenType> plain_type(std::string_view field) {
    if (field.ends_with(';'))
        return std::nullopt;
    std::string_view media = take_until(field, ';');
    WrittenType out;
    out.type = take_until(media, '/');
    out.subtype = media;
    if (!is_token(out.type) || !is_token(out.subtype))
        return std::nullopt;
    while (!field.empty()) {
        std::string_view value = take_until(field, ';');
        const std::string_view name = take_until(value, '=');
        if (!is_token(name) || !is_value(value))
            return std::nullopt;
        out.parameters.emplace_back(name, value);
    }
    return out;
}

std::optional<std::string_view> plain_mechanism(std::string_view field) {
    return is_token(field) ? std::optional(field) : std::nullopt;
}

} // namespace backsift::message
