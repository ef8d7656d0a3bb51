// The dry run over stored mail: what would Backsift have done, and why.
#include <algorithm>
#include <array>
#include <memory>
#include <string>
#include <thread>

#include <fcntl.h>
#include <unistd.h>

#include "base/text.hpp"
#include "cli/commands.hpp"
#include "cli/console.hpp"
#include "cli/judgement.hpp"
#include "cli/parallel_scan.hpp"
#include "os/fd.hpp"
#include "os/write.hpp"
#include "report/tally.hpp"
#include "report/writer.hpp"

namespace backsift::cli {

using base::ExitStatus;

namespace {

// Collects lines and writes them in large pieces, to standard output or to the file of -o.
class Output {
  public:
    static base::Result<Output> make(const std::string& path) {
        Output out;
        out.path_ = path.empty() ? "standard output" : path;
        if (path.empty()) return out;
        auto file = os::open(path, O_WRONLY | O_CREAT | O_TRUNC, 0600);
        if (!file) return base::fail(file.error());
        out.file_ = std::move(*file);
        return out;
    }

    // False when it could not be written; `failure` then says why.
    bool add(std::string_view text) {
        constexpr std::size_t k_piece = 64U << 10U;
        pending_ += text;
        return pending_.size() < k_piece || flush();
    }

    bool flush() {
        const auto written = os::write_all(file_.is_open() ? file_.get() : STDOUT_FILENO, pending_, path_);
        pending_.clear();
        if (!written && !failure_) failure_ = written.error();
        return written.has_value();
    }

    [[nodiscard]] bool is_file() const { return file_.is_open(); }
    [[nodiscard]] const std::optional<base::Failure>& failure() const { return failure_; }

  private:
    os::Fd file_;
    std::string path_;
    std::string pending_;
    std::optional<base::Failure> failure_;
};

std::size_t jobs(const Invocation& invocation) {
    if (invocation.jobs != 0) return invocation.jobs;
    const unsigned cores = std::thread::hardware_concurrency();
    return cores == 0 ? 1 : cores;
}

// One row per format: what makes its report.
struct FormatRow {
    Format format;
    std::unique_ptr<report::Writer> (*make)(const Invocation& invocation, const report::Dress& dress);
};

constexpr std::array k_formats{
    FormatRow{Format::text,
              [](const Invocation& invocation, const report::Dress& dress) {
                  return report::text_writer(dress, invocation.list ? report::Rows::listed : report::Rows::left_out);
              }},
    FormatRow{Format::json, [](const Invocation&, const report::Dress&) { return report::json_writer(); }},
    FormatRow{Format::jsonl, [](const Invocation&, const report::Dress&) { return report::json_writer(); }},
    FormatRow{Format::csv, [](const Invocation&, const report::Dress&) { return report::csv_writer(); }},
};

std::unique_ptr<report::Writer> make_writer(const Invocation& invocation, const Output& output) {
    const Format wanted = invocation.format.value_or(Format::text);
    const auto* const row =
        std::find_if(k_formats.begin(), k_formats.end(), [wanted](const FormatRow& r) { return r.format == wanted; });
    return row->make(invocation, output.is_file() ? report::Dress{} : dress());
}

base::Result<base::Done> write_report(ScanOrder& order, const Judge& judge, report::Writer& writer, report::Tally& tally,
                                      Output& output) {
    const report::Sink sink = [&output](std::string_view text) { return output.add(text); };
    order.format = [&writer](Scanned& scanned) {
        scanned.line = scanned.entry ? writer.row(*scanned.entry) : writer.unreadable_row(scanned.path, scanned.sentence);
    };
    order.take = [&](const Scanned& scanned) {
        if (!scanned.entry) {
            tally.add_unreadable(scanned.path, scanned.sentence);
            return writer.add_unreadable(scanned.line, sink);
        }
        tally.add(*scanned.entry);
        return writer.add(*scanned.entry, scanned.line, sink);
    };
    if (!writer.begin(sink)) return base::Done{};  // the output knows why
    auto scanned = scan_all(order, judge);
    if (scanned || tally.messages() != 0) (void)writer.end(tally, sink);
    return scanned;
}

}  // namespace

base::ExitStatus run_scan(const Invocation& invocation) {
    if (invocation.operands.empty()) return refuse({base::Kind::usage, "scan needs a Maildir, mbox file or folder", {}, {}, {}});
    os::RealWorld world;
    const auto config = load_config(invocation, world);
    if (!config) return refuse(config.error());
    const auto judge = Judge::make(*config, invocation.rule_files, world);
    if (!judge) return refuse(judge.error());
    auto output = Output::make(invocation.output);
    if (!output) return refuse(output.error());
    ScanOrder order{invocation.operands, jobs(invocation), {}, {}};
    report::Tally tally(config->storm > 0 ? static_cast<std::size_t>(config->storm) : report::k_usual_replies_an_hour);
    const auto writer = make_writer(invocation, *output);
    const auto scanned = write_report(order, *judge, *writer, tally, *output);
    (void)output->flush();
    if (output->failure()) return refuse(*output->failure());
    return scanned ? ExitStatus::ok : refuse(scanned.error());
}

}  // namespace backsift::cli
