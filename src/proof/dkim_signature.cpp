#include "proof/dkim_signature.hpp"

#include <algorithm>
#include <map>

#include "base/text.hpp"
#include "message/decode.hpp"
#include "message/mail.hpp"
#include "proof/dkim_tags.hpp"

namespace backsift::proof {
namespace {

constexpr std::size_t k_most_signature_bytes = k_most_modulus_bytes;
constexpr std::size_t k_most_names = 200; // in h=

std::string decoded(std::string_view base64) {
    message::Defects ignored;
    return message::decode_base64(base64, k_most_signature_bytes + 1, ignored);
}

std::optional<DkimAlgorithm> read_algorithm(std::string_view written) {
    if (base::iequals(written, "rsa-sha256")) {
        return DkimAlgorithm::rsa_sha256;
    }
    if (base::iequals(written, "ed25519-sha256")) {
        return DkimAlgorithm::ed25519_sha256;
    }
    return std::nullopt;
}

std::optional<Canonical> read_canonical(std::string_view word) {
    if (base::iequals(word, "simple")) {
        return Canonical::simple;
    }
    return base::iequals(word, "relaxed") ? std::optional(Canonical::relaxed) : std::nullopt;
}

// "relaxed/simple"; the body's part is "simple" where it is not named (3.5).
bool read_canonicals(std::string_view written, DkimSignature& out) {
    const std::size_t slash = written.find('/');
    const auto header = read_canonical(written.substr(0, slash));
    const auto body = slash == std::string_view::npos ? Canonical::simple
                                                      : read_canonical(written.substr(slash + 1));
    if (!header || !body) {
        return false;
    }
    out.header = *header;
    out.body = *body;
    return true;
}

std::vector<std::string_view> read_names(std::string_view written) {
    std::vector<std::string_view> names;
    for (const std::string_view name : base::split(written, ':')) {
        names.push_back(base::trim(name));
    }
    return names;
}

// False when the tag is there and no number.
template<class Number>
bool read_number(const DkimTags& tags, std::string_view name, std::optional<Number>& out) {
    constexpr std::uint64_t k_most = 1'000'000'000'000; // 3.5: x= may have 12 digits
    const auto written = tags.find(name);
    if (!written) {
        return true;
    }
    const auto number = base::to_number(*written);
    if (!number || *number > k_most) {
        return false;
    }
    out = static_cast<Number>(*number);
    return true;
}

// i= must stand in or below d= (3.5).
bool fits_identity(const DkimTags& tags, std::string_view domain) {
    const auto identity = tags.find("i");
    if (!identity) {
        return true;
    }
    const std::size_t sign = identity->rfind('@');
    if (sign == std::string_view::npos) {
        return false;
    }
    const std::string_view host = identity->substr(sign + 1);
    return base::iequals(host, domain)
           || (host.size() > domain.size() && base::iends_with(host, domain)
               && host[host.size() - domain.size() - 1] == '.');
}

bool has_name(const std::vector<std::string_view>& names, std::string_view wanted) {
    return std::any_of(names.begin(), names.end(),
                       [wanted](std::string_view name) { return base::iequals(name, wanted); });
}

// Its own field without the value of b=, which is what was signed.
std::string own_text(const DkimSignature& signature) {
    const std::string_view raw = raw_text(*signature.field);
    const std::size_t value = raw.size() - signature.field->value.size();
    std::string text(raw);
    if (const auto tags = DkimTags::read(signature.field->value)) {
        if (const auto span = tags->span_of("b")) {
            text.erase(value + span->begin, span->end - span->begin);
        }
    }
    return canonical_field(text, signature.header);
}

// Can it be told that nothing of the body is missing? Only a multipart shows its end.
bool is_whole(const message::Returned& returned, const base::Limits& limits) {
    if (returned.bytes.size() >= limits.decoded_part_bytes) {
        return false;
    }
    const message::Mail mail = message::parse(base::Bytes(returned.bytes.view()), {}, limits);
    return mail.parts.size() > 1 && !mail.defects.has(message::Defect::boundary_not_closed)
           && !mail.defects.has(message::Defect::boundary_missing);
}

} // namespace

std::optional<DkimSignature> read_dkim_signature(const message::Field& field) {
    const auto tags = DkimTags::read(field.value);
    if (!tags || tags->find("v") != "1") {
        return std::nullopt;
    }
    const auto algorithm = read_algorithm(tags->find("a").value_or(""));
    DkimSignature out;
    out.field = &field;
    out.domain = base::to_lower(tags->find("d").value_or(""));
    out.selector = base::to_lower(tags->find("s").value_or(""));
    out.signature = decoded(tags->find("b").value_or(""));
    out.body_hash = decoded(tags->find("bh").value_or(""));
    out.names = read_names(tags->find("h").value_or(""));
    const bool readable =
        algorithm && !out.domain.empty() && !out.selector.empty() && !out.signature.empty()
        && out.body_hash.size() == std::tuple_size_v<Sha256> && out.names.size() <= k_most_names
        && has_name(out.names, "From") && fits_identity(*tags, out.domain)
        && read_canonicals(tags->find("c").value_or("simple"), out)
        && read_number(*tags, "l", out.length) && read_number(*tags, "t", out.made)
        && read_number(*tags, "x", out.expires);
    if (!readable) {
        return std::nullopt;
    }
    out.algorithm = *algorithm;
    return out;
}

std::vector<const message::Field*> covered_fields(const DkimSignature& signature,
                                                  const message::HeaderBlock& header) {
    std::map<std::string, std::vector<const message::Field*>> left; // the lowest last
    for (const message::Field& field : header.fields) {
        if (&field != signature.field) {
            left[base::to_lower(field.name)].push_back(&field);
        }
    }
    std::vector<const message::Field*> covered;
    for (const std::string_view name : signature.names) {
        const auto found = left.find(base::to_lower(name));
        if (found != left.end() && !found->second.empty()) {
            covered.push_back(found->second.back());
            found->second.pop_back();
        }
    }
    return covered;
}

std::string signed_text(const DkimSignature& signature,
                        const std::vector<const message::Field*>& covered) {
    std::string text;
    for (const message::Field* field : covered) {
        text += canonical_field(raw_text(*field), signature.header) + "\r\n";
    }
    return text + own_text(signature);
}

BodyFit compare_body(const DkimSignature& signature, const message::Returned& returned,
                     const base::Limits& limits) {
    if (returned.form != message::ReturnedForm::full) {
        return BodyFit::untold;
    }
    std::string body = canonical_body(returned.body, signature.body);
    if (signature.length) {
        if (body.size() < *signature.length) {
            return BodyFit::untold;
        }
        body.resize(static_cast<std::size_t>(*signature.length));
    }
    const Sha256 hash = sha256(body);
    if (std::equal(hash.begin(), hash.end(), signature.body_hash.begin(),
                   [](std::uint8_t a, char b) { return a == static_cast<unsigned char>(b); })) {
        return BodyFit::same;
    }
    return signature.length || is_whole(returned, limits) ? BodyFit::another : BodyFit::untold;
}

} // namespace backsift::proof
