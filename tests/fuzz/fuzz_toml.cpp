// TOML by our own reader of the plain form and by toml++: where ours reads a text, the library
// does, and the same.
#include "fuzz/fuzz_support.hpp"
#include "support/toml_text.hpp"
#include "toml/plain.hpp"

using namespace backsift;

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* bytes, std::size_t size) {
    const std::string_view text = fuzz::text(bytes, size);
    const auto plain = toml::read_plain(text);
    const auto document = toml::parse(text, "fuzz.toml");
    if (!document) {
        fuzz::promise(!plain, "what is plain is TOML");
        fuzz::promise_that_it_can_be_shown(document.error());
        return 0;
    }
    if (!plain)
        return 0;
    const auto by_library = toml::parse_by_library(text, "fuzz.toml");
    fuzz::promise(by_library.has_value(), "the library reads what is plain");
    fuzz::promise(test::shown(*plain) == test::shown(by_library->root), "and reads the same");
    return 0;
}
