#include "base/limits.hpp"

#include <array>

namespace backsift::base {

namespace {

constexpr std::array k_rows{
    LimitRow{"message_bytes", &Limits::message_bytes, "bytes",
             "a larger message is delivered unjudged, streamed: no automatic reply is that large"},
    LimitRow{"header_bytes", &Limits::header_bytes, "bytes",
             "fields beyond are not looked at; sendmail stops at 32 KiB, Postfix at 100 KiB"},
    LimitRow{"header_fields", &Limits::header_fields, "fields",
             "per header block; ordinary mail has under 100"},
    LimitRow{"field_bytes", &Limits::field_bytes, "bytes",
             "of one field's value; what follows in it is not looked at"},
    LimitRow{"mime_depth", &Limits::mime_depth, "levels",
             "mimetic recurses and overflows the stack at 47,000 (measured)"},
    LimitRow{"mime_parts", &Limits::mime_parts, "parts",
             "a report has three; digests have some dozens"},
    LimitRow{"boundary_bytes", &Limits::boundary_bytes, "bytes", "RFC 2046 5.1.1 allows 70"},
    LimitRow{"decoded_part_bytes", &Limits::decoded_part_bytes, "bytes",
             "of one part are decoded; a returned header stands at the front"},
    LimitRow{"searched_text_bytes", &Limits::searched_text_bytes, "bytes",
             "of a notice's text are searched for phrases"},
    LimitRow{"block_search_lines", &Limits::block_search_lines, "lines",
             "of text are looked at for a pasted header block"},
    LimitRow{"received_hops", &Limits::received_hops, "hops", "Postfix calls 50 hops a loop"},
    LimitRow{"status_recipients", &Limits::status_recipients, "recipients",
             "of one delivery report are listed"},
    LimitRow{"addresses", &Limits::addresses, "addresses", "of one field are read"},
    LimitRow{"message_ids", &Limits::message_ids, "ids", "of one References field are read"},
    LimitRow{"excerpt_bytes", &Limits::excerpt_bytes, "bytes",
             "of a mail's own words are shown with a finding"},
    LimitRow{
        "visits", &Limits::visits, "visits",
        "of one address or host, then no program gets the message; MTAs bounce at 25 to 100 hops"},
    LimitRow{"given_up_patterns", &Limits::given_up_patterns, "patterns",
             "of your own rules give up on one message, then no other is asked; each may take 2 s"},
    LimitRow{
        "own_pattern_bytes", &Limits::own_pattern_bytes, "bytes",
        "of text are searched for patterns of your own rules, each pattern's counted by itself, "
        "then no other is asked; 20 s at the dearest"},
};

static_assert(k_rows.size() * sizeof(std::size_t) == sizeof(Limits), "every limit needs its row");

} // namespace

std::span<const LimitRow> limit_rows() {
    return k_rows;
}

} // namespace backsift::base
