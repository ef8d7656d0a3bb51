// Transfer encodings (RFC 2045), charsets, RFC 2047 words, and a part's text as UTF-8.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "base/limits.hpp"
#include "message/mail.hpp"

namespace backsift::message {

// RFC 2045 6.8. Bytes outside the alphabet are skipped; stops after padding followed by nothing
// that continues, or when `most_bytes` are out.
[[nodiscard]] std::string decode_base64(std::string_view text, std::size_t most_bytes,
                                        Defects& defects);
// RFC 2045 6.7. Broken "=" sequences stay as they are.
[[nodiscard]] std::string decode_quoted_printable(std::string_view text, std::size_t most_bytes,
                                                  Defects& defects);
// The first file of a uuencoded part; a part without a "begin" line stays as it is.
[[nodiscard]] std::string decode_uuencode(std::string_view text, std::size_t most_bytes,
                                          Defects& defects);

// Bytes in a charset (any IANA or common alias name, any case) to valid UTF-8. An unknown charset
// is read as UTF-8 where the bytes are that, else windows-1252, and so are bytes above 127 in
// us-ascii. Never fails.
[[nodiscard]] std::string to_utf8(std::string_view bytes, std::string_view charset,
                                  Defects& defects);

// The bytes themselves, where to_utf8 would give just these and note no defect: mostly.
[[nodiscard]] std::optional<std::string_view> utf8_as_it_is(std::string_view bytes,
                                                            std::string_view charset);

// The same for bytes of which nobody said in what charset they are, as in a header: ASCII stays as
// it is but for Japanese escape sequences, other bytes are read as UTF-8 or windows-1252.
[[nodiscard]] std::string unlabelled_to_utf8(std::string_view bytes, Defects& defects);

// RFC 2047 encoded words in an unfolded value, and raw 8-bit bytes (UTF-8 or windows-1252), to
// UTF-8. What does not decode stays as it is. Line ends and NULs that a word hides become blanks.
// Linear.
[[nodiscard]] std::string decode_words(std::string_view unfolded, Defects& defects);

// The part's body with its transfer encoding undone, at most limits.decoded_part_bytes.
[[nodiscard]] std::string decoded_body(const Part& part, const base::Limits& limits,
                                       Defects& defects);

// The part's body as UTF-8 text; HTML is rendered (tags out, entities decoded, <br>, <div>, <tr>,
// <li> and <pre> lines kept as line ends, <p> and headings as paragraphs; <script>, <style> and
// comments dropped).
[[nodiscard]] std::string decoded_text(const Part& part, const base::Limits& limits,
                                       Defects& defects);

// The part's body, where decoded_text would give just that and note no defect: no copy of a large
// mail need be made for those who only look.
[[nodiscard]] std::optional<std::string_view> text_as_it_is(const Part& part,
                                                            const base::Limits& limits);

// HTML to text, as decoded_text does it. Linear.
[[nodiscard]] std::string render_html(std::string_view html);

} // namespace backsift::message
