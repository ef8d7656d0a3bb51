#include "setup/bounce_shape.hpp"

#include <array>

#include "base/text.hpp"

namespace backsift::setup {

namespace {

// RFC 2045 6.8: lines of at most 76 characters.
std::string base64_lines(std::string_view bytes) {
    constexpr std::string_view k_alphabet =
        "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    constexpr std::size_t k_line = 76;
    std::string out;
    std::size_t column = 0;
    for (std::size_t at = 0; at < bytes.size(); at += 3) {
        const std::string_view three = bytes.substr(at, 3);
        std::uint32_t bits = 0;
        for (std::size_t i = 0; i < 3; ++i)
            bits = bits << 8U | (i < three.size() ? static_cast<unsigned char>(three[i]) : 0U);
        for (std::size_t i = 0; i < 4; ++i)
            out += i <= three.size() ? k_alphabet[bits >> (18U - 6U * i) & 63U] : '=';
        column += 4;
        if (column == k_line) {
            out += '\n';
            column = 0;
        }
    }
    return out;
}

std::string without_id(std::string_view header) {
    std::string out;
    for (std::size_t at = 0; at < header.size();) {
        const std::string_view line = base::next_line(header, at);
        if (!base::istarts_with(line, "Message-ID:"))
            out += (out.empty() ? "" : "\n") + std::string(line);
    }
    return out;
}

std::string quoted(std::string_view header) {
    std::string out;
    for (std::size_t at = 0; at < header.size();)
        out += (out.empty() ? "> " : "\n> ") + std::string(base::next_line(header, at));
    return out;
}

void replace(std::string& text, std::string_view word, std::string_view by) {
    for (std::size_t at = text.find(word); at != std::string::npos;
         at = text.find(word, at + by.size()))
        text.replace(at, word.size(), by);
}

} // namespace

bool returns_header(const Shape& shape) {
    for (const std::string_view word :
         {"@HEADER@", "@HEADER_WITHOUT_ID@", "@QUOTED_HEADER@", "@MESSAGE_BASE64@"}) {
        if (shape.text.find(word) != std::string_view::npos)
            return true;
    }
    return false;
}

std::string bounce_of(const Shape& shape, const Letter& letter, std::int64_t now) {
    const std::string date = rfc_date(now);
    const std::string top_hop = "Received: from " + letter.client + " (" + letter.client + " ["
                                + letter.client_address
                                + "])\n\tby mx.example.net with ESMTPS id 44D9153F2\n\tfor <"
                                + letter.recipient + ">; " + date + '\n';
    const std::string header = letter.submission + letter.header;
    const std::array<std::pair<std::string_view, std::string>, 13> words{{
        {"@OWN@", letter.sender},
        {"@ENVELOPE_ID_FIELD@",
         letter.envelope_id.empty() ? "" : "Original-Envelope-Id: " + letter.envelope_id + '\n'},
        {"@OWN_HOST@", letter.own_host},
        {"@TO@", letter.recipient},
        {"@ID@", letter.id},
        {"@DATE@", date},
        {"@CLIENT@", letter.client},
        {"@CLIENT_IP@", letter.client_address},
        {"@HEADER@", header},
        {"@HEADER_WITHOUT_ID@", without_id(header)},
        {"@QUOTED_HEADER@", quoted(top_hop + header)},
        {"@MESSAGE_BASE64@", base64_lines(top_hop + header + '\n' + letter.body)},
        {"@BODY@", letter.body},
    }};
    std::string out(shape.text);
    for (const auto& [word, by] : words)
        replace(out, word, by);
    return out;
}

} // namespace backsift::setup
