#include "mark/keyed_hash.hpp"

#include <bit>
#include <cstddef>

namespace backsift::mark {
namespace {

using State = std::array<std::uint64_t, 4>;

void round(State& v) {
    v[0] += v[1];
    v[2] += v[3];
    v[1] = std::rotl(v[1], 13) ^ v[0];
    v[3] = std::rotl(v[3], 16) ^ v[2];
    v[0] = std::rotl(v[0], 32);
    v[2] += v[1];
    v[0] += v[3];
    v[1] = std::rotl(v[1], 17) ^ v[2];
    v[3] = std::rotl(v[3], 21) ^ v[0];
    v[2] = std::rotl(v[2], 32);
}

// Little-endian, at most eight bytes.
std::uint64_t word_of(std::string_view bytes) {
    std::uint64_t word = 0;
    for (std::size_t i = 0; i < bytes.size(); ++i) {
        word |= std::uint64_t{static_cast<unsigned char>(bytes[i])} << (8 * i);
    }
    return word;
}

void absorb(State& v, std::uint64_t word) {
    v[3] ^= word;
    round(v);
    round(v);
    v[0] ^= word;
}

} // namespace

std::uint64_t keyed_hash(const HashKey& key, std::string_view text) {
    State v{key[0] ^ 0x736f6d6570736575U, key[1] ^ 0x646f72616e646f6dU,
            key[0] ^ 0x6c7967656e657261U, key[1] ^ 0x7465646279746573U};
    const std::uint64_t length = std::uint64_t{text.size()} << 56U;
    while (text.size() >= 8) {
        absorb(v, word_of(text.substr(0, 8)));
        text.remove_prefix(8);
    }
    absorb(v, word_of(text) | length);
    v[2] ^= 0xff;
    for (int i = 0; i < 4; ++i) {
        round(v);
    }
    return v[0] ^ v[1] ^ v[2] ^ v[3];
}

} // namespace backsift::mark
