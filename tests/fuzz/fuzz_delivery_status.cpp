// Delivery status and disposition notification fields.
#include "fuzz/fuzz_support.hpp"
#include "message/delivery_status.hpp"

using namespace backsift;

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* bytes, std::size_t size) {
    const base::Limits limits;
    message::Defects defects;
    const auto status = message::parse_delivery_status(fuzz::text(bytes, size), limits, defects);
    fuzz::promise(status.recipients.size() <= limits.status_recipients, "recipients are bounded");
    fuzz::promise(status.fields.size() <= limits.header_fields * 2 + limits.status_recipients * 20,
                  "fields are bounded");
    return 0;
}
