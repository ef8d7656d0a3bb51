#include "journal/period.hpp"

#include <chrono>

#include "journal/words.hpp"

namespace backsift::journal {

namespace {

using std::chrono::days;
using std::chrono::sys_days;
using std::chrono::year_month_day;

constexpr std::int64_t k_week = 7;
constexpr std::int64_t k_monday = 3; // 1970-01-01 was a Thursday
constexpr std::int64_t k_months = 12;

sys_days to_days(std::int64_t day) {
    return sys_days(days(static_cast<int>(day)));
}

std::int64_t rounded_down(std::int64_t number, std::int64_t by) {
    return (number - ((number % by) + by) % by) / by;
}

std::string two(std::int64_t number) {
    return (number < 10 ? "0" : "") + std::to_string(number);
}

std::string week_name(std::int64_t number) {
    // The week belongs to the year in which its Thursday is.
    const sys_days thursday = to_days(number * k_week);
    const auto year = year_month_day(thursday).year();
    const auto first = sys_days(year / std::chrono::January / 1);
    return std::to_string(static_cast<int>(year)) + "-W"
           + two((thursday - first).count() / k_week + 1);
}

} // namespace

std::int64_t period_of(std::int64_t day, Period period) {
    if (period == Period::day)
        return day;
    if (period == Period::week)
        return rounded_down(day + k_monday, k_week);
    const year_month_day date(to_days(day));
    return static_cast<int>(date.year()) * k_months + static_cast<unsigned>(date.month()) - 1;
}

std::string period_name(std::int64_t number, Period period) {
    if (period == Period::week)
        return week_name(number);
    if (period == Period::month) {
        const std::int64_t year = rounded_down(number, k_months);
        return std::to_string(year) + '-' + two(number - year * k_months + 1);
    }
    const year_month_day date(to_days(number));
    return std::to_string(static_cast<int>(date.year())) + '-'
           + two(static_cast<unsigned>(date.month())) + '-'
           + two(static_cast<unsigned>(date.day()));
}

std::optional<std::int64_t> read_day(std::string_view text) {
    constexpr std::int64_t k_day_seconds = 86'400;
    const auto time = parse_utc(std::string(text) + "T00:00:00Z");
    return time ? std::optional(rounded_down(*time, k_day_seconds)) : std::nullopt;
}

} // namespace backsift::journal
