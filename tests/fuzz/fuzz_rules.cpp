// Rule files: any text either loads or says where it does not, and what loads can be asked.
#include "base/text.hpp"
#include "fuzz/fuzz_support.hpp"
#include "rules/rule_set.hpp"

using namespace backsift;

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* bytes, std::size_t size) {
    rules::RuleSet rules = rules::RuleSet::empty();
    const auto loaded = rules.load(fuzz::text(bytes, size), "fuzz.toml");
    if (loaded) return 0;
    fuzz::promise(rules.rules().empty(), "a file that does not load adds nothing");
    fuzz::promise(base::is_valid_utf8(base::describe(loaded.error())), "a failure can be shown");
    return 0;
}
