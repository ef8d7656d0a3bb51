// What the journal says, counted by day, week or month of the user's calendar.
#include <algorithm>
#include <limits>
#include <string>

#include "cli/commands.hpp"
#include "cli/console.hpp"
#include "cli/output.hpp"
#include "cli/report_format.hpp"
#include "cli/since.hpp"
#include "journal/journal.hpp"
#include "journal/stats.hpp"
#include "os/local_time.hpp"
#include "os/world.hpp"
#include "report/stats_report.hpp"

namespace backsift::cli {

using base::ExitStatus;
using base::Kind;
using base::Result;

namespace {

Result<journal::Period> period(const std::string& word) {
    if (word.empty())
        return journal::Period::day;
    const auto* const found =
        std::find(journal::k_period_words.begin(), journal::k_period_words.end(), word);
    if (found == journal::k_period_words.end())
        return base::fail(Kind::usage, "--by: there are day, week and month");
    return static_cast<journal::Period>(found - journal::k_period_words.begin());
}

Result<message::UnixTime> since(const std::string& text, os::World& world) {
    if (text.empty())
        return std::numeric_limits<message::UnixTime>::min();
    return read_since(text, world.now().seconds);
}

struct Order {
    std::string state;
    journal::Period by = journal::Period::day;
    message::UnixTime since = 0;
};

Result<journal::ReadBack> write_counts(const Order& order, Format format, Output& output) {
    journal::Stats stats(order.by, os::local_day);
    auto read = journal::each_message(order.state, order.since,
                                      [&](const journal::Record& record) { stats.add(record); });
    if (!read)
        return read;
    const report::Dress dressed = output.is_file() ? report::Dress{} : dress();
    static_cast<void>(output.add(format == Format::text ? report::stats_text(stats, dressed)
                                                        : report::stats_json(stats)));
    return read;
}

// The same reports that a scan makes.
Result<journal::ReadBack> write_messages(const Order& order, report::Writer& writer,
                                         Output& output) {
    const report::Sink sink = [&output](std::string_view text) { return output.add(text); };
    report::Tally tally;
    if (!writer.begin(sink))
        return journal::ReadBack{}; // the output knows why
    auto read = journal::each_message(order.state, order.since, [&](const journal::Record& record) {
        if (!record.judged)
            return;
        const report::Entry entry = report::entry_of(record);
        tally.add(entry);
        static_cast<void>(writer.add(entry, writer.row(entry), sink));
    });
    if (read)
        static_cast<void>(writer.end(tally, sink));
    if (const auto trouble = writer.trouble())
        return base::fail(*trouble);
    return read;
}

Result<journal::ReadBack> write(const Invocation& invocation, const Order& order, Output& output,
                                os::World& world) {
    const Format format = wanted_format(invocation);
    if (format == Format::text || format == Format::json)
        return write_counts(order, format, output);
    const auto writer = make_writer(invocation, "Backsift: what was delivered", {}, world);
    if (!writer)
        return base::fail(writer.error());
    return write_messages(order, **writer, output);
}

} // namespace

ExitStatus run_stats(const Invocation& invocation) {
    os::RealWorld world;
    const auto by = period(invocation.by);
    if (!by)
        return refuse(by.error());
    const auto first = since(invocation.since, world);
    if (!first)
        return refuse(first.error());
    auto output = Output::make(invocation.output);
    if (!output)
        return refuse(output.error());
    const auto read =
        write(invocation, {journal::state_directory(world), *by, *first}, *output, world);
    if (const auto written = output->finish(); !written)
        return refuse(written.error());
    if (!read)
        return refuse(read.error());
    if (read->damaged != 0)
        complain("lines of the journal that could not be read: " + std::to_string(read->damaged));
    return ExitStatus::ok;
}

} // namespace backsift::cli
