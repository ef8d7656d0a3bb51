// `release FILE…` moves messages to the inbox and remembers an exception; `--list` shows the
// exceptions, `--forget` retracts one.
#include <algorithm>
#include <string>
#include <vector>

#include "base/counted.hpp"
#include "base/text.hpp"
#include "cli/commands.hpp"
#include "cli/console.hpp"
#include "cli/judgement.hpp"
#include "cli/moving.hpp"
#include "cli/releasing.hpp"
#include "cli/source.hpp"
#include "journal/exceptions.hpp"
#include "journal/journal.hpp"
#include "message/date.hpp"
#include "os/dir.hpp"
#include "report/table.hpp"

namespace backsift::cli {

using base::ExitStatus;
using base::Kind;

namespace {

constexpr std::size_t k_most_dropped = 1000;

std::string day(message::UnixTime time) {
    return message::format_utc(time).substr(0, 10);
}

ExitStatus list(const std::string& state, os::World& world) {
    const auto kept = journal::read_exceptions(state);
    if (!kept)
        return refuse(kept.error());
    report::Table table({"id", "reporting host", "recipients at", "learnt", "until"});
    for (const verdict::Exception& one : kept->all) {
        const bool expired = one.until <= world.now().seconds;
        table.row({base::clean(one.id, 40), base::clean(one.host, 255),
                   base::clean(one.domain, 255), day(one.learnt),
                   day(one.until) + (expired ? " (expired)" : "")});
    }
    const auto damaged = journal::damage(*kept, state);
    std::string text = kept->all.empty() ? "No exceptions.\n" : table.text(dress());
    if (kept->all.empty() && damaged)
        text.clear(); // there were some
    if (!print(text))
        return ExitStatus::temporary;
    return damaged ? refuse(*damaged) : ExitStatus::ok;
}

ExitStatus forget(const std::string& id, const std::string& state) {
    const auto lock = journal::lock_runs(state);
    if (!lock)
        return refuse(lock.error());
    const auto gone = journal::forget(state, id);
    if (!gone)
        return refuse(gone.error());
    if (*gone == 0) {
        return refuse({Kind::no_input,
                       "there is no exception with this id: " + id,
                       {},
                       {},
                       "\"backsift release --list\" shows them"});
    }
    return ExitStatus::ok;
}

// What the operands name; without any, what mail programs have put into .NotBackscatter.
std::vector<std::string> paths(const Invocation& invocation, const Folders& folders,
                               const std::string& state) {
    std::vector<std::string> out;
    for (const std::string& operand : invocation.operands)
        out.push_back(path_named_by(operand, state));
    const auto inbox = folders.main_inbox();
    if (out.empty() && inbox)
        out = dropped_beside(folders.folder_for(*inbox), k_most_dropped);
    return out;
}

std::string tell(const Released& released) {
    std::string text;
    const bool undoable = released.outcome.moved != 0;
    if (undoable) {
        text += base::messages(released.outcome.moved) + " moved to the inbox in run "
                + released.run + "; \"backsift undo\" takes it back.\n";
    }
    for (const std::string& path : released.there)
        text +=
            base::clean(path, 4096) + ": stays where it is, for it is in no folder of a Maildir.\n";
    for (const std::string& path : released.in_inbox)
        text += base::clean(path, 4096) + ": stays where it is, for that is the inbox.\n";
    for (const verdict::Exception& one : released.learnt) {
        text += "Learnt (" + one.id + "): what " + one.host + " reports about recipients at "
                + one.domain + " goes to the inbox until " + day(one.until) + ".\n";
    }
    if (!undoable && !released.learnt.empty())
        text += "\"backsift release --forget ID\" retracts what was learnt.\n";
    for (const std::string& path : released.taught_nothing) {
        text += base::clean(path, 4096)
                + ": teaches nothing, for it names no reporting host or no recipient.\n";
    }
    return text;
}

ExitStatus release(const std::vector<std::string>& files, const Folders& folders,
                   const Judge& judge, os::World& world) {
    auto releaser = Releaser::make(folders, judge, world);
    if (!releaser)
        return refuse(releaser.error());
    const auto released = releaser->release(files);
    if (!released)
        return refuse(released.error());
    ExitStatus status = ExitStatus::ok;
    for (const base::Failure& trouble : released->unread)
        status = refuse(trouble);
    if (const ExitStatus moved = refuse_troubles(released->outcome); moved != ExitStatus::ok)
        status = moved;
    return print(tell(*released)) ? status : ExitStatus::temporary;
}

} // namespace

base::ExitStatus run_release(const Invocation& invocation) {
    os::RealWorld world;
    const std::string state = journal::state_directory(world);
    if (invocation.list)
        return list(state, world);
    if (!invocation.forget.empty())
        return forget(invocation.forget, state);
    const auto config = load_config(invocation, world);
    if (!config)
        return refuse(config.error());
    const auto folders = Folders::make(invocation, *config, world);
    if (!folders)
        return refuse(folders.error());
    const auto judge = Judge::make(*config, invocation.rule_files, world);
    if (!judge)
        return refuse(judge.error());
    const auto files = paths(invocation, *folders, state);
    if (files.empty()) {
        return refuse({Kind::usage,
                       "release needs the file of a message, or messages in .NotBackscatter",
                       {},
                       {},
                       {}});
    }
    return release(files, *folders, *judge, world);
}

} // namespace backsift::cli
