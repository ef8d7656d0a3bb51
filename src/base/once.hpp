// What is done on first use, by whichever thread comes first.
#pragma once

#include <mutex>

namespace backsift::base {

// Not std::call_once: it makes a futex(2) call even where there is one thread, and where the kernel
// refuses that glibc prints to stderr and aborts (glibc 2.36), which an MTA would mail. A mutex
// that nobody contends for makes no system call.
class Once {
  public:
    template<class Work>
    void operator()(const Work& work) {
        const std::lock_guard lock(mutex_);
        if (done_)
            return;
        work();
        done_ = true;
    }

  private:
    std::mutex mutex_;
    bool done_ = false;
};

} // namespace backsift::base
