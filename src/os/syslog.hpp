// One line to the system's log, for trouble only.
#pragma once

#include <string_view>

namespace backsift::os {

// A datagram to /dev/log, facility mail, priority warning: "backsift[PID]: sentence", cleaned, at
// most 900 bytes. Never waits, never fails: who listens, hears. (syslog(3) would read the time zone
// and bring stdio into a binary that needs neither.)
void log_trouble(std::string_view sentence);

} // namespace backsift::os
