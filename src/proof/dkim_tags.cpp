#include "proof/dkim_tags.hpp"

#include <algorithm>

#include "base/text.hpp"

namespace backsift::proof {
namespace {

// RFC 6376 defines thirteen; a list that is longer than this is an attempt to keep us busy.
constexpr std::size_t k_most_tags = 40;

bool is_name(std::string_view name) {
    return !name.empty() && base::is_alpha(name.front())
           && std::all_of(name.begin(), name.end(),
                          [](char c) { return base::is_alnum(c) || c == '_'; });
}

} // namespace

std::optional<DkimTags> DkimTags::read(std::string_view text) {
    DkimTags out;
    std::size_t begin = 0;
    while (begin < text.size() && !base::trim(text.substr(begin)).empty()) {
        const std::size_t end = std::min(text.find(';', begin), text.size());
        const std::size_t sign = text.find('=', begin);
        if (sign >= end || out.tags_.size() >= k_most_tags) {
            return std::nullopt;
        }
        const std::string_view name = base::trim(text.substr(begin, sign - begin));
        if (!is_name(name) || out.tag(name) != nullptr) {
            return std::nullopt;
        }
        const Span span{sign + 1, end};
        out.tags_.push_back({name, base::trim(text.substr(span.begin, end - span.begin)), span});
        begin = end + 1;
    }
    return out;
}

const DkimTags::Tag* DkimTags::tag(std::string_view name) const {
    const auto found = std::find_if(tags_.begin(), tags_.end(),
                                    [name](const Tag& tag) { return tag.name == name; });
    return found == tags_.end() ? nullptr : &*found;
}

std::optional<std::string_view> DkimTags::find(std::string_view name) const {
    const Tag* found = tag(name);
    return found == nullptr ? std::nullopt : std::optional(found->value);
}

std::optional<DkimTags::Span> DkimTags::span_of(std::string_view name) const {
    const Tag* found = tag(name);
    return found == nullptr ? std::nullopt : std::optional(found->span);
}

} // namespace backsift::proof
