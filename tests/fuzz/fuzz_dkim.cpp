// DKIM: keys, tag lists, signatures and both canonical forms.
#include "fuzz/fuzz_support.hpp"
#include "proof/dkim_key.hpp"
#include "proof/dkim_signature.hpp"
#include "proof/dkim_tags.hpp"

using namespace backsift;

namespace {

void look_at_bodies(std::string_view text) {
    for (const auto how : {proof::Canonical::simple, proof::Canonical::relaxed}) {
        const std::string body = proof::canonical_body(text, how);
        fuzz::promise(proof::canonical_body(body, how) == body, "canonical stays canonical");
    }
}

void look_at_header(std::string_view text) {
    message::Defects defects;
    std::size_t body_at = 0;
    const auto block = message::scan_header(text, base::Limits{}, defects, body_at);
    const auto key = proof::read_dkim_key(text.substr(body_at));
    for (const message::Field& field : block.fields) {
        const auto signature = proof::read_dkim_signature(field);
        if (!signature)
            continue;
        const auto covered = proof::covered_fields(*signature, block);
        fuzz::promise(covered.size() < block.fields.size(),
                      "a field is covered once, and itself never");
        const std::string hashed = proof::signed_text(*signature, covered);
        fuzz::promise(hashed.size() <= 2 * text.size() + 4 * block.fields.size(),
                      "what is hashed is no longer than the header");
        if (key)
            static_cast<void>(
                proof::is_signature(*key, proof::sha256(hashed), signature->signature));
    }
}

} // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* bytes, std::size_t size) {
    const std::string_view text = fuzz::text(bytes, size);
    static_cast<void>(proof::DkimTags::read(text));
    static_cast<void>(proof::read_dkim_key(text));
    look_at_bodies(text);
    look_at_header(text);
    return 0;
}
