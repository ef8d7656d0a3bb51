// The value of a token field.
#include "fuzz/fuzz_support.hpp"
#include "message/header.hpp"
#include "proof/token_format.hpp"

using namespace backsift;

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* bytes, std::size_t size) {
    const std::string plain = message::unfold(fuzz::text(bytes, size));
    const auto token = proof::read_token(plain);
    if (!token)
        return 0;
    const std::string again = "v1; k=" + token->key_id + "; t=" + std::to_string(token->day)
                              + "; n=" + token->nonce + "; m=" + token->mac;
    fuzz::promise(again == plain, "a token has one spelling");
    fuzz::promise(proof::is_key_id(token->key_id), "it names a key");
    const proof::TokenKey stranger{token->key_id, proof::Secret::random()};
    fuzz::promise(!proof::fits(*token, stranger, "X-Mine", "ann@example.org"),
                  "and fits no stranger's");
    return 0;
}
