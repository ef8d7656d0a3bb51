// The MIME tree and everything decoded from it.
#include "base/text.hpp"
#include "fuzz/fuzz_support.hpp"
#include "message/decode.hpp"
#include "message/mail.hpp"

using namespace backsift;

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* bytes, std::size_t size) {
    const base::Limits limits;
    const message::Mail mail = message::parse(base::Bytes(fuzz::text(bytes, size)), {}, limits);
    fuzz::promise(!mail.parts.empty() && mail.parts.size() <= limits.mime_parts,
                  "the parts are bounded");
    const std::string_view all = mail.text();
    for (const message::Part& part : mail.parts) {
        fuzz::promise(part.depth <= static_cast<int>(limits.mime_depth), "the depth is bounded");
        fuzz::promise(part.body.empty()
                          || (part.body.data() >= all.data()
                              && part.body.data() + part.body.size() <= all.data() + all.size()),
                      "a body lies within the mail");
        message::Defects defects;
        const std::string decoded = message::decoded_body(part, limits, defects);
        fuzz::promise(decoded.size() <= limits.decoded_part_bytes, "a decoded part is bounded");
        fuzz::promise(base::is_valid_utf8(message::decoded_text(part, limits, defects)),
                      "decoded text is UTF-8");
    }
    return 0;
}
