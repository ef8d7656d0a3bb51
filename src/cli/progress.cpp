#include "cli/progress.hpp"

#include <algorithm>
#include <cstdint>

#include <unistd.h>

#include "os/write.hpp"
#include "report/table.hpp"

namespace backsift::cli {

namespace {

constexpr std::int64_t k_bar_microseconds = 100'000;
constexpr std::int64_t k_line_microseconds = 10'000'000;
constexpr std::size_t k_bar_columns = 24;
constexpr std::string_view k_wipe = "\r\x1b[K";

// 41203 as "41,203".
std::string grouped(std::size_t number) {
    std::string digits = std::to_string(number);
    for (std::size_t at = digits.size(); at > 3; at -= 3)
        digits.insert(at - 3, ",");
    return digits;
}

std::string minutes(std::size_t seconds) {
    const std::string rest = std::to_string(seconds % 60);
    const std::size_t hours = seconds / 3600;
    const std::string middle = std::to_string(seconds / 60 % 60);
    const std::string padded = hours > 0 && middle.size() == 1 ? "0" + middle : middle;
    return (hours > 0 ? std::to_string(hours) + ':' : "") + padded + ':'
           + (rest.size() == 1 ? "0" : "") + rest;
}

std::string bar(const Reading& reading) {
    const std::size_t filled =
        std::min(reading.done, reading.total) * k_bar_columns / reading.total;
    std::string out = " ";
    for (std::size_t i = 0; i < k_bar_columns; ++i)
        out += i < filled ? "█" : "░";
    return out;
}

} // namespace

std::string progress_line(const Reading& reading, std::size_t columns) {
    const double rate =
        reading.seconds > 0 ? static_cast<double>(reading.done) / reading.seconds : 0;
    const bool known = reading.total >= reading.done && reading.total > 0;
    const std::string count =
        grouped(reading.done) + (known ? " of " + grouped(reading.total) : "") + " messages";
    std::string speed;
    if (rate >= 1)
        speed += " " + grouped(static_cast<std::size_t>(rate)) + "/s";
    if (rate >= 1 && known) {
        const double left = static_cast<double>(reading.total - reading.done) / rate;
        speed += ", " + minutes(static_cast<std::size_t>(left)) + " left";
    }
    if (known && report::columns(count + speed) + k_bar_columns + 1 <= columns)
        return count + bar(reading) + speed;
    return report::columns(count + speed) <= columns ? count + speed : count;
}

Progress::Progress(Show show, std::size_t columns, os::World& world)
    : show_(show),
      columns_(columns),
      world_(world),
      began_(world.now().total_microseconds()),
      shown_(began_) {}

Progress::~Progress() {
    if (show_ == Show::bar)
        show(std::string(k_wipe));
}

void Progress::step() {
    ++done_;
    if (show_ == Show::nothing)
        return;
    const std::int64_t now = world_.now().total_microseconds();
    if (now - shown_ < (show_ == Show::bar ? k_bar_microseconds : k_line_microseconds))
        return;
    shown_ = now;
    const Reading reading{done_, total_, static_cast<double>(now - began_) / 1e6};
    const std::string line = progress_line(reading, columns_ - 1);
    show(show_ == Show::bar ? std::string(k_wipe) + line : "backsift: " + line + '\n');
}

void Progress::show(const std::string& text) {
    static_cast<void>(os::write_all(STDERR_FILENO, text, "standard error"));
}

} // namespace backsift::cli
