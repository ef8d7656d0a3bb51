// How far a long run is, on standard error: a line that is drawn over while it is a terminal, else
// a line of its own every ten seconds.
#pragma once

#include <atomic>
#include <cstddef>
#include <string>

#include "os/world.hpp"

namespace backsift::cli {

struct Reading {
    std::size_t done = 0;
    std::size_t total = 0; // 0: not known yet
    double seconds = 0;    // since it began
};

// "1,234 of 41,203 messages ██████░░░░ 812/s, 0:49 left", at most so many columns; without a bar
// where there is no room.
[[nodiscard]] std::string progress_line(const Reading& reading, std::size_t columns);

class Progress {
  public:
    enum class Show { nothing, bar, lines };

    Progress(Show show, std::size_t columns, os::World& world);
    Progress(const Progress&) = delete;
    Progress& operator=(const Progress&) = delete;
    ~Progress(); // wipes the bar

    // From the thread that made it.
    void step();
    // From any thread: how many there will be.
    void expect(std::size_t total) { total_ = total; }

  private:
    void show(const std::string& text);

    Show show_;
    std::size_t columns_;
    os::World& world_;
    std::int64_t began_;
    std::int64_t shown_;
    std::size_t done_ = 0;
    std::atomic<std::size_t> total_{0};
};

} // namespace backsift::cli
