// The oracle for recipes and scripts: the answer is the exit status, the line is for people.
#include <algorithm>
#include <string>
#include <vector>

#include "base/text.hpp"
#include "cli/commands.hpp"
#include "cli/console.hpp"
#include "cli/if_words.hpp"
#include "cli/judgement.hpp"
#include "cli/source.hpp"
#include "evidence/observation.hpp"
#include "report/json.hpp"
#include "report/line_text.hpp"

namespace backsift::cli {

using base::ExitStatus;

namespace {

template<class Words>
bool among(const Words& words, std::string_view word) {
    return std::find(words.begin(), words.end(), word) != words.end();
}

base::Result<base::Done> check_if_words(const Invocation& invocation) {
    if (!invocation.if_words.empty() && invocation.operands.size() > 1) {
        return base::fail(base::Kind::usage, "--if answers for one message, not for several");
    }
    const std::vector<std::string_view> words = if_words();
    for (const std::string& word : invocation.if_words) {
        if (among(words, word))
            continue;
        const auto near = base::closest(word, words);
        return base::fail(
            base::Failure{base::Kind::usage,
                          "--if: there is no verdict, kind or place \"" + word + '"',
                          {},
                          {},
                          near ? "did you mean \"" + std::string(*near) + "\"?" : ""});
    }
    return base::Done{};
}

bool holds(std::string_view word, const message::Mail& mail, const verdict::Verdict& verdict,
           const Judge& judge) {
    if (among(k_fact_words, word)) {
        evidence::Observation seen(mail, judge.limits());
        message::Defects defects;
        return judge.rules().holds(word, seen, defects);
    }
    return word == rules::word(verdict.kind) || word == verdict::word(verdict.verdict)
           || word == verdict::word(verdict.place);
}

ExitStatus answer(const verdict::Verdict& verdict) {
    if (verdict.place == verdict::Place::folder)
        return ExitStatus::ok;
    if (verdict.exception)
        return ExitStatus::unverifiable; // it stays
    switch (verdict.verdict) {
    case verdict::Word::ordinary:
        return ExitStatus::not_it;
    case verdict::Word::genuine:
        return ExitStatus::genuine;
    case verdict::Word::unverifiable:
        return ExitStatus::unverifiable;
    case verdict::Word::backscatter:
        return ExitStatus::ok;
    }
    return ExitStatus::internal;
}

// Judges one message and prints its line; the status is what `classify` answers for it alone.
ExitStatus classify(const std::string& path, const Invocation& invocation, const Judge& judge,
                    os::World& world) {
    const auto mail = read_mail(path, invocation, judge.limits(), world);
    if (!mail)
        return refuse(mail.error());
    const bool json = invocation.format && *invocation.format != Format::text;
    Judged judged =
        judge.judge(*mail, json ? evidence::Effort::explain : evidence::Effort::decide, {});
    const verdict::Verdict verdict = judged.verdict;
    const auto entry = report::make_entry(path, *mail, std::move(judged.evidence),
                                          std::move(judged.verdict), judge.limits());
    if (invocation.if_words.empty() || json) {
        const auto printed =
            print((json ? report::to_json(entry) : report::to_line(entry, dress())) + '\n');
        if (!printed)
            return refuse(printed.error());
    }
    if (invocation.if_words.empty())
        return answer(verdict);
    const bool in_list =
        std::any_of(invocation.if_words.begin(), invocation.if_words.end(),
                    [&](const std::string& word) { return holds(word, *mail, verdict, judge); });
    return in_list ? ExitStatus::ok : ExitStatus::not_it;
}

} // namespace

base::ExitStatus run_classify(const Invocation& invocation) {
    if (const auto words = check_if_words(invocation); !words)
        return refuse(words.error());
    os::RealWorld world;
    const auto config = load_config(invocation, world);
    if (!config)
        return refuse(config.error());
    const auto judge = Judge::make(*config, invocation.rule_files, world);
    if (!judge)
        return refuse(judge.error());
    const std::vector<std::string> paths = sources(invocation);
    if (paths.size() == 1)
        return classify(paths.front(), invocation, *judge, world);
    ExitStatus worst = ExitStatus::ok;
    for (const std::string& path : paths) {
        const ExitStatus status = classify(path, invocation, *judge, world);
        if (static_cast<int>(status) >= static_cast<int>(ExitStatus::usage))
            worst = status;
    }
    return worst;
}

} // namespace backsift::cli
