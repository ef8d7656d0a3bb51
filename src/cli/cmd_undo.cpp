// Takes back what `scan --apply` and `release` moved: the last run, a run, or single messages.
#include <algorithm>
#include <optional>
#include <string>
#include <vector>

#include "base/counted.hpp"
#include "base/text.hpp"
#include "cli/commands.hpp"
#include "cli/console.hpp"
#include "cli/moving.hpp"
#include "journal/exceptions.hpp"
#include "journal/filing.hpp"
#include "journal/journal.hpp"
#include "mailbox/message_path.hpp"
#include "message/date.hpp"
#include "os/dir.hpp"
#include "os/world.hpp"
#include "report/table.hpp"

namespace backsift::cli {

using base::ExitStatus;
using base::Failure;
using base::Kind;
using base::Result;

namespace {

using journal::Fate;
using journal::Run;

struct Runs {
    std::vector<Run> all; // newest first
    std::string unread;   // the id of the newest one that does not read; "" where all do
};

Runs runs(const std::string& state) {
    Runs out;
    for (const std::string& id : journal::run_ids(state)) {
        auto run = journal::read_run(state, id);
        if (run) {
            out.all.push_back(std::move(*run));
        } else {
            complain(run.error());
            out.unread = id;
        }
    }
    std::reverse(out.all.begin(), out.all.end());
    return out;
}

ExitStatus list(const std::string& state) {
    report::Table table({"run", "when", "by", "moved", "taken back", "lost", "interrupted"});
    for (std::size_t column = 3; column <= 6; ++column)
        table.right_align(column);
    const std::vector<Run> all = runs(state).all;
    for (const Run& run : all) {
        const std::size_t undone = run.count(Fate::undone);
        const std::size_t lost = run.count(Fate::lost);
        table.row({run.id, message::format_utc(run.time), run.what,
                   std::to_string(run.count(Fate::moved) + undone + lost), std::to_string(undone),
                   std::to_string(lost), std::to_string(run.count(Fate::planned))});
    }
    const std::string text = all.empty() ? "Nothing was moved yet.\n" : table.text(dress());
    return print(text) ? ExitStatus::ok : ExitStatus::temporary;
}

// What is to go back: all of a run, or those of its moves that an operand names.
struct Wanted {
    std::string run;
    std::vector<std::string> names; // ids, or unique names of messages; empty: all
};

bool is_named(const journal::Move& move, const std::vector<std::string>& names) {
    const auto path = mailbox::read_message_path(move.to);
    return names.empty() || std::any_of(names.begin(), names.end(), [&](const std::string& name) {
               return name == move.record.id || (path && name == path->unique);
           });
}

// A message is named by its id or by a path, which may bear other flags by now.
std::string name_of_message(const std::string& operand) {
    const std::string name = os::name_of(operand);
    return name.substr(0, name.find(':'));
}

bool has_moved(const std::string& state, const Run& run, const std::string& name) {
    bool found = false;
    const auto read =
        journal::each_move(state, run.id, [&](std::size_t number, const journal::Move& move) {
            found = number < run.fates.size() && run.fates[number] == Fate::moved
                    && is_named(move, {name});
            return !found;
        });
    return read && found;
}

void want(std::vector<Wanted>& wanted, const std::string& run, const std::string& name) {
    const auto known =
        std::find_if(wanted.begin(), wanted.end(), [&](const Wanted& w) { return w.run == run; });
    Wanted& one = known == wanted.end() ? wanted.emplace_back(Wanted{run, {}}) : *known;
    one.names.push_back(name);
}

Result<std::vector<Wanted>> the_last(const Runs& runs) {
    const auto last = std::find_if(runs.all.begin(), runs.all.end(),
                                   [](const Run& run) { return run.count(Fate::moved) > 0; });
    const std::string id = last == runs.all.end() ? "" : last->id;
    // Ids sort by time.
    if (runs.unread > id) {
        return base::fail(Failure{Kind::malformed,
                                  "the log of the last run does not read: " + runs.unread,
                                  {},
                                  {},
                                  "name what is to be taken back: a run that \"backsift undo "
                                  "--list\" shows, or a message"});
    }
    if (id.empty())
        return base::fail(Kind::no_input, "there is nothing to take back");
    return std::vector<Wanted>{{id, {}}};
}

Result<std::vector<Wanted>> what_is_wanted(const Invocation& invocation, const std::string& state) {
    std::vector<Wanted> wanted;
    const Runs known = runs(state);
    if (invocation.operands.empty())
        return the_last(known);
    const std::vector<Run>& all = known.all;
    for (const std::string& operand : invocation.operands) {
        if (std::any_of(all.begin(), all.end(),
                        [&](const Run& run) { return run.id == operand; })) {
            wanted.push_back({operand, {}});
            continue;
        }
        if (const auto run = journal::read_run(state, operand);
            !run && run.error().kind == Kind::malformed)
            return base::fail(run.error());
        std::string name = name_of_message(operand);
        const auto moved_it = [&](const Run& one) { return has_moved(state, one, name); };
        auto run = std::find_if(all.begin(), all.end(), moved_it);
        if (run == all.end()) {
            // Its delivery has an id of its own.
            name = name_of_message(path_named_by(operand, state));
            run = std::find_if(all.begin(), all.end(), moved_it);
        }
        if (run == all.end())
            return base::fail(Failure{
                Kind::no_input,
                "no run moved this, or it was taken back",
                {operand, 0, 0},
                {},
                "\"backsift undo --list\" shows the runs; \"backsift release\" moves any message "
                "to the inbox"});
        want(wanted, run->id, name);
    }
    return wanted;
}

constexpr std::size_t k_longest_path = 4096;

ExitStatus say(const Wanted& wanted, const std::string& state) {
    const auto run = journal::read_run(state, wanted.run);
    if (!run)
        return refuse(run.error());
    std::string text;
    const auto read =
        journal::each_move(state, wanted.run, [&](std::size_t number, const journal::Move& move) {
            if (number < run->fates.size() && run->fates[number] == Fate::moved
                && is_named(move, wanted.names))
                text += "would move " + base::clean(move.to, k_longest_path) + "\n        to "
                        + base::clean(move.from, k_longest_path) + '\n';
            return true;
        });
    if (!read)
        return refuse(read.error());
    return print(text) ? ExitStatus::ok : ExitStatus::temporary;
}

// What the run taught, once nothing of it is moved any more; what it taught stays while part is.
Result<std::size_t> forget_what_it_taught(const std::string& run, const std::string& state) {
    const auto left = journal::read_run(state, run);
    if (!left || left->count(Fate::moved) != 0)
        return std::size_t{0};
    return journal::forget(state, run);
}

bool has_taught(const std::string& run, const std::string& state) {
    const auto kept = journal::read_exceptions(state);
    return kept
           && std::any_of(kept->all.begin(), kept->all.end(),
                          [&](const verdict::Exception& one) { return one.run == run; });
}

ExitStatus take_back(const Wanted& wanted, const std::string& state, os::World& world) {
    const auto outcome = journal::take_back(
        state, wanted.run, [&](const journal::Move& move) { return is_named(move, wanted.names); },
        world);
    if (!outcome)
        return refuse(outcome.error());
    ExitStatus status = refuse_troubles(*outcome);
    const auto forgotten = wanted.names.empty() ? journal::forget(state, wanted.run)
                                                : forget_what_it_taught(wanted.run, state);
    if (!forgotten)
        status = refuse(forgotten.error());
    std::string text = base::messages(outcome->moved) + " of run " + wanted.run + " moved back.\n";
    if (outcome->renamed != 0)
        text += base::messages(outcome->renamed) + " kept the flags that were changed meanwhile.\n";
    if (outcome->gone != 0)
        text += base::messages(outcome->gone) + " had been moved or deleted meanwhile.\n";
    if (forgotten.value_or(0) != 0)
        text += "What it taught is forgotten.\n";
    else if (has_taught(wanted.run, state))
        text +=
            "What the run taught stays while messages of it are in the inbox; \"backsift release "
            "--forget ID\" retracts it.\n";
    if (outcome->failed != 0)
        text += base::messages(outcome->failed) + " could not be moved and stayed.\n";
    if (!print(text))
        return ExitStatus::temporary;
    return outcome->failed == 0 ? ExitStatus::ok : status;
}

} // namespace

base::ExitStatus run_undo(const Invocation& invocation) {
    os::RealWorld world;
    const std::string state = journal::state_directory(world);
    const auto lock = journal::lock_runs(state);
    if (!lock)
        return refuse(lock.error());
    if (auto settled = journal::settle(state); !settled)
        return refuse(settled.error());
    if (invocation.list)
        return list(state);
    const auto wanted = what_is_wanted(invocation, state);
    if (!wanted)
        return refuse(wanted.error());
    ExitStatus status = ExitStatus::ok;
    for (const Wanted& one : *wanted) {
        const ExitStatus done = invocation.dry_run ? say(one, state) : take_back(one, state, world);
        if (done != ExitStatus::ok)
            status = done;
    }
    return status;
}

} // namespace backsift::cli
