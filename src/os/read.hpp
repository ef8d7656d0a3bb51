// Reading what a stranger hands over, with a bound.
#pragma once

#include <cstddef>

#include "base/bytes.hpp"
#include "base/result.hpp"

namespace backsift::os {

struct Input {
    base::Bytes bytes;
    bool more = false; // `bytes` holds limit + 1 bytes, the rest is still unread in the descriptor
};

// Reads up to the end or up to limit + 1 bytes (the one byte more tells "more" from "exactly").
// Waits where the descriptor is non-blocking (EAGAIN), goes on after EINTR. One read for a message
// whose size the descriptor knows, otherwise a buffer that doubles.
// Fails with Kind::temporary when the system does.
[[nodiscard]] base::Result<Input> read_input(int fd, std::size_t limit);

} // namespace backsift::os
