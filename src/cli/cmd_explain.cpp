#include "cli/commands.hpp"
#include "cli/console.hpp"
#include "cli/judgement.hpp"
#include "cli/source.hpp"
#include "report/explain_text.hpp"

namespace backsift::cli {

namespace {

base::Result<base::Done> explain(const std::string& path, const Invocation& invocation,
                                 const Judge& judge, os::World& world) {
    const auto mail = read_mail(path, invocation, judge.limits(), world);
    if (!mail)
        return base::fail(mail.error());
    Judged judged = judge.judge(*mail, evidence::Effort::explain, {});
    if (judged.evidence.arrival)
        judge.heed_storm(*mail, judged, *judged.evidence.arrival, world);
    const auto entry =
        report::make_entry(path == k_standard_input ? "standard input" : path, *mail,
                           std::move(judged.evidence), std::move(judged.verdict), judge.limits());
    return print(report::explain(entry, dress()));
}

} // namespace

base::ExitStatus run_explain(const Invocation& invocation) {
    os::RealWorld world;
    const auto config = load_config(invocation, world);
    if (!config)
        return refuse(config.error());
    const auto judge = Judge::make(*config, invocation.rule_files, world);
    if (!judge)
        return refuse(judge.error());
    base::ExitStatus status = base::ExitStatus::ok;
    bool first = true;
    for (const std::string& path : sources(invocation)) {
        if (!first && !print("\n"))
            return base::ExitStatus::temporary;
        first = false;
        if (const auto done = explain(path, invocation, *judge, world); !done)
            status = refuse(done.error());
    }
    return status;
}

} // namespace backsift::cli
