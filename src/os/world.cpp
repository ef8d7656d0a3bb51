#include "os/world.hpp"

#include <array>
#include <cstdlib>
#include <cstring>
#include <ctime>

#include <sys/random.h>
#include <unistd.h>

namespace backsift::os {

Moment RealWorld::now() {
    timespec time{};
    ::clock_gettime(CLOCK_REALTIME, &time);
    return {time.tv_sec, static_cast<std::int32_t>(time.tv_nsec / 1000)};
}

// Never waits: on a machine that just started, the clock must do (names are unique without it).
std::uint64_t RealWorld::random() {
    std::uint64_t number = 0;
    if (::getrandom(&number, sizeof number, GRND_NONBLOCK) == sizeof number)
        return number;
    timespec time{};
    ::clock_gettime(CLOCK_MONOTONIC, &time);
    return static_cast<std::uint64_t>(time.tv_nsec) * 0x9E3779B97F4A7C15U
           ^ static_cast<std::uint64_t>(::getpid()) << 32U;
}

std::uint64_t RealWorld::count() {
    return ++count_;
}

std::int64_t RealWorld::process_id() {
    return ::getpid();
}

std::string RealWorld::host_name() {
    std::array<char, 256> name{};
    if (::gethostname(name.data(), name.size() - 1) != 0)
        return {};
    return name.data();
}

std::string RealWorld::variable(const char* name) {
    const char* const value = std::getenv(name);
    return value == nullptr ? std::string() : std::string(value);
}

Account RealWorld::account() {
    std::string user = variable("LOGNAME");
    if (user.empty())
        user = variable("USER");
    return account_of(::geteuid(), variable("HOME"), user);
}

} // namespace backsift::os
