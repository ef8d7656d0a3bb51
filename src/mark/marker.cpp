#include "mark/marker.hpp"

#include <algorithm>
#include <utility>

#include "base/text.hpp"
#include "mark/tag.hpp"

namespace backsift::mark {
using base::Result;

// The eight bytes of each number, lowest first, until there are enough.
std::string new_nonce(os::World& world) {
    std::string nonce;
    while (nonce.size() < proof::k_nonce_bytes) {
        std::uint64_t number = world.random();
        for (int i = 0; i < 8 && nonce.size() < proof::k_nonce_bytes; ++i, number >>= 8U) {
            nonce += static_cast<char>(static_cast<unsigned char>(number & 0xFFU));
        }
    }
    return nonce;
}

Result<Marker> Marker::fixed(std::string header, std::string value) {
    if (const auto field = tag_field(header, value); !field) {
        return base::fail(field.error());
    }
    Marker marker(std::move(header), {});
    marker.value_ = std::move(value);
    return marker;
}

Result<Marker> Marker::keyed(std::string header, Keys keys,
                             const std::vector<std::string>& addresses) {
    if (signing_key(keys) == nullptr) {
        return base::fail(base::Failure{base::Kind::config,
                                        "the key file has no key that is not retired",
                                        {},
                                        {},
                                        "\"backsift token rotate\" makes one"});
    }
    if (const auto field = tag_field(header, "v1"); !field) {
        return base::fail(field.error());
    }
    Marker marker(std::move(header), addresses);
    marker.keys_ = std::move(keys);
    return marker;
}

Result<std::string> Marker::mark(std::string_view message, os::World& world,
                                 const base::Limits& limits) const {
    if (message.empty()) {
        return std::string(); // nothing to send: a lone field would make it a message
    }
    if (!is_keyed()) {
        return with_tag(message, header_, value_, limits);
    }
    message::Defects defects;
    std::size_t body_at = 0;
    const message::HeaderBlock header =
        message::scan_header(from_header(message), limits, defects, body_at);
    const proof::Day today = world.now().seconds / proof::k_day_seconds;
    const std::vector<Reading> there = read(header);
    const bool marked = std::any_of(there.begin(), there.end(), [today](const Reading& one) {
        return one.state == Reading::State::good && one.day >= today - 1 && one.day <= today + 1;
    });
    if (marked) {
        return std::string(message);
    }
    const std::string token = proof::write_token(*signing_key(keys_), header_, today,
                                                 new_nonce(world), identities_.of(header));
    return with_tag(message, header_, token, limits);
}

std::vector<Reading> Marker::read(const message::HeaderBlock& header) const {
    const std::vector<std::string> candidates = identities_.candidates(header);
    std::vector<Reading> out;
    for (const message::Field* field : header.all(header_)) {
        if (out.size() == proof::k_most_tokens) {
            break;
        }
        out.push_back(read(message::unfold(field->value), candidates));
    }
    return out;
}

Reading Marker::read(std::string_view value, const std::vector<std::string>& candidates) const {
    Reading reading;
    if (!is_keyed()) {
        const bool same = base::equal_in_constant_time(value, value_);
        reading.state = same ? Reading::State::good : Reading::State::strange;
        return reading;
    }
    const auto token = proof::read_token(value);
    const auto key = std::find_if(keys_.begin(), keys_.end(), [&token](const StoredKey& one) {
        return token && one.key.id == token->key_id;
    });
    if (key == keys_.end()) {
        return reading;
    }
    reading.key_id = token->key_id;
    reading.day = token->day;
    reading.state = Reading::State::unfitting;
    for (const std::string& identity : candidates) {
        if (proof::fits(*token, key->key, header_, identity)) {
            reading.state = Reading::State::good;
            reading.identity = identity;
            break;
        }
    }
    return reading;
}

} // namespace backsift::mark
