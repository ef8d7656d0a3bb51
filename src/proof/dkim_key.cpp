#include "proof/dkim_key.hpp"

#include <algorithm>

#include "base/text.hpp"
#include "message/decode.hpp"
#include "proof/dkim_tags.hpp"

namespace backsift::proof {
namespace {

constexpr std::size_t k_most_key_bytes = 8192;
constexpr std::size_t k_point_bytes = 32;

// OBJECT IDENTIFIERs: rsaEncryption (RFC 8017 A.1), id-Ed25519 (RFC 8410 3).
constexpr std::string_view k_rsa_oid = "\x2a\x86\x48\x86\xf7\x0d\x01\x01\x01";
constexpr std::string_view k_ed25519_oid = "+ep"; // 2b 65 70

enum Tag : unsigned char { k_integer = 2, k_bits = 3, k_oid = 6, k_sequence = 0x30 };

// Walks over DER elements (X.690) one after the other.
class Der {
  public:
    explicit Der(std::string_view bytes) : rest_(bytes) {}

    // The content of the next element when it has this tag.
    std::optional<std::string_view> next(Tag tag) {
        if (rest_.size() < 2 || octet(0) != tag) {
            return std::nullopt;
        }
        std::size_t begin = 2;
        std::size_t size = octet(1);
        if ((size & 0x80U) != 0) {
            const std::size_t octets = size & 0x7FU;
            if (octets == 0 || octets > 2 || rest_.size() < begin + octets) {
                return std::nullopt;
            }
            size = 0;
            for (std::size_t i = 0; i < octets; ++i) {
                size = size << 8U | octet(begin + i);
            }
            begin += octets;
        }
        if (rest_.size() - begin < size) {
            return std::nullopt;
        }
        const std::string_view content = rest_.substr(begin, size);
        rest_.remove_prefix(begin + size);
        return content;
    }

  private:
    [[nodiscard]] std::size_t octet(std::size_t at) const {
        return static_cast<unsigned char>(rest_[at]);
    }
    std::string_view rest_;
};

std::string without_zeros(std::string_view integer) {
    return std::string(integer.substr(std::min(integer.find_first_not_of('\0'), integer.size())));
}

// RSAPublicKey (RFC 8017 A.1.1).
std::optional<DkimPublicKey> read_rsa(std::string_view der) {
    const auto numbers = Der(der).next(k_sequence);
    if (!numbers) {
        return std::nullopt;
    }
    Der reader(*numbers);
    const auto modulus = reader.next(k_integer);
    const auto exponent = reader.next(k_integer);
    if (!modulus || !exponent) {
        return std::nullopt;
    }
    DkimPublicKey key;
    key.modulus = without_zeros(*modulus);
    key.exponent = without_zeros(*exponent);
    const bool usable = key.modulus.size() >= k_least_modulus_bytes
                        && key.modulus.size() <= k_most_modulus_bytes && !key.exponent.empty()
                        && key.exponent.size() <= k_most_exponent_bytes;
    return usable ? std::optional(std::move(key)) : std::nullopt;
}

std::optional<DkimPublicKey> read_point(std::string_view point) {
    if (point.size() != k_point_bytes) {
        return std::nullopt;
    }
    DkimPublicKey key;
    key.algorithm = DkimAlgorithm::ed25519_sha256;
    key.point = point;
    return key;
}

// SubjectPublicKeyInfo (RFC 5280 4.1.2.7), which is what PEM files and nearly all records hold.
std::optional<DkimPublicKey> read_key_info(std::string_view der) {
    const auto info = Der(der).next(k_sequence);
    if (!info) {
        return std::nullopt;
    }
    Der reader(*info);
    const auto algorithm = reader.next(k_sequence);
    const auto bits = reader.next(k_bits);
    if (!algorithm || !bits || bits->empty() || bits->front() != '\0') {
        return std::nullopt;
    }
    const auto oid = Der(*algorithm).next(k_oid);
    const std::string_view key = bits->substr(1);
    if (oid == k_rsa_oid) {
        return read_rsa(key);
    }
    return oid == k_ed25519_oid ? read_point(key) : std::nullopt;
}

std::string decoded(std::string_view base64) {
    message::Defects ignored;
    return message::decode_base64(base64, k_most_key_bytes, ignored);
}

std::optional<DkimPublicKey> read_der(const std::string& der) {
    auto key = read_key_info(der);
    return key ? key : read_rsa(der);
}

std::optional<DkimPublicKey> read_pem(std::string_view text) {
    const std::size_t begin = text.find('\n', text.find("-----BEGIN"));
    const std::size_t end = text.find("-----END");
    if (begin == std::string_view::npos || end == std::string_view::npos || end < begin) {
        return std::nullopt;
    }
    return read_der(decoded(text.substr(begin, end - begin)));
}

// The character strings of a TXT record put together; the text itself when none is quoted.
std::string unquoted(std::string_view text) {
    std::string out;
    const std::vector<std::string_view> pieces = base::split(text, '"');
    for (std::size_t i = 1; i < pieces.size(); i += 2) {
        out += pieces[i];
    }
    return pieces.size() < 3 ? std::string(base::trim(text)) : out;
}

bool allows(const DkimTags& tags, std::string_view name, std::string_view wanted) {
    const auto value = tags.find(name);
    if (!value) {
        return true;
    }
    const auto words = base::split(*value, ':');
    return std::any_of(words.begin(), words.end(), [wanted](std::string_view word) {
        word = base::trim(word);
        return base::iequals(word, wanted) || word == "*";
    });
}

std::optional<DkimPublicKey> read_record(std::string_view text) {
    const std::string record = unquoted(text);
    const auto tags = DkimTags::read(record);
    if (!tags || tags->find("v").value_or("DKIM1") != "DKIM1" || !allows(*tags, "h", "sha256")
        || !allows(*tags, "s", "email")) {
        return std::nullopt;
    }
    const std::string key = decoded(tags->find("p").value_or(""));
    const std::string_view type = tags->find("k").value_or("rsa");
    if (base::iequals(type, "ed25519")) {
        return read_point(key); // RFC 8463 4.2: the point alone
    }
    auto read = read_der(key);
    return read && read->algorithm == DkimAlgorithm::rsa_sha256 && base::iequals(type, "rsa")
               ? read
               : std::nullopt;
}

} // namespace

std::optional<DkimPublicKey> read_dkim_key(std::string_view text) {
    return text.find("-----BEGIN") != std::string_view::npos ? read_pem(text) : read_record(text);
}

} // namespace backsift::proof
