// Content-Type and Content-Transfer-Encoding of a part (RFC 2045, with RFC 2231 parameters).
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace backsift::message {

struct MediaType {
    std::string type = "text";     // lower case
    std::string subtype = "plain"; // lower case
    std::vector<std::pair<std::string, std::string>>
        parameters; // names lower case, RFC 2231 decoded, UTF-8

    // "text/plain"
    [[nodiscard]] std::string name() const { return type + '/' + subtype; }
    [[nodiscard]] bool is(std::string_view wanted_type, std::string_view wanted_subtype) const {
        return type == wanted_type && subtype == wanted_subtype;
    }
    [[nodiscard]] bool is_multipart() const { return type == "multipart"; }
    // The value of a parameter (name in lower case), or "".
    [[nodiscard]] std::string_view parameter(std::string_view name) const;
};

enum class TransferEncoding : std::uint8_t { identity, base64, quoted_printable, uuencode };

} // namespace backsift::message
