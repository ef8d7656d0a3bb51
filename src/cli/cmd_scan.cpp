// The dry run over stored mail: what would Backsift have done, and why.
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
#include "report/json.hpp"
#include "report/list.hpp"
#include "report/summary.hpp"

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

void format_json(Scanned& scanned) {
    scanned.line = scanned.entry ? report::to_json(*scanned.entry) : report::unreadable_json(scanned.path, scanned.sentence);
    scanned.line += '\n';
}

base::Result<base::Done> scan_to_json(ScanOrder& order, const Judge& judge, Output& output) {
    order.format = format_json;
    order.take = [&](const Scanned& scanned) { return output.add(scanned.line); };
    return scan_all(order, judge);
}

base::Result<base::Done> scan_to_text(ScanOrder& order, const Judge& judge, Output& output, bool list) {
    const report::Dress dressed = output.is_file() ? report::Dress{} : dress();
    report::Summary summary;
    order.format = [&](Scanned& scanned) {
        if (list && scanned.entry) scanned.line = report::list_row(*scanned.entry, dressed);
    };
    order.take = [&](const Scanned& scanned) {
        if (scanned.entry) summary.add(*scanned.entry);
        else summary.add_unreadable(scanned.path, scanned.sentence);
        return output.add(scanned.line);
    };
    if (list) (void)output.add(report::list_head(dressed));
    auto scanned = scan_all(order, judge);
    if (scanned || summary.messages() != 0) (void)output.add((list ? "\n" : "") + summary.text(dressed));
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
    const bool json = invocation.format && *invocation.format != Format::text;
    const auto scanned = json ? scan_to_json(order, *judge, *output) : scan_to_text(order, *judge, *output, invocation.list);
    (void)output->flush();
    if (output->failure()) return refuse(*output->failure());
    return scanned ? ExitStatus::ok : refuse(scanned.error());
}

}  // namespace backsift::cli
