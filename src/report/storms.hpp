// Hours in which more automatic replies came that do not answer our mail, or of which it cannot be
// told, than is usual: somebody forged our address in bulk. Counted in pieces of ten minutes, in
// any order; memory is bounded by the calendar.
#pragma once

#include <cstddef>
#include <cstdint>
#include <map>
#include <vector>

#include "message/date.hpp"

namespace backsift::report {

struct Storm {
    message::UnixTime begin = 0; // first second
    message::UnixTime end = 0;   // behind the last
    std::size_t replies = 0;     // backscatter and unverifiable
    std::size_t ordinary = 0;    // messages of the same hours
};

class StormWatch {
  public:
    // A storm is more than `most` replies within an hour.
    explicit StormWatch(std::size_t most) : most_(most) {}

    void add_reply(message::UnixTime time) { count(time, &Piece::replies); }
    void add_ordinary(message::UnixTime time) { count(time, &Piece::ordinary); }

    // Oldest first; two less than an hour apart are one.
    [[nodiscard]] std::vector<Storm> storms() const;

  private:
    struct Piece {
        std::uint32_t replies = 0;
        std::uint32_t ordinary = 0;
    };

    void count(message::UnixTime time, std::uint32_t Piece::*member);

    std::size_t most_;
    std::map<std::int64_t, Piece> pieces_; // by ten minutes since 1970
};

} // namespace backsift::report
