// A tag list, RFC 6376 3.2: "v=1; a=rsa-sha256; …".
#pragma once

#include <cstddef>
#include <optional>
#include <string_view>
#include <vector>

namespace backsift::proof {

class DkimTags {
  public:
    // Nothing when it is no tag list: an empty tag before the last, no "=", a name that is none, or
    // the same name twice. The views point into `text`.
    [[nodiscard]] static std::optional<DkimTags> read(std::string_view text);

    // The value without the white space around it.
    [[nodiscard]] std::optional<std::string_view> find(std::string_view name) const;
    // Where the value stands in the text, with the white space around it.
    struct Span {
        std::size_t begin = 0;
        std::size_t end = 0;
    };
    [[nodiscard]] std::optional<Span> span_of(std::string_view name) const;

  private:
    struct Tag {
        std::string_view name;
        std::string_view value;
        Span span;
    };
    [[nodiscard]] const Tag* tag(std::string_view name) const;
    std::vector<Tag> tags_;
};

} // namespace backsift::proof
