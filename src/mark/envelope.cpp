#include "mark/envelope.hpp"

#include <algorithm>
#include <utility>

#include "base/text.hpp"
#include "mark/marker.hpp"
#include "proof/envelope_id.hpp"
#include "proof/envelope_tag.hpp"
#include "proof/unwrap.hpp"

namespace backsift::mark {

using base::Kind;
using base::Result;

namespace {

proof::Day today(os::World& world) {
    return world.now().seconds / proof::k_day_seconds;
}

} // namespace

Result<EnvelopeMarker> EnvelopeMarker::make(Keys keys, const std::vector<std::string>& addresses,
                                            EnvelopeForm form, char delimiter) {
    if (signing_key(keys) == nullptr) {
        return base::fail(base::Failure{Kind::config,
                                        "the key file has no key that is not retired",
                                        {},
                                        {},
                                        "\"backsift token rotate\" makes one"});
    }
    return EnvelopeMarker(std::move(keys), addresses, form, delimiter);
}

Result<std::string> EnvelopeMarker::tagged(std::string_view address, os::World& world) const {
    const std::string plain = proof::without_tag(proof::unwrapped(address));
    const bool ours =
        std::any_of(addresses_.begin(), addresses_.end(), [&](const std::string& pattern) {
            return base::glob_matches(pattern, address) || base::glob_matches(pattern, plain);
        });
    const std::string shown = '"' + base::clean(address, 120) + '"';
    if (!ours) {
        return base::fail(base::Failure{Kind::usage,
                                        shown + " is none of our addresses",
                                        {},
                                        {},
                                        "list it in [identity] addresses"});
    }
    if (form_ == EnvelopeForm::none || proof::read_envelope_tag(address)) {
        return std::string(address);
    }
    const proof::TokenKey& key = *signing_key(keys_);
    auto out = form_ == EnvelopeForm::plus
                   ? proof::write_plus_tag(key, today(world), address, delimiter_)
                   : proof::write_batv_tag(key, place_of(keys_, key), today(world), address);
    if (!out) {
        return base::fail(Kind::usage, shown
                                           + " cannot bear a tag: it would be longer than the 64 "
                                             "bytes allowed before the @, or is not plain");
    }
    return std::move(*out);
}

std::string EnvelopeMarker::id(const message::HeaderBlock& header, os::World& world) const {
    return proof::write_envelope_id(*signing_key(keys_), today(world), new_nonce(world),
                                    identities_.of(header));
}

} // namespace backsift::mark
