// Programs that we start may start us again: procmail by a recipe that pipes into Backsift, for
// one. Each would then wait for the next without end. A header field could be forged and an
// environment is cleaned on the way (procmail does); which processes are above us, nobody else
// decides.
#pragma once

#include <string>

namespace backsift::os {

// While it lives this process bears a name, seen in ps(1), by which those below it know what it
// does.
class HandingOver {
  public:
    HandingOver();
    HandingOver(const HandingOver&) = delete;
    HandingOver& operator=(const HandingOver&) = delete;
    ~HandingOver();

  private:
    std::string before_;
};

// Is a process above this one handing over a message? False where that cannot be seen (no /proc).
// Cost: one small read for each of at most 64 ancestors.
[[nodiscard]] bool is_handed_over();

} // namespace backsift::os
