// What is wrong with a file that a person wrote, as far as a person would read it.
#pragma once

#include <cstddef>
#include <utility>
#include <vector>

#include "base/result.hpp"

namespace backsift::base {

// More a person would not read, and each costs a walk to its line.
inline constexpr std::size_t k_most_faults = 20;

class Faults {
  public:
    void add(Failure fault) {
        if (all_.size() < k_most_faults)
            all_.push_back(std::move(fault));
    }
    void add(const Result<Done>& done) {
        if (!done)
            add(done.error());
    }
    [[nodiscard]] std::size_t count() const { return all_.size(); }
    [[nodiscard]] std::vector<Failure> take() { return std::move(all_); }

  private:
    std::vector<Failure> all_;
};

} // namespace backsift::base
