// A mark where it proves nothing: in the body of the returned mail, behind a blank line that fell
// into its header, under a name that a gateway changed ("X-Original-Message-ID", "Old-X-…"), in a
// second returned part. It does not make a reply genuine, but who looks for the mark and finds it
// there cannot say that it is missing.
#pragma once

#include <functional>
#include <optional>
#include <string>
#include <string_view>

#include "proof/proof.hpp"

namespace backsift::proof {

// Is a value ours? It is asked with what stands behind the name, unfolded, without what separates
// them.
using IsOurs = std::function<bool(std::string_view value)>;

// Where in what was returned, header or body, a value of ours stands behind this field name, for a
// person ("part 3, message/rfc822"); nothing where none does. As many places are looked at as a
// header may have fields (limits.header_fields).
[[nodiscard]] std::optional<std::string>
stray_mark(const Question& question, std::string_view field_name, const IsOurs& is_ours);

} // namespace backsift::proof
