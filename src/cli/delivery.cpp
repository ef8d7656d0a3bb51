#include "cli/delivery.hpp"

#include <algorithm>
#include <chrono>
#include <exception>
#include <utility>

#include <unistd.h>

#include "cli/judgement.hpp"
#include "cli/sent_folders.hpp"
#include "cli/source.hpp"
#include "cli/telling.hpp"
#include "journal/journal.hpp"
#include "os/read.hpp"
#include "os/syslog.hpp"

namespace backsift::cli {

namespace {

// Would a newer index of sent mail matter? Yes where the reply is about to be convicted, or would
// be if the index could be read, where only the age of the index keeps it from being judged, and
// where a storm would carry off what the index may tie to mail of ours.
bool wants_newer_index(const Judged& judged, bool storm, const config::Config& config) {
    const auto& replies = judged.evidence.proofs;
    const auto any = [&replies](const auto& holds) {
        return std::any_of(replies.begin(), replies.end(), holds);
    };
    const bool outdated = any([](const proof::Reply& r) { return r.outdated; });
    const bool absent =
        any([](const proof::Reply& r) { return r.answer == proof::Answer::absent; });
    const bool matters = judged.verdict.verdict == verdict::Word::backscatter
                         || (judged.verdict.verdict == verdict::Word::unverifiable
                             && (absent || storm || config.sent_covers == "all"));
    return outdated && matters && !config.sent_folders.empty();
}

// The MTA waits, so a first update of a large archive is left to `sent update`. Nothing when it
// failed or another process is at it; when not all could be read, it was read just now by nobody.
std::optional<SentRead> bring_up_to_date(const config::Config& config, os::World& world) {
    constexpr std::chrono::seconds k_patience{20};
    SentOrder order;
    order.deadline = std::chrono::steady_clock::now() + k_patience;
    const auto tally = update_sent(config, order, world);
    if (!tally)
        return std::nullopt;
    return tally->complete ? SentRead::just_now : SentRead::some_time;
}

std::optional<std::string> trouble_of(const Judged& judged) {
    for (const proof::Reply& reply : judged.evidence.proofs) {
        if (!reply.trouble.empty())
            return reply.trouble;
    }
    return std::nullopt;
}

// For the journal. An exception that was not heeded is none of the proofs: it makes the judgement
// no less sure.
std::optional<std::string> trouble_to_tell(const Judged& judged) {
    auto trouble = trouble_of(judged);
    if (!trouble && judged.unheeded)
        trouble = base::describe(*judged.unheeded);
    return trouble;
}

// A bug in judging must not cost the message its way into the inbox.
void judge(Incoming& incoming, const InForce& in_force, const Invocation& invocation, Storms storms,
           os::World& world) {
    try {
        auto judge = Judge::make(in_force.config, invocation.rule_files, world);
        if (!judge) {
            incoming.trouble = base::describe(judge.error());
            return;
        }
        const message::UnixTime now = world.now().seconds;
        const auto heed_storm = [&](Judged& one) {
            return storms == Storms::heeded && judge->heed_storm(incoming.mail, one, now, world);
        };
        Judged judged = judge->judge(incoming.mail, evidence::Effort::silent, now);
        const bool storm = heed_storm(judged);
        incoming.trouble = trouble_to_tell(judged);
        const auto read = wants_newer_index(judged, storm, in_force.config)
                              ? bring_up_to_date(in_force.config, world)
                              : std::nullopt;
        if (read) {
            judge = Judge::make(in_force.config, invocation.rule_files, world, *read);
            if (!judge) {
                incoming.trouble = base::describe(judge.error());
                return;
            }
            judged = judge->judge(incoming.mail, evidence::Effort::silent, now);
            (void)heed_storm(judged);
        }
        incoming.unsure = trouble_of(judged).has_value();
        incoming.reporter = std::move(judged.evidence.reporter);
        incoming.by = telling(judged.evidence.findings, judged.verdict.kind);
        incoming.mail.defects.add(judged.evidence.defects);
        incoming.verdict = std::move(judged.verdict);
    } catch (const std::exception& error) {
        incoming.verdict.reset();
        incoming.trouble = std::string("could not judge: ") + error.what();
    }
}

} // namespace

InForce config_in_force(const Invocation& invocation, os::World& world) {
    InForce out;
    auto config = load_config(invocation, world);
    if (config)
        out.config = std::move(*config);
    else
        out.trouble = base::describe(config.error());
    if (!invocation.inbox.empty())
        out.config.inbox = invocation.inbox;
    if (!invocation.backscatter.empty())
        out.config.backscatter = invocation.backscatter;
    return out;
}

base::Result<Incoming> take_in(const Invocation& invocation, const InForce& in_force, Storms storms,
                               os::World& world) {
    const base::Limits limits;
    auto input = os::read_input(STDIN_FILENO, limits.message_bytes);
    if (!input)
        return base::fail(input.error());
    Incoming incoming;
    incoming.more = input->more;
    incoming.mail = parse_mail(std::move(input->bytes), input->more, envelope(invocation), limits);
    complete_from_environment(incoming.mail, world);
    if (in_force.trouble)
        incoming.trouble = in_force.trouble;
    else if (incoming.more)
        incoming.trouble = "too large to judge";
    else
        judge(incoming, in_force, invocation, storms, world);
    return incoming;
}

void write_journal(const Incoming& incoming, const deliver::Receipt& receipt, os::World& world,
                   os::Moment began) {
    const verdict::Verdict* verdict = incoming.verdict ? &*incoming.verdict : nullptr;
    journal::Record record =
        journal::record_of(verdict, incoming.by, incoming.mail, receipt, world, began);
    const auto note = [&record](const std::string& text) {
        record.note += (record.note.empty() ? "" : "; ") + text;
    };
    record.host = incoming.reporter;
    if (incoming.trouble)
        note(*incoming.trouble);
    if (verdict != nullptr && verdict->storm)
        note("storm");
    if (verdict != nullptr && verdict->exception)
        note("exception " + verdict->exception->id);
    const auto written = journal::append(journal::state_directory(world), record);
    if (!written)
        os::log_trouble("journal: " + base::describe(written.error()));
}

} // namespace backsift::cli
