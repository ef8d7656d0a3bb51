// What is wrong with a config, so far as it was read; private to the room.
#pragma once

#include <cstddef>
#include <utility>
#include <vector>

#include "base/result.hpp"

namespace backsift::config {

// More a person would not read, and each costs a walk to its line.
inline constexpr std::size_t k_most_faults = 20;

class Faults {
  public:
    void add(base::Failure fault) {
        if (all_.size() < k_most_faults)
            all_.push_back(std::move(fault));
    }
    void add(const base::Result<base::Done>& done) {
        if (!done)
            add(done.error());
    }
    [[nodiscard]] std::size_t count() const { return all_.size(); }
    [[nodiscard]] std::vector<base::Failure> take() { return std::move(all_); }

  private:
    std::vector<base::Failure> all_;
};

} // namespace backsift::config
