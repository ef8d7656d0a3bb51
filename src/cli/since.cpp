#include "cli/since.hpp"

#include <algorithm>
#include <array>
#include <optional>
#include <string>

#include "base/text.hpp"
#include "journal/period.hpp"
#include "os/local_time.hpp"

namespace backsift::cli {

namespace {

using message::UnixTime;

struct Unit {
    char letter;
    UnixTime seconds;
};
constexpr std::array k_units{Unit{'h', 3600}, Unit{'d', 86'400}, Unit{'w', UnixTime{7} * 86'400}};
constexpr std::uint64_t k_most_units = 1'000'000;

std::optional<UnixTime> how_long(std::string_view text) {
    const auto* const unit = std::find_if(
        k_units.begin(), k_units.end(), [text](const Unit& u) { return text.ends_with(u.letter); });
    if (unit == k_units.end())
        return std::nullopt;
    const auto number = base::to_number(text.substr(0, text.size() - 1));
    if (!number || *number > k_most_units)
        return std::nullopt;
    return static_cast<UnixTime>(*number) * unit->seconds;
}

} // namespace

base::Result<UnixTime> read_since(std::string_view text, UnixTime now) {
    if (const auto ago = how_long(text))
        return now - *ago;
    if (const auto day = journal::read_day(std::string(text)))
        return os::begin_of_local_day(*day);
    return base::fail({base::Kind::usage,
                       "--since \"" + std::string(text) + "\" is neither a day nor a time ago",
                       {},
                       {},
                       "write 2026-11-01, 36h, 7d or 2w"});
}

} // namespace backsift::cli
