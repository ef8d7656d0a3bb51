// Header scanning, RFC 2047, dates, addresses and message ids.
#include "base/text.hpp"
#include "fuzz/fuzz_support.hpp"
#include "message/address.hpp"
#include "message/date.hpp"
#include "message/decode.hpp"
#include "message/header.hpp"

using namespace backsift;

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* bytes, std::size_t size) {
    const base::Limits limits;
    const std::string_view text = fuzz::text(bytes, size);
    message::Defects defects;
    std::size_t body_at = 0;
    const message::HeaderBlock header = message::scan_header(text, limits, defects, body_at);
    fuzz::promise(body_at <= text.size(), "the body begins within the text");
    fuzz::promise(header.fields.size() <= limits.header_fields, "the fields are bounded");
    for (const message::Field& field : header.fields) {
        fuzz::promise(!field.name.empty() && field.offset < text.size(),
                      "a field has a name and a place");
        const std::string plain = message::unfold(field.value);
        fuzz::promise(plain.find_first_of(std::string_view("\0\r\n", 3)) == std::string::npos,
                      "unfolded means one line");
        fuzz::promise(base::is_valid_utf8(message::decode_value(field.value)),
                      "a decoded value is UTF-8");
        fuzz::promise(message::parse_addresses(plain, limits).size() <= limits.addresses,
                      "addresses are bounded");
        fuzz::promise(message::parse_message_ids(plain, limits).size() <= limits.message_ids,
                      "ids are bounded");
        if (const auto date = message::parse_date(plain))
            (void)message::format_utc(*date);
    }
    return 0;
}
