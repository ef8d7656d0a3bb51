// Values of delivery-status fields: typed names and addresses (RFC 3464 2.1.2, RFC 6533 3).
#pragma once

#include <string>
#include <string_view>

namespace backsift::message {

// "dns; mx.example.net" -> "mx.example.net"
[[nodiscard]] std::string_view without_type(std::string_view value);

// "<a@b>" -> "a@b"
[[nodiscard]] std::string_view without_brackets(std::string_view value);

// Original-Recipient repeats what the sender wrote as ORCPT, and some systems leave it in xtext.
enum class Xtext { keep, decode };

// "rfc822; <ann@example.org> (expanded)" -> "ann@example.org"; "utf-8;\x{E9}@example.org" likewise.
[[nodiscard]] std::string status_address(std::string_view value, Xtext xtext);

// The first word's letters in lower case: "Failed (no such user)" -> "failed".
[[nodiscard]] std::string first_word(std::string_view value);

// The first enhanced status code (RFC 3463) in the value, else its first word.
[[nodiscard]] std::string status_code(std::string_view value);

} // namespace backsift::message
