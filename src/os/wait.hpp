// Waiting for one descriptor, for the files of this room.
#pragma once

namespace backsift::os {

enum class For { reading, writing };

// Waits until the descriptor is ready, at most `milliseconds` (-1: for ever; the process has its
// own deadline). Returns false when the time is up. Goes on after EINTR.
bool wait_for(int fd, For what, int milliseconds = -1);

} // namespace backsift::os
