// Ctrl-C as a question a loop may ask: while one of these lives, SIGINT, SIGTERM and SIGHUP wait
// for it. Make it before threads are made, which inherit that; no handler, no global.
#pragma once

#include <csignal>

namespace backsift::os {

class Interrupts {
  public:
    Interrupts();
    Interrupts(const Interrupts&) = delete;
    Interrupts& operator=(const Interrupts&) = delete;
    ~Interrupts(); // what still waits then ends the process

    // Has one of them come? It is taken, so that a second one ends the process once this is gone,
    // and the answer stays the same from then on.
    [[nodiscard]] bool came();

    // Ends the process as the signal would have done, so that the shell sees why. Returns when none
    // came.
    void pass_on();

  private:
    sigset_t held_{};
    sigset_t before_{};
    int came_ = 0;
};

} // namespace backsift::os
