// Config files: any text either reads or says where it does not.
#include "base/text.hpp"
#include "config/config.hpp"
#include "fuzz/fuzz_support.hpp"

using namespace backsift;

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* bytes, std::size_t size) {
    const auto config = config::read(fuzz::text(bytes, size), "fuzz.toml");
    if (config)
        return 0;
    fuzz::promise(!config.error().sentence.empty(), "a failure has its sentence");
    fuzz::promise(base::is_valid_utf8(base::describe(config.error())), "a failure can be shown");
    return 0;
}
