#include "os/interrupts.hpp"

#include <ctime>
#include <initializer_list>

#include <pthread.h>

namespace backsift::os {

Interrupts::Interrupts() {
    ::sigemptyset(&held_);
    for (const int signal : {SIGINT, SIGTERM, SIGHUP})
        ::sigaddset(&held_, signal);
    ::pthread_sigmask(SIG_BLOCK, &held_, &before_);
}

Interrupts::~Interrupts() {
    ::pthread_sigmask(SIG_SETMASK, &before_, nullptr);
}

bool Interrupts::came() {
    const timespec now{};
    if (came_ == 0) {
        const int signal = ::sigtimedwait(&held_, nullptr, &now);
        came_ = signal > 0 ? signal : 0;
    }
    return came_ != 0;
}

void Interrupts::pass_on() {
    if (came_ == 0)
        return;
    static_cast<void>(std::signal(came_, SIG_DFL));
    static_cast<void>(std::raise(came_));
    ::pthread_sigmask(SIG_SETMASK, &before_, nullptr);
}

} // namespace backsift::os
