#include "journal/filing.hpp"

#include <algorithm>
#include <optional>
#include <utility>

#include <sys/stat.h>
#include <unistd.h>

#include "journal/journal.hpp"
#include "journal/mover.hpp"
#include "mailbox/maildir.hpp"
#include "mailbox/message_path.hpp"
#include "mailbox/subscription.hpp"
#include "os/dir.hpp"
#include "os/syslog.hpp"

namespace backsift::journal {

using base::Done;
using base::Kind;
using base::Result;
using mailbox::MessagePath;

namespace {

bool same_file(const std::string& a, const std::string& b) {
    struct stat one {};
    struct stat other {};
    return ::lstat(a.c_str(), &one) == 0 && ::lstat(b.c_str(), &other) == 0
           && one.st_ino == other.st_ino && one.st_dev == other.st_dev;
}

void trouble(Outcome& outcome, base::Failure failure) {
    if (outcome.troubles.size() < k_most_troubles)
        outcome.troubles.push_back(std::move(failure));
    else
        ++outcome.untold;
}

base::Failure told(std::string sentence, const std::string& path) {
    return {Kind::no_input, std::move(sentence), {path, 0, 0}, {}, {}};
}

// A journal that cannot be written costs no move: the run's own log has it.
void record_in_journal(const std::string& state_directory, const Record& record) {
    if (auto written = append(state_directory, record); !written)
        os::log_trouble("journal: " + base::describe(written.error()));
}

// The place that `move.to` means for a message that now has these flags.
MessagePath target_of(const MessagePath& to, const MessagePath& here) {
    return {to.maildir, here.part, to.unique, here.info};
}

Fate carry_out_one(Mover& mover, Move move, const std::string& state, Outcome& outcome) {
    const auto from = mailbox::read_message_path(move.from);
    const auto to = mailbox::read_message_path(move.to);
    if (!from || !to) {
        ++outcome.failed;
        trouble(outcome, told("is no message of a Maildir", move.from));
        return Fate::failed;
    }
    if (const auto found = mover.find(*from); found && os::is_link(found->text())) {
        ++outcome.failed;
        trouble(outcome, told("is a symbolic link, which may lead to nothing elsewhere: it stays",
                              move.from));
        return Fate::failed;
    }
    const auto here =
        mover.move(*from, [&](const MessagePath& now) { return target_of(*to, now); });
    if (!here) {
        ++outcome.failed;
        base::Failure why = here.error();
        why.place.file = move.from;
        trouble(outcome, std::move(why));
        return Fate::failed;
    }
    if (!*here) {
        ++outcome.gone;
        return Fate::gone;
    }
    ++outcome.moved;
    if ((*here)->text() != from->text())
        ++outcome.renamed;
    move.record.path = target_of(*to, **here).text();
    record_in_journal(state, move.record);
    return Fate::moved;
}

// Where the message of a planned move is, as far as that can be seen.
Fate look(Mover& mover, const Move& move) {
    const auto from = mailbox::read_message_path(move.from);
    const auto to = mailbox::read_message_path(move.to);
    if (!from || !to)
        return Fate::failed;
    const auto there = mover.find(*to);
    const auto here = mover.find(*from);
    if (there && here && same_file(there->text(), here->text()))
        ::unlink(here->text().c_str()); // interrupted between the two steps of a move
    if (there)
        return Fate::moved;
    return here ? Fate::failed : Fate::gone;
}

// Goes through the moves of a run: what `step` makes of one is noted in the run's log; where it
// gives nothing the move stays as it is. When the walk is over, what was moved is synced, before
// the log is said to be ended.
using Step = std::function<std::optional<Fate>(std::size_t number, const Move& move)>;

Result<Done> walk(const std::string& state_directory, const std::string& id, RunNotes& notes,
                  Mover& mover, const Step& step) {
    Result<Done> noted = Done{};
    auto read = each_move(state_directory, id, [&](std::size_t number, const Move& move) {
        if (const auto fate = step(number, move))
            noted = notes.is(number, *fate);
        return noted.has_value();
    });
    if (!read)
        return read;
    if (auto synced = mover.sync(); !synced)
        return synced;
    return noted;
}

Result<Done> settle_one(const std::string& state_directory, const Run& run) {
    auto notes = RunNotes::open(state_directory, run.id);
    if (!notes)
        return base::fail(notes.error());
    Mover mover;
    const auto step = [&](std::size_t number, const Move& move) -> std::optional<Fate> {
        if (number >= run.fates.size() || run.fates[number] != Fate::planned)
            return std::nullopt;
        return look(mover, move);
    };
    if (auto walked = walk(state_directory, run.id, *notes, mover, step); !walked)
        return walked;
    return notes->end();
}

// Before its flags were changed it was called move.from; new/ or cur/ and the flags are what the
// mail program has made of them meanwhile.
MessagePath back_to(const MessagePath& from, const MessagePath& to, const MessagePath& here) {
    if (here.part == to.part && here.info == to.info)
        return from;
    return {from.maildir, here.part, from.unique, here.info};
}

Fate take_back_one(Mover& mover, const Move& move, Outcome& outcome) {
    const auto from = mailbox::read_message_path(move.from);
    const auto to = mailbox::read_message_path(move.to);
    if (!from || !to)
        return Fate::moved;
    const auto here =
        mover.move(*to, [&](const MessagePath& now) { return back_to(*from, *to, now); });
    if (!here) {
        ++outcome.failed;
        base::Failure why = here.error();
        if (!os::is_directory(from->maildir))
            why.sentence = "cannot go back: its folder is gone: " + from->maildir;
        why.place.file = move.to;
        trouble(outcome, std::move(why));
        return Fate::moved;
    }
    if (!*here && mover.find(*from))
        return Fate::undone; // an undo was interrupted
    if (!*here) {
        ++outcome.gone;
        trouble(outcome, told("is no longer there: moved or deleted meanwhile", move.to));
        return Fate::lost;
    }
    ++outcome.moved;
    if ((*here)->text() != to->text())
        ++outcome.renamed;
    return Fate::undone;
}

// Takes away a folder that a run made, if there is nothing in it.
void remove_if_empty(const std::string& maildir) {
    for (const char* const part : {"/cur", "/new", "/tmp"}) {
        if (::rmdir((maildir + part).c_str()) != 0) {
            static_cast<void>(mailbox::ensure_maildir(maildir)); // what was removed of it
            return;
        }
    }
    ::unlink((maildir + "/maildirfolder").c_str());
    const std::string parent = os::parent_of(maildir);
    if (::rmdir(maildir.c_str()) == 0)
        static_cast<void>(mailbox::unsubscribe(parent, os::name_of(maildir)));
    else
        static_cast<void>(mailbox::ensure_maildir(maildir)); // a mail program keeps an index there
    static_cast<void>(os::sync_directory(parent));
}

void remove_made(const Run& run) {
    std::for_each(run.made.rbegin(), run.made.rend(), remove_if_empty);
}

Record undone_record(const Move& move, os::World& world) {
    Record record = move.record;
    record.time = world.now().seconds;
    record.path = move.from;
    const bool filed = record.place == verdict::Place::folder;
    record.place = filed ? verdict::Place::inbox : verdict::Place::folder;
    record.note = "undone";
    return record;
}

} // namespace

Result<Outcome> carry_out(const std::string& state_directory, const std::string& id) {
    const auto run = read_run(state_directory, id);
    if (!run)
        return base::fail(run.error());
    for (const std::string& folder : run->made) {
        if (auto made = mailbox::ensure_maildir(folder); !made)
            return base::fail(made.error());
    }
    auto notes = RunNotes::open(state_directory, id);
    if (!notes)
        return base::fail(notes.error());
    Outcome outcome;
    Mover mover;
    const auto walked =
        walk(state_directory, id, *notes, mover, [&](std::size_t, const Move& move) {
            return carry_out_one(mover, move, state_directory, outcome);
        });
    if (!walked)
        return base::fail(walked.error());
    if (outcome.moved == 0)
        remove_made(*run);
    if (auto ended = notes->end(); !ended)
        return base::fail(ended.error());
    return outcome;
}

Result<Done> settle(const std::string& state_directory) {
    for (const std::string& id : run_ids(state_directory)) {
        const auto run = read_run(state_directory, id);
        if (!run || run->ended || !run->ready)
            continue;
        if (auto settled = settle_one(state_directory, *run); !settled)
            return settled;
    }
    return Done{};
}

Result<Outcome> take_back(const std::string& state_directory, const std::string& id,
                          const std::function<bool(const Move&)>& wanted, os::World& world) {
    const auto run = read_run(state_directory, id);
    if (!run)
        return base::fail(run.error());
    auto notes = RunNotes::open(state_directory, id);
    if (!notes)
        return base::fail(notes.error());
    Outcome outcome;
    Mover mover;
    std::size_t left = run->count(Fate::moved);
    const auto step = [&](std::size_t number, const Move& move) -> std::optional<Fate> {
        if (number >= run->fates.size() || run->fates[number] != Fate::moved || !wanted(move))
            return std::nullopt;
        const Fate fate = take_back_one(mover, move, outcome);
        if (fate == Fate::moved)
            return std::nullopt;
        --left;
        if (fate == Fate::undone)
            record_in_journal(state_directory, undone_record(move, world));
        return fate;
    };
    if (auto walked = walk(state_directory, id, *notes, mover, step); !walked)
        return base::fail(walked.error());
    if (left == 0)
        remove_made(*run);
    if (auto synced = notes->sync(); !synced)
        return base::fail(synced.error());
    return outcome;
}

} // namespace backsift::journal
