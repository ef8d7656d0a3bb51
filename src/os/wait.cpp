#include "os/wait.hpp"

#include <cerrno>

#include <poll.h>

namespace backsift::os {

bool wait_for(int fd, For what, int milliseconds) {
    pollfd one{fd, static_cast<short>(what == For::reading ? POLLIN : POLLOUT), 0};
    for (;;) {
        const int ready = ::poll(&one, 1, milliseconds);
        if (ready >= 0)
            return ready > 0;
        if (errno != EINTR)
            return true; // the call that follows says what is wrong
    }
}

} // namespace backsift::os
