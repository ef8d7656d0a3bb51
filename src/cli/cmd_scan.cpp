// Stored mail: what would Backsift have done with it, and why; with --apply, doing it.
#include <algorithm>
#include <memory>
#include <optional>
#include <string>
#include <thread>

#include "cli/commands.hpp"
#include "cli/console.hpp"
#include "cli/exit_status.hpp"
#include "cli/filing.hpp"
#include "cli/judgement.hpp"
#include "cli/message_count.hpp"
#include "cli/output.hpp"
#include "cli/parallel_scan.hpp"
#include "cli/progress.hpp"
#include "cli/report_format.hpp"
#include "cli/scan_memory.hpp"
#include "cli/selection.hpp"
#include "cli/since.hpp"
#include "cli/source.hpp"
#include "os/interrupts.hpp"
#include "report/tally.hpp"
#include "report/writer.hpp"

namespace backsift::cli {

using base::Done;
using base::ExitStatus;
using base::Kind;
using base::Result;

namespace {

std::size_t jobs(const Invocation& invocation) {
    if (invocation.jobs != 0)
        return invocation.jobs;
    const unsigned cores = std::thread::hardware_concurrency();
    return cores == 0 ? 1 : cores;
}

// With --quiet a report is written where a file is named for it, and nowhere else.
std::string output_path(const Invocation& invocation) {
    return invocation.quiet && invocation.output.empty() ? "/dev/null" : invocation.output;
}

Result<Done> check(const Invocation& invocation) {
    if (invocation.operands.empty())
        return base::fail(Kind::usage, "scan needs a Maildir, mbox file or folder");
    if (std::find(invocation.operands.begin(), invocation.operands.end(), k_standard_input)
        != invocation.operands.end()) {
        return base::fail({Kind::usage,
                           "scan reads files and folders, not standard input",
                           {},
                           {},
                           "\"backsift classify\" judges one message there"});
    }
    if (wanted_format(invocation) == Format::html && output_path(invocation).empty()
        && output_is_terminal())
        return base::fail(Kind::usage, "a page is for a browser: name a file with -o FILE");
    return Done{};
}

Progress::Show progress_shown(const Invocation& invocation) {
    if (invocation.quiet)
        return Progress::Show::nothing;
    return error_is_terminal() ? Progress::Show::bar : Progress::Show::lines;
}

Result<Selection> selection(const Invocation& invocation, os::World& world) {
    std::optional<message::UnixTime> since;
    if (!invocation.since.empty()) {
        const auto read = read_since(invocation.since, world.now().seconds);
        if (!read)
            return base::fail(read.error());
        since = *read;
    }
    return Selection(invocation.folders, since);
}

// What a running scan shares: who may stop it, and who takes what it finds.
struct Run {
    os::Interrupts& interrupts;
    report::Tally& tally;
    Filing& filing;
    ScanMemory* memory = nullptr; // with --incremental
    // Why the first of those that are there could not be read; what vanished meanwhile is no fault.
    std::optional<Kind> unread = {};
};

// With --incremental.
Result<std::optional<ScanMemory>> memory(const Invocation& invocation, const config::Config& config,
                                         os::World& world) {
    if (!invocation.incremental)
        return std::optional<ScanMemory>();
    auto opened = ScanMemory::open(invocation, config, world);
    if (!opened)
        return base::fail(opened.error());
    return std::optional<ScanMemory>(std::move(*opened));
}

// A scan does not fail for what it could not remember.
void publish(std::optional<ScanMemory>& memory, const Invocation& invocation, bool whole) {
    if (!memory)
        return;
    const bool everything = whole && invocation.folders.empty() && invocation.since.empty();
    const auto published =
        memory->publish(everything ? ScanMemory::Seen::everything : ScanMemory::Seen::a_part);
    if (!published)
        complain(published.error());
}

// Messages from one look for a Ctrl-C to the next: a look is a system call, half a millisecond
// later is soon enough.
constexpr std::size_t k_between_looks = 32;

Result<Done> write_report(ScanOrder& order, const Judge& judge, report::Writer& writer, Run& run,
                          Progress& progress, Output& output) {
    const report::Sink sink = [&output](std::string_view text) { return output.add(text); };
    report::Tally& tally = run.tally;
    std::size_t taken = 0;
    order.format = [&writer](Scanned& scanned) {
        scanned.line = scanned.entry ? writer.row(*scanned.entry)
                                     : writer.unreadable_row(scanned.path, scanned.sentence);
    };
    order.take = [&](const Scanned& scanned) {
        progress.step();
        if (taken++ % k_between_looks == 0 && run.interrupts.came()) {
            tally.interrupt();
            return false;
        }
        if (!scanned.entry) {
            tally.add_unreadable(scanned.path, scanned.sentence);
            if (!run.unread && !scanned.vanished)
                run.unread = scanned.trouble;
            return writer.add_unreadable(scanned.line, sink);
        }
        tally.add(*scanned.entry);
        if (run.memory != nullptr && scanned.key)
            run.memory->keep(*scanned.key, *scanned.entry);
        run.filing.take(*scanned.entry);
        return writer.add(*scanned.entry, scanned.line, sink);
    };
    if (!writer.begin(sink))
        return Done{}; // the output knows why
    auto scanned = scan_all(order, judge);
    if (scanned || tally.messages() != 0)
        static_cast<void>(writer.end(tally, sink));
    if (const auto trouble = writer.trouble())
        return base::fail(*trouble);
    return scanned;
}

// Who has set nothing yet reads that nothing can be told, and should read what to do.
constexpr std::string_view k_next_step = "\nNothing is set by which your own mail could be told: "
                                         "\"backsift init\" looks at your account and\n"
                                         "writes a config.\n";

} // namespace

ExitStatus run_scan(const Invocation& invocation) {
    if (const auto checked = check(invocation); !checked)
        return refuse(checked.error());
    os::RealWorld world;
    const auto config = load_config(invocation, world);
    if (!config)
        return refuse(config.error());
    auto chosen = selection(invocation, world);
    if (!chosen)
        return refuse(chosen.error());
    auto filing = Filing::begin(invocation, *config, world);
    if (!filing)
        return refuse(filing.error());
    const auto judge = Judge::make(*config, invocation.rule_files, world);
    if (!judge)
        return refuse(judge.error());
    auto output = Output::make(output_path(invocation), invocation.operands);
    if (!output)
        return refuse(output.error());
    const report::Dress dressed = output->is_file() ? report::Dress{} : dress();
    const auto writer = make_writer(invocation, "Backsift report", dressed, world);
    if (!writer)
        return refuse(writer.error());
    report::Tally tally(config->storm > 0 ? static_cast<std::size_t>(config->storm)
                                          : report::k_usual_replies_an_hour);
    auto remembered = memory(invocation, *config, world);
    if (!remembered)
        return refuse(remembered.error());
    os::Interrupts interrupts;
    Run run{interrupts, tally, *filing, *remembered ? &**remembered : nullptr};
    const auto scanned = [&] {
        Progress progress(progress_shown(invocation), error_columns(), world);
        std::optional<MessageCount> count;
        if (progress_shown(invocation) == Progress::Show::bar)
            count.emplace(invocation.operands, *chosen, progress);
        ScanOrder order{invocation.operands,
                        jobs(invocation),
                        [&](const std::string& folder) { return chosen->takes_folder(folder); },
                        [&](const mailbox::Entry& entry) { return chosen->takes(entry); },
                        {},
                        *remembered ? &**remembered : nullptr,
                        (*writer)->detail(),
                        {}};
        return write_report(order, *judge, **writer, run, progress, *output);
    }();
    if (config->file.empty() && wanted_format(invocation) == Format::text && !output->is_file())
        static_cast<void>(output->add(k_next_step));
    publish(*remembered, invocation, scanned.has_value() && !tally.interrupted());
    const bool told = scanned || tally.messages() != 0; // else an older report stays
    if (const auto written = told ? output->finish() : Done{}; !written)
        return refuse(written.error());
    const ExitStatus filed =
        filing->finish(invocation, scanned.has_value() && !tally.interrupted());
    interrupts.pass_on();
    if (!scanned)
        return refuse(scanned.error());
    if (const auto matched = chosen->check(); !matched)
        return refuse(matched.error());
    if (!run.unread)
        return filed;
    complain("not all could be read: the report names what could not");
    return filed == ExitStatus::ok ? exit_status(*run.unread, Mode::person) : filed;
}

} // namespace backsift::cli
