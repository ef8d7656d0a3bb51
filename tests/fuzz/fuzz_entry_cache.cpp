// What a scan remembers for the next one, as a disk or a crash may leave it. The first byte
// chooses:
//   d  a cache of one entry, damaged by the input: what it gives is an entry, or nothing
//   f  the input as the file
//   else  the input as the bytes of one entry
#include <fstream>
#include <iterator>
#include <optional>
#include <string>

#include <unistd.h>

#include "base/text.hpp"
#include "fuzz/fuzz_support.hpp"
#include "report/entry_cache.hpp"
#include "report/entry_store.hpp"
#include "report/json.hpp"

using namespace backsift;
using report::EntryCache;

namespace {

constexpr std::string_view k_fingerprint = "one";
constexpr std::string_view k_key = "a";

// One file, written again and again.
const std::string& path() {
    static const std::string one = fuzz::scratch_path("backsift-fuzz-cache");
    return one;
}

report::Entry an_entry() {
    report::Entry entry;
    entry.verdict.because = {"nothing came back"};
    entry.subject = "Undelivered";
    entry.from = "Ann <ann@example.org>";
    entry.time = 1'795'239'060;
    return entry;
}

std::string whole_cache() {
    fuzz::write_file(path(), {});
    auto cache = EntryCache::open(path(), k_fingerprint);
    fuzz::promise(cache.has_value(), "a cache can be made");
    cache->keep(k_key, an_entry());
    fuzz::promise(cache->publish(EntryCache::Rest::forgotten).has_value(), "and published");
    std::ifstream file(path(), std::ios::binary);
    return {std::istreambuf_iterator<char>(file), {}};
}

void check_entry(const report::Entry& entry) {
    const std::string bytes = report::to_bytes(entry);
    const auto again = report::from_bytes(bytes);
    fuzz::promise(again.has_value(), "what was written is read");
    fuzz::promise(report::to_bytes(*again) == bytes, "and says the same");
    fuzz::promise(base::is_valid_utf8(report::to_json(entry)), "it can be shown");
}

// Found in it, and taken over into the next.
void use(std::string_view bytes) {
    fuzz::write_file(path(), bytes);
    auto cache = EntryCache::open(path(), k_fingerprint);
    fuzz::promise(cache.has_value(), "a damaged cache hinders no scan");
    if (const auto found = cache->find(k_key))
        check_entry(*found);
    cache->keep("b", an_entry());
    if (!cache->publish(EntryCache::Rest::taken_over))
        return;
    const auto next = EntryCache::open(path(), k_fingerprint);
    fuzz::promise(next && next->find("b"), "what was published is found");
}

void damage(std::string_view input) {
    static const std::string whole = whole_cache();
    std::string bad = whole;
    for (; input.size() >= 3; input.remove_prefix(3)) {
        const std::size_t high = static_cast<unsigned char>(input[0]);
        const std::size_t at = (high * 256 + static_cast<unsigned char>(input[1])) % bad.size();
        bad[at] = static_cast<char>(bad[at] ^ input[2]);
    }
    use(bad);
}

struct Remover {
    ~Remover() { ::unlink(path().c_str()); }
};

} // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* bytes, std::size_t size) {
    static const Remover remover;
    const std::string_view text = fuzz::text(bytes, size);
    if (text.starts_with('d'))
        damage(text.substr(1));
    else if (text.starts_with('f'))
        use(text.substr(1));
    else if (const auto entry = report::from_bytes(text))
        check_entry(*entry);
    return 0;
}
