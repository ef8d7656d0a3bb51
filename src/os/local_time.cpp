#include "os/local_time.hpp"

#include <chrono>
#include <ctime>

namespace backsift::os {

namespace {

constexpr std::int64_t k_day_seconds = 86'400;

} // namespace

std::int64_t local_day(std::int64_t seconds) {
    const std::time_t time = seconds;
    std::tm local{};
    ::tzset(); // localtime_r(3) need not
    if (::localtime_r(&time, &local) == nullptr)
        return seconds / k_day_seconds; // a year beyond int
    const std::chrono::year_month_day date{
        std::chrono::year(local.tm_year + 1900),
        std::chrono::month(static_cast<unsigned>(local.tm_mon) + 1),
        std::chrono::day(static_cast<unsigned>(local.tm_mday))};
    return std::chrono::sys_days(date).time_since_epoch().count();
}

std::int64_t begin_of_local_day(std::int64_t day) {
    const std::chrono::year_month_day date{
        std::chrono::sys_days(std::chrono::days(static_cast<int>(day)))};
    std::tm local{};
    local.tm_year = static_cast<int>(date.year()) - 1900;
    local.tm_mon = static_cast<int>(static_cast<unsigned>(date.month())) - 1;
    local.tm_mday = static_cast<int>(static_cast<unsigned>(date.day()));
    local.tm_isdst = -1;
    return std::mktime(&local);
}

} // namespace backsift::os
