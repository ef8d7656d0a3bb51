#include "os/syslog.hpp"

#include <cstring>
#include <string>

#include <sys/socket.h>
#include <sys/un.h>
#include <unistd.h>

#include "base/text.hpp"
#include "os/fd.hpp"

namespace backsift::os {

void log_trouble(std::string_view sentence) {
    constexpr int k_mail_warning = (2 << 3) + 4; // LOG_MAIL, LOG_WARNING (RFC 5424 6.2.1)
    constexpr std::size_t k_most = 900;          // RFC 3164: 1,024 for the whole packet
    const std::string line = '<' + std::to_string(k_mail_warning) + ">backsift["
                             + std::to_string(::getpid()) + "]: " + base::clean(sentence, k_most);
    const Fd socket(::socket(AF_UNIX, SOCK_DGRAM | SOCK_CLOEXEC | SOCK_NONBLOCK, 0));
    if (!socket.is_open())
        return;
    sockaddr_un address{};
    address.sun_family = AF_UNIX;
    std::strcpy(address.sun_path, "/dev/log");
    ::sendto(socket.get(), line.data(), line.size(), MSG_NOSIGNAL | MSG_DONTWAIT,
             reinterpret_cast<const sockaddr*>(&address), sizeof address);
}

} // namespace backsift::os
