// Config files: any text either reads or says where it does not.
#include "config/config.hpp"
#include "fuzz/fuzz_support.hpp"

using namespace backsift;

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* bytes, std::size_t size) {
    const auto config = config::read(fuzz::text(bytes, size), "fuzz.toml");
    if (!config)
        fuzz::promise_that_it_can_be_shown(config.error());
    return 0;
}
