// The closest calls: the messages a person should look at first, because little was missing to
// another verdict.
#pragma once

#include <cstddef>
#include <map>
#include <string>
#include <tuple>
#include <vector>

#include "report/entry.hpp"

namespace backsift::report {

// How near it came to another verdict, 0 the nearest; k_far: nothing to see.
inline constexpr int k_far = 100;
[[nodiscard]] int distance(const Entry& entry);

// One sentence: what would have changed the verdict. "" for a message that is far.
[[nodiscard]] std::string turning_point(const Entry& entry);

// Keeps a few of each sort while a scan runs, so that seven hundred of one sort do not hide the
// others; memory is bounded by the number of sorts.
class ClosestCalls {
  public:
    void add(const Entry& entry);

    // Nearest first, at most so many: of what they turn on, each sentence once before any comes a
    // second time, and none more than three times.
    [[nodiscard]] std::vector<Entry> nearest(std::size_t most) const;

  private:
    using Sort = std::tuple<int, verdict::Word, rules::Kind>;
    std::map<Sort, std::vector<Entry>> kept_;
};

} // namespace backsift::report
