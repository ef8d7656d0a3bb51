#include <array>
#include <string>
#include <vector>

#include "cli/commands.hpp"
#include "cli/console.hpp"
#include "cli/judgement.hpp"
#include "cli/source.hpp"
#include "evidence/observation.hpp"
#include "setup/check.hpp"

namespace backsift::cli {

namespace {

// The word that says how bad it is, in its colour; the first one, for a sentence may hold it too.
std::string dressed(const setup::Remark& remark, const report::Dress& dress) {
    constexpr std::array k_colours{report::Colour::blue, report::Colour::yellow,
                                   report::Colour::red};
    std::string text = setup::describe(remark);
    const std::string word(setup::word(remark.severity));
    const std::size_t place = remark.place.file.empty() ? 0 : text.find(": " + word + ": ");
    if (place == std::string::npos)
        return text;
    const std::size_t at = text.find(word, place);
    return text.replace(
        at, word.size(),
        report::paint(word, k_colours[static_cast<std::size_t>(remark.severity)], dress));
}

// Prints the remarks; the status says whether one of them is an error.
base::ExitStatus print_remarks(const std::vector<setup::Remark>& remarks, bool quiet) {
    std::string text;
    bool error = false;
    for (const setup::Remark& remark : remarks) {
        const bool is_error = remark.severity == setup::Severity::error;
        error = error || is_error;
        if (quiet && !is_error)
            continue;
        text += dressed(remark, dress()) + '\n';
    }
    if (!text.empty() && !print(text))
        return base::ExitStatus::temporary;
    return error ? base::ExitStatus::config : base::ExitStatus::ok;
}

// --try MESSAGE: which rules hit it, the user's own among them.
base::Result<base::Done> try_rules(const Invocation& invocation, const Judge& judge,
                                   os::World& world) {
    const auto mail = read_mail(invocation.try_message, invocation, judge.limits(), world);
    if (!mail)
        return base::fail(mail.error());
    evidence::Observation seen(*mail, judge.limits());
    message::Defects defects;
    rules::Round round(judge.rules(), seen, defects);
    std::vector<rules::Hit> hits = round.structure();
    const std::vector<rules::Hit> phrases = round.phrases();
    hits.insert(hits.end(), phrases.begin(), phrases.end());
    std::string text = hits.empty() ? "no rule hits " + invocation.try_message + '\n' : "";
    for (const rules::Hit& hit : hits) {
        text += std::string(hit.rule->id) + "  (" + hit.where + ")  " + hit.excerpt + '\n';
    }
    return print(text);
}

base::ExitStatus refuse_all(const std::vector<base::Failure>& faults) {
    base::ExitStatus status = base::ExitStatus::ok;
    for (const base::Failure& fault : faults)
        status = refuse(fault);
    return status;
}

} // namespace

base::ExitStatus run_check(const Invocation& invocation) {
    os::RealWorld world;
    config::Reading reading = config::load_whole(where_config(invocation, world));
    if (!reading.faults.empty())
        return refuse_all(reading.faults);
    config::Config& config = reading.config;
    if (!invocation.try_message.empty()) {
        const auto judge = Judge::make(config, invocation.rule_files, world);
        if (!judge)
            return refuse(judge.error());
        const auto tried = try_rules(invocation, *judge, world);
        return tried ? base::ExitStatus::ok : refuse(tried.error());
    }
    std::vector<std::string>& files = config.rule_files;
    files.insert(files.end(), invocation.rule_files.begin(), invocation.rule_files.end());
    const auto remarked =
        print_remarks(setup::check(config, setup::real_surroundings()), invocation.quiet);
    if (remarked != base::ExitStatus::ok)
        return remarked;
    const auto judge = Judge::make(config, {}, world);
    if (!judge)
        return refuse(judge.error());
    const std::string name = config.file.empty() ? "no config file; the defaults" : config.file;
    const std::string order =
        name + ": in order, " + std::to_string(judge->rules().rules().size()) + " rules\n";
    return invocation.quiet || print(order) ? base::ExitStatus::ok : base::ExitStatus::temporary;
}

} // namespace backsift::cli
