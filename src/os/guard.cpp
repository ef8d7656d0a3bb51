#include "os/guard.hpp"

#include <array>
#include <atomic>
#include <cerrno>
#include <csignal>
#include <cstring>

#include <sys/stat.h>
#include <unistd.h>

namespace backsift::os {

namespace {

constexpr std::size_t k_places = 16;
constexpr std::size_t k_path_bytes = 1024;
constexpr std::size_t k_stack_bytes = 64U
                                      << 10U; // AVX-512 state alone takes 3 KiB of a signal frame

enum Use : int { free_place, being_filled, in_use };

struct Place {
    std::atomic<int> use{free_place};
    std::array<char, k_path_bytes> path{};
};

// Zero at start, no constructor (it would touch their pages), never freed: what a signal handler
// may touch (signal-safety(7)).
constinit std::array<Place, k_places> g_places;
constinit std::atomic<pid_t> g_program;
constinit std::atomic<int> g_status;
alignas(16) [[maybe_unused]] std::array<char, k_stack_bytes> g_stack;

static_assert(std::atomic<int>::is_always_lock_free);
static_assert(std::atomic<pid_t>::is_always_lock_free);

// Calls nothing but unlink, kill and _exit.
void clean_up_and_exit(int) {
    for (Place& place : g_places) {
        if (place.use.load() == in_use)
            ::unlink(place.path.data());
    }
    const pid_t program = g_program.load();
    if (program > 0)
        ::kill(-program, SIGTERM);
    ::_exit(g_status.load());
}

// What others send us, and the system on a limit.
constexpr std::array k_from_outside{SIGTERM, SIGHUP,  SIGINT,  SIGQUIT,
                                    SIGALRM, SIGXCPU, SIGUSR1, SIGUSR2};

void handle(int signal, int flags) {
    struct sigaction action {};
    action.sa_handler = clean_up_and_exit;
    action.sa_flags = flags;
    sigfillset(&action.sa_mask); // one signal does it
    ::sigaction(signal, &action, nullptr);
}

void set(int signal, void (*handler)(int)) {
    struct sigaction action {};
    action.sa_handler = handler;
    ::sigaction(signal, &action, nullptr);
}

void handle_own_faults() {
#ifndef BACKSIFT_SANITIZED // there a fault is to be reported, not turned into an exit
    stack_t stack{};
    stack.ss_sp = g_stack.data();
    stack.ss_size = sizeof g_stack;
    ::sigaltstack(&stack, nullptr);
    for (const int signal : {SIGSEGV, SIGBUS, SIGFPE, SIGILL, SIGABRT, SIGSYS}) {
        handle(signal, SA_ONSTACK);
    }
#endif
}

} // namespace

void guard_process(unsigned seconds, base::ExitStatus status) {
    g_status.store(static_cast<int>(status));
    ::umask(S_IRWXG | S_IRWXO);
    set(SIGPIPE, SIG_IGN);
    set(SIGXFSZ, SIG_IGN);
    set(SIGCHLD, SIG_DFL);
    for (const int signal : k_from_outside)
        handle(signal, 0);
    handle_own_faults();
    sigset_t none;
    sigemptyset(&none);
    ::sigprocmask(SIG_SETMASK, &none, nullptr);
    if (seconds > 0)
        ::alarm(seconds);
}

GuardedFile::GuardedFile(const std::string& path) {
    if (path.size() >= k_path_bytes)
        return;
    for (std::size_t i = 0; i < k_places; ++i) {
        int expected = free_place;
        if (!g_places[i].use.compare_exchange_strong(expected, being_filled))
            continue;
        std::memcpy(g_places[i].path.data(), path.c_str(), path.size() + 1);
        g_places[i].use.store(in_use);
        place_ = static_cast<int>(i);
        return;
    }
}

GuardedFile::GuardedFile(GuardedFile&& other) noexcept : place_(other.place_) {
    other.place_ = -1;
}

void GuardedFile::let_go() {
    if (place_ >= 0)
        g_places[static_cast<std::size_t>(place_)].use.store(free_place);
    place_ = -1;
}

GuardedProgram::GuardedProgram(pid_t pid) {
    g_program.store(pid);
}

GuardedProgram::~GuardedProgram() {
    g_program.store(0);
}

void guard_delivered() {
    g_status.store(static_cast<int>(base::ExitStatus::ok));
}

HeldSignals::HeldSignals() {
    sigset_t held;
    sigemptyset(&held);
    for (const int signal : k_from_outside)
        sigaddset(&held, signal);
    ::pthread_sigmask(SIG_BLOCK, &held, &before_);
}

HeldSignals::~HeldSignals() {
    ::pthread_sigmask(SIG_SETMASK, &before_, nullptr);
}

} // namespace backsift::os
