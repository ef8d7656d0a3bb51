#include "os/process.hpp"

#include <algorithm>
#include <array>
#include <cerrno>
#include <chrono>
#include <csignal>
#include <ctime>
#include <optional>
#include <string_view>
#include <utility>

#include <fcntl.h>
#include <poll.h>
#include <spawn.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

#include "base/text.hpp"
#include "os/dir.hpp"
#include "os/failure.hpp"
#include "os/fd.hpp"
#include "os/guard.hpp"
#include "os/wait.hpp"

namespace backsift::os {

namespace {

using base::Done;
using base::Kind;
using base::Result;
using Clock = std::chrono::steady_clock;
using std::chrono::milliseconds;

constexpr milliseconds k_grace{1000}; // between TERM and KILL
constexpr milliseconds k_glance{
    10}; // between two looks, where the kernel has no pidfd (before 5.3)
[[maybe_unused]] constexpr int k_descriptors =
    1024; // that may be inherited, where the C library cannot close all

int left_until(Clock::time_point deadline) {
    const auto left = std::chrono::duration_cast<milliseconds>(deadline - Clock::now()).count();
    return static_cast<int>(std::clamp<std::int64_t>(left, 0, 1'000'000'000));
}

// The file to run. What cannot be run is found out by the kernel.
Result<std::string> find_program(const std::string& name) {
    if (name.find('/') != std::string::npos)
        return name;
    for (const std::string_view folder : base::split(k_path, ':')) {
        std::string path = std::string(folder) + '/' + name;
        if (::access(path.c_str(), X_OK) == 0)
            return path;
    }
    return base::fail(Kind::temporary, std::string("there is no such program in ") + k_path,
                      {name, 0, 0});
}

std::vector<char*> pointers(const std::vector<std::string>& words) {
    std::vector<char*> out;
    out.reserve(words.size() + 1);
    // posix_spawn(3) does not write to them; its type is older than const.
    for (const std::string& word : words)
        out.push_back(const_cast<char*>(word.c_str()));
    out.push_back(nullptr);
    return out;
}

class Actions {
  public:
    Actions() { ::posix_spawn_file_actions_init(&actions_); }
    Actions(const Actions&) = delete;
    Actions& operator=(const Actions&) = delete;
    ~Actions() { ::posix_spawn_file_actions_destroy(&actions_); }

    void connect(int input) {
        // dup2 onto itself would keep close-on-exec in older C libraries; the pipe is never 0 then.
        ::posix_spawn_file_actions_adddup2(&actions_, input, 0);
        ::posix_spawn_file_actions_addopen(&actions_, 1, "/dev/null", O_WRONLY, 0);
        ::posix_spawn_file_actions_adddup2(&actions_, 1, 2);
    }
    void go_to(const std::string& directory) {
        ::posix_spawn_file_actions_addchdir_np(&actions_, directory.c_str());
    }
    void close_others() {
#if defined(__GLIBC__) && __GLIBC_PREREQ(2, 34)
        ::posix_spawn_file_actions_addclosefrom_np(&actions_, 3);
#else
        for (int fd = 3; fd < k_descriptors; ++fd)
            ::fcntl(fd, F_SETFD, FD_CLOEXEC);
#endif
    }
    [[nodiscard]] const posix_spawn_file_actions_t* get() const {
        return &actions_;
    }

  private:
    posix_spawn_file_actions_t actions_{};
};

// A process group of its own, so that a deadline reaches what the program started; signals as new.
class Attributes {
  public:
    Attributes() {
        ::posix_spawnattr_init(&attributes_);
        sigset_t all;
        sigset_t none;
        sigfillset(&all);
        sigemptyset(&none);
        ::posix_spawnattr_setsigdefault(&attributes_, &all);
        ::posix_spawnattr_setsigmask(&attributes_, &none);
        ::posix_spawnattr_setpgroup(&attributes_, 0);
        ::posix_spawnattr_setflags(&attributes_, POSIX_SPAWN_SETSIGDEF | POSIX_SPAWN_SETSIGMASK
                                                     | POSIX_SPAWN_SETPGROUP);
    }
    Attributes(const Attributes&) = delete;
    Attributes& operator=(const Attributes&) = delete;
    ~Attributes() { ::posix_spawnattr_destroy(&attributes_); }
    [[nodiscard]] const posix_spawnattr_t* get() const { return &attributes_; }

  private:
    posix_spawnattr_t attributes_{};
};

struct Pipe {
    Fd out;
    Fd in;
};

// Neither end is 0, 1 or 2, even if our caller closed those.
Result<Pipe> make_pipe() {
    std::array<int, 2> ends{};
    if (::pipe2(ends.data(), O_CLOEXEC) != 0)
        return base::fail(failure(errno, "make a pipe", ""));
    Pipe pipe{Fd(ends[0]), Fd(ends[1])};
    for (Fd* const end : {&pipe.out, &pipe.in}) {
        if (end->get() > 2)
            continue;
        const int higher = ::fcntl(end->get(), F_DUPFD_CLOEXEC, 3);
        if (higher < 0)
            return base::fail(failure(errno, "make a pipe", ""));
        *end = Fd(higher);
    }
    ::fcntl(pipe.in.get(), F_SETFL, O_NONBLOCK); // ours: so that no write outlasts the deadline
    return pipe;
}

Result<pid_t> spawn(const Program& program, const std::string& path, int input) {
    Actions actions;
    const Attributes attributes;
    actions.connect(input);
    actions.go_to(is_directory(program.directory) ? program.directory : "/");
    actions.close_others();
    const auto words = pointers(program.words);
    const auto environment = pointers(program.environment);
    pid_t pid = 0;
    const int error = ::posix_spawn(&pid, path.c_str(), actions.get(), attributes.get(),
                                    words.data(), environment.data());
    if (error != 0)
        return base::fail(failure(error, "run", path));
    return pid;
}

// Waits for the end, at most until the deadline. errno tells why there is none.
std::optional<int> end_of(pid_t pid, Clock::time_point deadline) {
    int status = 0;
#ifdef SYS_pidfd_open
    const Fd handle(static_cast<int>(::syscall(SYS_pidfd_open, pid, 0)));
    if (handle.is_open() && !wait_for(handle.get(), For::reading, left_until(deadline))) {
        errno = ETIMEDOUT;
        return std::nullopt;
    }
#endif
    for (;;) {
        const pid_t ended = ::waitpid(pid, &status, WNOHANG);
        if (ended == pid)
            return status;
        if (ended < 0 && errno != EINTR)
            return std::nullopt;
        if (ended == 0 && left_until(deadline) == 0) {
            errno = ETIMEDOUT;
            return std::nullopt;
        }
        if (ended == 0)
            ::poll(nullptr, 0, static_cast<int>(k_glance.count()));
    }
}

// Stops the whole process group. The leader is waited for last, so that its number stays ours.
void stop(pid_t pid) {
    ::kill(-pid, SIGTERM);
    const bool ended = end_of(pid, Clock::now() + k_grace).has_value();
    ::kill(-pid, SIGKILL);
    if (!ended)
        ::waitpid(pid, nullptr, 0);
}

Result<Done> judge(int status, const std::string& path) {
    const base::Place place{path, 0, 0};
    if (WIFEXITED(status)) {
        if (WEXITSTATUS(status) == 0)
            return Done{};
        return base::fail(Kind::temporary, "exited with " + std::to_string(WEXITSTATUS(status)),
                          place);
    }
    return base::fail(Kind::temporary, "was ended by signal " + std::to_string(WTERMSIG(status)),
                      place);
}

} // namespace

Result<std::uint64_t> run_program(const Program& program, const Source& input) {
    if (program.words.empty())
        return base::fail(Kind::temporary, "no program is named");
    const auto path = find_program(program.words.front());
    if (!path)
        return base::fail(path.error());
    auto pipe = make_pipe();
    if (!pipe)
        return base::fail(pipe.error());

    const auto deadline = Clock::now() + std::chrono::seconds(program.seconds);
    // A signal between the two would leave a program that takes the end of our pipe for the end of
    // the message.
    std::optional<HeldSignals> held(std::in_place);
    const auto pid = spawn(program, *path, pipe->out.get());
    if (!pid)
        return base::fail(Kind::temporary, pid.error().sentence, pid.error().place);
    const GuardedProgram guarded(*pid);
    held.reset();
    pipe->out = Fd();

    const auto written = write_all(pipe->in.get(), input, *path, deadline);
    if (!written) { // it stopped reading, or time is up: what it says of itself does not count.
        // Our end stays open until it is gone, or it would take what it has for the message.
        const bool up = left_until(deadline) == 0;
        stop(*pid);
        if (up)
            return base::fail(Kind::temporary, "did not read the message in time", {*path, 0, 0});
        return base::fail(Kind::temporary, "did not read the message to its end", {*path, 0, 0});
    }
    pipe->in = Fd();
    const auto status = end_of(*pid, deadline);
    if (!status) {
        const int error = errno;
        stop(*pid);
        if (error != ETIMEDOUT)
            return base::fail(failure(error, "wait for", *path));
        return base::fail(Kind::temporary,
                          "was stopped after " + std::to_string(program.seconds) + " seconds",
                          {*path, 0, 0});
    }
    if (auto good = judge(*status, *path); !good)
        return base::fail(good.error());
    return *written;
}

} // namespace backsift::os
