#include "proof/unwrap.hpp"

#include <algorithm>

#include "base/text.hpp"
#include "proof/envelope_tag.hpp"

namespace backsift::proof {
namespace {

constexpr std::string_view::size_type k_none = std::string_view::npos;

// Ten hex digits: key number, day, and six of the hash.
bool is_batv_tag(std::string_view text) {
    return text.size() == 10 && std::all_of(text.begin(), text.end(), [](char c) {
               return base::is_digit(c) || (c >= 'a' && c <= 'f');
           });
}

std::string from_prvs(std::string_view local, std::string_view domain) {
    const std::size_t cut = local.find('=');
    if (cut == k_none) {
        return {};
    }
    const std::string_view tag = local.substr(0, cut);
    const std::string_view rest = local.substr(cut + 1);
    // Early drafts had the tag last, and some still write it so.
    return std::string(!is_batv_tag(tag) && is_batv_tag(rest) ? tag : rest) + std::string(domain);
}

std::string from_btv1(std::string_view local, std::string_view domain) {
    const std::size_t cut = local.find("==");
    return cut == k_none ? std::string() : std::string(local.substr(cut + 2)) + std::string(domain);
}

// hash=tt=domain=local; the local part may hold "=" itself.
std::string from_srs0(std::string_view rest) {
    for (int i = 0; i < 2; ++i) {
        const std::size_t cut = rest.find('=');
        if (cut == k_none) {
            return {};
        }
        rest.remove_prefix(cut + 1);
    }
    const std::size_t cut = rest.find('=');
    if (cut == k_none || cut == 0 || cut + 1 == rest.size()) {
        return {};
    }
    return std::string(rest.substr(cut + 1)) + '@' + std::string(rest.substr(0, cut));
}

bool is_separator(char c) {
    return c == '=' || c == '+' || c == '-';
}

std::string from_srs(std::string_view local) {
    if (local.size() < 6 || !is_separator(local[4])) {
        return {};
    }
    if (local[3] == '0') {
        return from_srs0(local.substr(5));
    }
    // SRS1=hash=first-forwarder==hash=tt=domain=local
    const std::size_t inner = local.find("==", 5);
    return local[3] == '1' && inner != k_none ? from_srs0(local.substr(inner + 2)) : std::string();
}

} // namespace

std::string unwrapped(std::string_view address) {
    std::string text = base::to_lower(address);
    const std::size_t at = text.rfind('@');
    if (at == k_none) {
        return text;
    }
    if (const auto tag = read_envelope_tag(text); tag && !tag->address.empty()) {
        return tag->address;
    }
    const std::string_view local = std::string_view(text).substr(0, at);
    const std::string_view domain = std::string_view(text).substr(at);
    std::string inner;
    if (local.starts_with("prvs=")) {
        inner = from_prvs(local.substr(5), domain);
    } else if (local.starts_with("btv1==")) {
        inner = from_btv1(local.substr(6), domain);
    } else if (local.starts_with("srs")) {
        inner = from_srs(local);
    }
    return inner.empty() ? text : inner;
}

std::string without_tag(std::string_view address) {
    const std::size_t at = address.rfind('@');
    const std::size_t plus = address.find('+');
    if (at == k_none || plus == k_none || plus == 0 || plus > at) {
        return std::string(address);
    }
    return std::string(address.substr(0, plus)) + std::string(address.substr(at));
}

} // namespace backsift::proof
