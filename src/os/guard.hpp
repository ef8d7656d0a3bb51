// What becomes of a delivery that is interrupted: the unfinished file is removed and the process
// exits with 75, so that the MTA keeps the message. Exim, OpenSMTPD and sendmail bounce a message
// when the program dies by a signal, Postfix and Exim when their own time limit is reached
// (measured; manual page backsift-mta): hence the handlers and our own, shorter limit.
//
// Signal handlers can only reach static storage. The few words they need stand in guard.cpp: the
// one place outside of main that holds state for the whole process.
#pragma once

#include <csignal>
#include <cstddef>
#include <string>
#include <sys/types.h>

#include "base/exit_status.hpp"

namespace backsift::os {

inline constexpr unsigned k_delivery_seconds = 240;

// From now on, until the process ends:
//   TERM HUP INT QUIT ALRM XCPU USR1 USR2  unfinished files removed, a running program told to
//                                          stop, _exit(status)
//   SEGV BUS FPE ILL ABRT SYS              the same, on a stack of their own
//   PIPE XFSZ                              ignored: the write fails and is dealt with in order
//   CHLD                                   as the system has it, so that programs can be waited for
// and ALRM comes after `seconds` (0: never). What we and our programs make is for the owner alone
// (umask 077). Everything is unblocked: a caller's mask is inherited.
void guard_process(unsigned seconds = k_delivery_seconds,
                   base::ExitStatus status = base::ExitStatus::temporary);

// A path that the handlers remove. There are sixteen places; a seventeenth file is not guarded
// against signals (its destructor still removes it), nor is a path of more than 1023 bytes.
class GuardedFile {
  public:
    GuardedFile() = default;
    explicit GuardedFile(const std::string& path);
    GuardedFile(GuardedFile&& other) noexcept;
    GuardedFile& operator=(GuardedFile&&) = delete;
    GuardedFile(const GuardedFile&) = delete;
    GuardedFile& operator=(const GuardedFile&) = delete;
    ~GuardedFile() { let_go(); }
    void let_go(); // the file is published or gone

  private:
    int place_ = -1;
};

// A running program whose process group gets SIGTERM when we are stopped.
class GuardedProgram {
  public:
    explicit GuardedProgram(pid_t pid);
    GuardedProgram(const GuardedProgram&) = delete;
    GuardedProgram& operator=(const GuardedProgram&) = delete;
    ~GuardedProgram();
};

// The message is where it belongs: from now on whatever stops us ends with 0, so that the caller
// does not deliver it again.
void guard_delivered();

// Keeps the signals from outside waiting for the few calls that must not be torn apart. A fault of
// our own is not kept.
class HeldSignals {
  public:
    HeldSignals();
    HeldSignals(const HeldSignals&) = delete;
    HeldSignals& operator=(const HeldSignals&) = delete;
    ~HeldSignals();

  private:
    sigset_t before_{};
};

} // namespace backsift::os
