// What the encoded words need to know of a charset besides to_utf8().
#pragma once

#include <string_view>

namespace backsift::message {

// Is this the name of a charset we can read?
[[nodiscard]] bool is_known_charset(std::string_view name);

} // namespace backsift::message
