// Received fields.
#include "base/text.hpp"
#include "fuzz/fuzz_support.hpp"
#include "message/received.hpp"

using namespace backsift;

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* bytes, std::size_t size) {
    const std::string plain = message::unfold(fuzz::text(bytes, size));
    const message::Hop hop = message::parse_received(plain);
    for (const std::string* part :
         {&hop.helo, &hop.reverse, &hop.address, &hop.by, &hop.by_address, &hop.with}) {
        fuzz::promise(part->find_first_of(" \t\r\n") == std::string::npos,
                      "a host name has no blanks");
        // A byte that is no UTF-8 becomes U+FFFD, three bytes.
        fuzz::promise(part->size() <= plain.size() * 3, "a part is no longer than the whole");
        fuzz::promise(base::is_valid_utf8(*part), "a part is UTF-8");
    }
    return 0;
}
