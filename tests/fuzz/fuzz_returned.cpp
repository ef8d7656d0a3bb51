// The search for the returned message.
#include "fuzz/fuzz_support.hpp"
#include "message/returned.hpp"

using namespace backsift;

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* bytes, std::size_t size) {
    const base::Limits limits;
    const message::Mail mail = message::parse(base::Bytes(fuzz::text(bytes, size)), {}, limits);
    message::Defects defects;
    const auto returned = message::find_returned(mail, limits, defects);
    if (!returned)
        return 0;
    const std::string_view all = returned->bytes.view();
    for (const message::Field& field : returned->header.fields) {
        fuzz::promise(field.name.data() >= all.data()
                          && field.name.data() + field.name.size() <= all.data() + all.size(),
                      "a returned field lies within the returned bytes");
    }
    fuzz::promise(returned->part >= 0
                      && static_cast<std::size_t>(returned->part) < mail.parts.size(),
                  "it stands in a part");
    (void)returned->complete();
    return 0;
}
