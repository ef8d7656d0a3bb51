#include <limits>
#include <string>

#include "cli/commands.hpp"
#include "cli/console.hpp"
#include "journal/journal.hpp"
#include "journal/stats.hpp"
#include "message/date.hpp"
#include "os/world.hpp"
#include "report/table.hpp"

namespace backsift::cli {

namespace {

std::string day(std::int64_t days) {
    constexpr std::int64_t k_seconds_a_day = 86'400;
    return message::format_utc(days * k_seconds_a_day).substr(0, 10);
}

report::Table table(const journal::Stats& stats) {
    report::Table out({"day", "messages", "genuine", "backscatter", "unverifiable", "ordinary", "unjudged", "into the folder"});
    for (std::size_t column = 1; column <= 7; ++column) out.right_align(column);
    const auto row = [&](const std::string& name, const journal::Counts& counts) {
        const auto of = [&](verdict::Word word) { return std::to_string(counts.of(word)); };
        out.row({name, std::to_string(counts.messages()), of(verdict::Word::genuine), of(verdict::Word::backscatter),
                 of(verdict::Word::unverifiable), of(verdict::Word::ordinary), std::to_string(counts.unjudged),
                 std::to_string(counts.in_folder)});
    };
    for (const auto& [days, counts] : stats.days) row(day(days), counts);
    row("all", stats.total);
    return out;
}

}  // namespace

base::ExitStatus run_stats(const Invocation&) {
    os::RealWorld world;
    journal::Stats stats;
    const auto read = journal::read_back(journal::state_directory(world), std::numeric_limits<message::UnixTime>::min(),
                                         [&](const journal::Record& record) {
                                             stats.add(record);
                                             return true;
                                         });
    if (!read) {
        return refuse(read.error());
    }
    std::string text = table(stats).text(dress());
    if (read->damaged != 0) text += std::to_string(read->damaged) + " lines of the journal could not be read\n";
    return print(text) ? base::ExitStatus::ok : base::ExitStatus::temporary;
}

}  // namespace backsift::cli
