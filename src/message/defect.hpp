// What was odd about a mail. Malformed mail is data, not an error: parsing never refuses, it notes.
#pragma once

#include <cstdint>
#include <string_view>

namespace backsift::message {

enum class Defect : std::uint8_t {
    empty,                // not one byte
    header_only,          // no blank line, or nothing behind it: the body was not handed to us
    no_header,            // the first line is no field
    line_without_colon,   // a line in the header that is neither a field nor a continuation
    nul_in_header,        // a NUL byte in the header
    cr_only_lines,        // lines end in a lone CR
    eight_bit_header,     // bytes above 127 in the header that are not UTF-8
    header_too_long,      // limits.header_bytes reached
    too_many_fields,      // limits.header_fields reached
    field_too_long,       // limits.field_bytes reached
    boundary_missing,     // a multipart without a usable boundary
    boundary_too_long,    // limits.boundary_bytes reached
    boundary_not_closed,  // the closing delimiter never came
    too_many_parts,       // limits.mime_parts reached
    too_deep,             // limits.mime_depth reached
    part_cut,             // limits.decoded_part_bytes reached
    text_cut,             // limits.searched_text_bytes reached
    bad_base64,           // bytes that are no base64 in a base64 part
    bad_quoted_printable, // "=" followed by no hex digits
    unknown_charset,      // read as windows-1252
    bad_charset_bytes,    // bytes that the charset does not have
    bad_encoded_word,     // an RFC 2047 word that does not decode
    too_many_hops,        // limits.received_hops reached
    too_many_recipients,  // limits.status_recipients reached
    block_search_cut,     // limits.block_search_lines reached
    mime_library_refused, // mimetic threw on a sanitised header block
    pattern_undetermined, // the regex engine gave up on a rule
    message_too_large,    // limits.message_bytes reached: delivered unjudged
    too_many_addresses,   // limits.addresses reached
    too_many_ids          // limits.message_ids reached
};

inline constexpr std::size_t k_defects = static_cast<std::size_t>(Defect::too_many_ids) + 1;

// The word used in JSON ("too-many-parts") and one sentence for a person.
[[nodiscard]] std::string_view word(Defect defect);
[[nodiscard]] std::string_view sentence(Defect defect);

// A set of defects; order and number of occurrences do not matter.
class Defects {
  public:
    void note(Defect defect) { bits_ |= std::uint64_t{1} << static_cast<unsigned>(defect); }
    void add(Defects other) { bits_ |= other.bits_; }
    [[nodiscard]] bool has(Defect defect) const {
        return (bits_ >> static_cast<unsigned>(defect) & 1U) != 0;
    }
    [[nodiscard]] bool none() const { return bits_ == 0; }

  private:
    std::uint64_t bits_ = 0;
};

static_assert(k_defects <= 64);

} // namespace backsift::message
