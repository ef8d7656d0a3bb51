// An address that a reply came to: what reads as a tag of ours has one spelling and fits no
// stranger's key, and every address that takes a tag gives it back. The ENVID beside it.
#include "base/text.hpp"
#include "fuzz/fuzz_support.hpp"
#include "proof/envelope_id.hpp"
#include "proof/envelope_tag.hpp"
#include "proof/unwrap.hpp"
#include "proof/verp.hpp"

using namespace backsift;

namespace {

constexpr proof::Day k_day = 20'778;

std::string spelled(const proof::EnvelopeTag& tag, const std::string& delimiter) {
    if (tag.form == proof::TagForm::batv) {
        return "prvs=" + std::to_string(tag.key_number)
               + std::to_string(proof::k_batv_days + tag.day).substr(1) + tag.mac + '='
               + tag.address;
    }
    const std::size_t at = tag.address.rfind('@');
    const bool whole = at != std::string::npos;
    return tag.address.substr(0, at) + delimiter + "bs1." + tag.key_id + '.'
           + std::to_string(tag.day) + '.' + tag.mac + (whole ? tag.address.substr(at) : "");
}

void read(std::string_view text) {
    const auto tag = proof::read_envelope_tag(text);
    if (!tag)
        return;
    const std::string plain = base::to_lower(text);
    bool one = tag->address.empty(); // the domain behind a tag alone is not kept
    for (const char* delimiter : {"", "+", "-", "="}) {
        one = one || spelled(*tag, delimiter) == plain;
    }
    fuzz::promise(one, "a tag has one spelling");
    fuzz::promise(tag->address.size() < text.size(), "and makes the address longer");
    const proof::TokenKey stranger{tag->key_id, proof::Secret::random()};
    fuzz::promise(tag->form == proof::TagForm::batv
                      || !proof::fits(*tag, stranger, 0, tag->address),
                  "it fits no stranger's key");
}

void write(std::string_view address) {
    static const proof::TokenKey key{"7f3a9c", proof::Secret::random()};
    const std::string plain = base::to_lower(address);
    for (const char delimiter : {'+', '-', '='}) {
        const auto written = proof::write_plus_tag(key, k_day, address, delimiter);
        if (!written)
            continue;
        const auto tag = proof::read_envelope_tag(*written);
        fuzz::promise(tag.has_value(), "what was written is read");
        const bool wrapped = tag->form == proof::TagForm::batv; // a tag within BATV of another's
        fuzz::promise(wrapped || tag->address == plain, "the address comes back");
        fuzz::promise(wrapped || proof::fits(*tag, key, 0, address), "and fits");
    }
    if (const auto written = proof::write_batv_tag(key, 13, k_day, address)) {
        const auto tag = proof::read_envelope_tag(*written);
        fuzz::promise(tag && tag->address == plain, "BATV gives the address back");
        fuzz::promise(proof::fits(*tag, key, 13, address), "and fits its key");
    }
}

} // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* bytes, std::size_t size) {
    static const proof::VerpPatterns patterns({"bounces-*@lists.example.org"});
    const std::string_view text = fuzz::text(bytes, size);
    read(text);
    write(text);
    fuzz::promise(proof::unwrapped(text).size() <= text.size(), "unwrapping adds nothing");
    fuzz::promise(proof::without_tag(text).size() <= text.size(), "nor does cutting");
    fuzz::promise(patterns.recipient_in(text).size() <= text.size(), "nor does VERP");
    if (const auto id = proof::read_envelope_id(text)) {
        const proof::TokenKey stranger{id->key_id, proof::Secret::random()};
        fuzz::promise(!proof::fits_envelope_id(*id, stranger, "ann@example.org"),
                      "an ENVID fits no stranger's key");
    }
    return 0;
}
