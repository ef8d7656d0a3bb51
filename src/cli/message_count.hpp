// Counts in a thread of its own how many messages a scan will see, so that its progress can say how
// long it will take. A listing per folder; an mbox is read through once more.
#pragma once

#include <atomic>
#include <string>
#include <thread>
#include <vector>

#include "cli/progress.hpp"
#include "cli/selection.hpp"

namespace backsift::cli {

class MessageCount {
  public:
    // Tells `progress` when all are counted. It and `paths` must outlive this.
    MessageCount(const std::vector<std::string>& paths, Selection selection, Progress& progress);
    MessageCount(const MessageCount&) = delete;
    MessageCount& operator=(const MessageCount&) = delete;
    ~MessageCount(); // ends the counting

  private:
    void count(const std::vector<std::string>& paths, Progress& progress);

    Selection selection_;
    std::atomic<bool> enough_{false};
    std::thread thread_;
};

} // namespace backsift::cli
