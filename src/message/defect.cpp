#include "message/defect.hpp"

#include <array>

namespace backsift::message {

namespace {

struct Row {
    std::string_view word;
    std::string_view sentence;
};

// In the order of the enumeration.
constexpr std::array<Row, k_defects> k_rows{{
    {"empty", "The mail holds not one byte."},
    {"header-only", "Only a header was handed over, without a body (procmail: use :0 HB)."},
    {"no-header", "The first line is no header field."},
    {"line-without-colon", "A line in the header is neither a field nor a continuation."},
    {"nul-in-header", "The header holds a NUL byte."},
    {"cr-only-lines", "Header lines end in a lone carriage return."},
    {"eight-bit-header", "The header holds bytes above 127 that are not UTF-8."},
    {"header-too-long", "The header is longer than header_bytes; the rest was not looked at."},
    {"too-many-fields",
     "The header has more than header_fields fields; the rest was not looked at."},
    {"field-too-long",
     "A header field is longer than field_bytes; the rest of it was not looked at."},
    {"boundary-missing", "A multipart names no usable boundary; its body was read as text."},
    {"boundary-too-long", "A MIME boundary is longer than boundary_bytes and was not used."},
    {"boundary-not-closed", "The closing line of a multipart never came."},
    {"too-many-parts", "The mail has more than mime_parts parts; the rest was not looked at."},
    {"too-deep", "MIME parts are nested deeper than mime_depth; inner ones were not looked at."},
    {"part-cut", "A part is longer than decoded_part_bytes; the rest was not decoded."},
    {"text-cut", "The text is longer than searched_text_bytes; the rest was not searched."},
    {"bad-base64", "A base64 part holds bytes that are no base64."},
    {"bad-quoted-printable", "A quoted-printable part holds a broken \"=\" sequence."},
    {"unknown-charset", "A charset is not known; its text was read as windows-1252."},
    {"bad-charset-bytes", "A text holds bytes that its charset does not have."},
    {"bad-encoded-word", "An encoded word (RFC 2047) in the header does not decode."},
    {"too-many-hops", "There are more than received_hops Received fields; the rest was not read."},
    {"too-many-recipients",
     "The report has more than status_recipients recipients; the rest was not read."},
    {"block-search-cut", "The search for a returned header stopped at block_search_lines lines."},
    {"mime-library-refused",
     "The MIME library refused a part's header; the part was read as plain text."},
    {"pattern-undetermined",
     "The pattern engine gave up on a rule; the rule counts as undetermined."},
    {"message-too-large", "The mail is larger than message_bytes and was not judged."},
    {"too-many-addresses", "A field has more than addresses addresses; the rest was not read."},
    {"too-many-ids", "A field has more than message_ids message ids; the rest was not read."},
}};

constexpr bool every_row_is_filled() {
    for (const Row& row : k_rows) {
        if (row.word.empty() || row.sentence.empty())
            return false;
    }
    return true;
}
static_assert(every_row_is_filled());

} // namespace

std::string_view word(Defect defect) {
    return k_rows[static_cast<std::size_t>(defect)].word;
}

std::string_view sentence(Defect defect) {
    return k_rows[static_cast<std::size_t>(defect)].sentence;
}

} // namespace backsift::message
