#include "report/storms.hpp"

namespace backsift::report {

namespace {

constexpr std::int64_t k_piece_seconds = 600;
constexpr std::int64_t k_pieces_an_hour = 6;
constexpr std::size_t k_most_pieces = 200'000; // some 12 MB

// Rounds down, also before 1970.
std::int64_t piece_of(message::UnixTime time) {
    const std::int64_t rest = ((time % k_piece_seconds) + k_piece_seconds) % k_piece_seconds;
    return (time - rest) / k_piece_seconds;
}

} // namespace

void StormWatch::count(message::UnixTime time, std::uint32_t Piece::*member) {
    const std::int64_t piece = piece_of(time);
    if (pieces_.size() < k_most_pieces || pieces_.count(piece) != 0)
        ++(pieces_[piece].*member);
}

std::vector<Storm> StormWatch::storms() const {
    std::vector<Storm> out;
    auto first = pieces_.begin(); // of the hour that ends with `piece`
    std::size_t within = 0;
    for (const auto& [piece, counts] : pieces_) {
        within += counts.replies;
        for (; first->first <= piece - k_pieces_an_hour; ++first)
            within -= first->second.replies;
        if (within <= most_)
            continue;
        const message::UnixTime begin = first->first * k_piece_seconds;
        const message::UnixTime end = (piece + 1) * k_piece_seconds;
        if (!out.empty() && begin - out.back().end < k_pieces_an_hour * k_piece_seconds) {
            out.back().end = end;
        } else {
            out.push_back({begin, end, 0, 0});
        }
    }
    for (Storm& storm : out) {
        const auto behind = pieces_.lower_bound(piece_of(storm.end));
        for (auto at = pieces_.lower_bound(piece_of(storm.begin)); at != behind; ++at) {
            storm.replies += at->second.replies;
            storm.ordinary += at->second.ordinary;
        }
    }
    return out;
}

} // namespace backsift::report
