// Moving messages that were filed wrongly to the inbox, and learning from it.
#pragma once

#include <cstddef>
#include <string>
#include <vector>

#include "base/result.hpp"
#include "cli/folders.hpp"
#include "cli/judgement.hpp"
#include "journal/filing.hpp"
#include "os/world.hpp"
#include "verdict/exception.hpp"

namespace backsift::cli {

struct Released {
    std::string run; // "" when nothing had to move
    journal::Outcome outcome;
    std::vector<verdict::Exception> learnt;
    std::vector<std::string> taught_nothing; // paths: they name no host, or no recipient
    std::vector<std::string> there;          // paths: in no folder that one could move them out of
    std::vector<std::string> in_inbox;       // paths: there already
    std::vector<base::Failure> unread;       // what could not be read
};

// Holds the lock of the runs from making to the end.
class Releaser {
  public:
    [[nodiscard]] static base::Result<Releaser> make(const Folders& folders, const Judge& judge,
                                                     os::World& world,
                                                     os::Lock lock = os::Lock::exclusive);

    // As one run that `undo` takes back. Fails when its log cannot be written: then nothing moved
    // and nothing was learnt.
    [[nodiscard]] base::Result<Released> release(const std::vector<std::string>& paths);

  private:
    Releaser(const Folders& folders, const Judge& judge, os::World& world)
        : folders_(folders),
          judge_(judge),
          world_(world) {}
    void look_at(const std::string& path, journal::RunPlan& plan, Released& out,
                 std::vector<verdict::Exception>& taught);

    const Folders& folders_;
    const Judge& judge_;
    os::World& world_;
    std::string state_;
    os::Fd lock_;
};

// Releases what was dropped beside this folder, for a delivery into it or a scan that will file: so
// many messages at most, nothing while others move messages, and without a word. What goes wrong
// goes to the system's log, and is tried again the next time. Returns how many were moved.
std::size_t release_dropped(const std::string& folder, std::size_t most,
                            const config::Config& config, os::World& world);

// Messages that a mail program has put into .NotBackscatter beside this backscatter folder: at most
// so many. Costs two failing opens where there is no such folder.
[[nodiscard]] std::vector<std::string> dropped_beside(const std::string& folder, std::size_t most);

} // namespace backsift::cli
