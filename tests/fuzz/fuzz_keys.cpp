// Key files: any text either reads or says where it does not, without a piece of a secret.
#include "fuzz/fuzz_support.hpp"
#include "mark/keys.hpp"

using namespace backsift;

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* bytes, std::size_t size) {
    const auto keys = mark::read_keys(fuzz::text(bytes, size), "keys");
    if (!keys) {
        fuzz::promise_that_it_can_be_shown(keys.error());
        fuzz::promise(base::describe(keys.error()).size() < 200, "and repeats nothing of the file");
        return 0;
    }
    const std::string written = mark::write_keys(*keys);
    const auto again = mark::read_keys(written, "keys");
    fuzz::promise(again.has_value() && again->size() == keys->size(), "what was written is read");
    fuzz::promise(mark::write_keys(*again) == written, "and says the same");
    const auto* const signing = mark::signing_key(*keys);
    for (const auto& key : *keys)
        fuzz::promise(key.retired || signing != nullptr, "a key in use signs");
    return 0;
}
