#include "cli/filing.hpp"

#include <algorithm>
#include <utility>

#include "base/counted.hpp"
#include "cli/console.hpp"
#include "cli/exit_status.hpp"
#include "cli/moving.hpp"
#include "cli/releasing.hpp"
#include "cli/report_format.hpp"
#include "cli/telling.hpp"
#include "journal/journal.hpp"
#include "mailbox/maildir.hpp"
#include "mailbox/message_path.hpp"
#include "mailbox/walk.hpp"
#include "os/dir.hpp"

namespace backsift::cli {

using base::Done;
using base::ExitStatus;
using base::Kind;
using base::Result;

namespace {

constexpr std::size_t k_most_dropped = 1000;

journal::Record record_of(const report::Entry& entry, const std::string& to, const std::string& run,
                          os::World& world) {
    journal::Record record;
    record.time = world.now().seconds;
    record.id = journal::new_record_id(world);
    record.judged = journal::Judged{entry.verdict.kind, entry.verdict.verdict, entry.verdict.proof};
    record.place = verdict::Place::folder;
    const auto by = telling(entry.findings, entry.verdict.kind);
    for (const std::string& id : by)
        record.by += (record.by.empty() ? "" : ",") + id;
    record.from = entry.reverse_path;
    record.subject = entry.subject;
    record.host = entry.host;
    record.arrived = entry.time;
    record.bytes = entry.bytes;
    record.path = to;
    record.run = run;
    return record;
}

base::Failure not_for_apply(const std::string& path) {
    const auto message = mailbox::read_message_path(os::real_path(path).value_or(path));
    if (message && mailbox::is_maildir(message->maildir)) {
        return {Kind::usage,
                "is one message: --apply takes a Maildir or a folder of them",
                {path, 0, 0},
                {},
                "name the Maildir: " + message->maildir};
    }
    return {Kind::usage,
            "is a file: --apply moves messages of a Maildir only; an mbox file cannot be changed "
            "safely while others deliver to it or read it",
            {path, 0, 0},
            {},
            "scan it without --apply to see what is in it"};
}

} // namespace

Result<Filing> Filing::begin(const Invocation& invocation, const config::Config& config,
                             os::World& world) {
    auto folders = Folders::make(invocation, config, world);
    if (!folders)
        return base::fail(folders.error());
    Filing out(std::move(*folders), Selection(invocation.folders, {}), world);
    out.state_ = journal::state_directory(world);
    const bool apply = invocation.apply && !invocation.dry_run;
    for (const std::string& path : invocation.operands) {
        auto real = os::real_path(path);
        if (apply && real && !os::is_directory(*real))
            return base::fail(not_for_apply(path));
        if (real)
            out.named_.insert(std::move(*real));
    }
    if (!apply)
        return out;
    for (const std::string& maildir : out.named_) {
        if (mailbox::is_maildir(maildir))
            out.released_ +=
                release_dropped(out.folders_.folder_for(maildir), k_most_dropped, config, world);
    }
    auto plan = journal::RunPlan::begin(out.state_, "scan", world);
    if (!plan)
        return base::fail(plan.error());
    out.plan_.emplace(std::move(*plan));
    return out;
}

// As an operand, or with --folder.
bool Filing::is_named(const std::string& maildir) const {
    if (named_.count(maildir) != 0)
        return true;
    return std::any_of(named_.begin(), named_.end(), [&](const std::string& root) {
        return maildir.starts_with(root + '/')
               && chosen_.names_folder(mailbox::folder_name(root, maildir));
    });
}

const Filing::Home& Filing::home_of(const std::string& maildir) {
    const auto known = homes_.find(maildir);
    if (known != homes_.end())
        return known->second;
    Home home;
    home.maildir = os::real_path(maildir).value_or(maildir);
    home.folder = folders_.folder_for(home.maildir);
    if (home.maildir == home.folder)
        home.fate = Fate::there;
    else if ((is_spared(home.maildir) || home.maildir == Folders::wrong_folder_for(home.folder))
             && !is_named(home.maildir))
        home.fate = Fate::spared;
    return homes_.emplace(maildir, std::move(home)).first->second;
}

Result<Done> Filing::plan(const report::Entry& entry, const Home& home) {
    auto path = *mailbox::read_message_path(entry.path);
    path.maildir = home.maildir;
    mailbox::MessagePath to = path;
    to.maildir = home.folder;
    if (into_.count(home.folder) == 0 && !mailbox::is_maildir(home.folder)) {
        if (auto made = plan_->made(home.folder); !made)
            return made;
    }
    return plan_->add({path.text(), to.text(), record_of(entry, to.text(), plan_->id(), world_)});
}

void Filing::take(const report::Entry& entry) {
    if (entry.verdict.place != verdict::Place::folder || failure_)
        return;
    if (entry.offset) {
        ++in_mbox_;
        return;
    }
    const auto path = mailbox::read_message_path(entry.path);
    if (!path || !mailbox::is_maildir(path->maildir)) {
        ++in_no_maildir_;
        return;
    }
    const Home& home = home_of(path->maildir);
    if (home.fate == Fate::spared)
        ++spared_;
    if (home.fate != Fate::filed)
        return;
    if (os::is_link(entry.path)) {
        ++links_;
        return;
    }
    if (plan_) {
        if (auto planned = plan(entry, home); !planned)
            failure_ = planned.error();
    }
    ++into_[home.folder];
}

Result<journal::Outcome> Filing::carry_out() {
    if (failure_)
        return base::fail(*failure_);
    if (plan_->moves() == 0)
        return journal::Outcome{};
    const auto lock = journal::lock_runs(state_);
    if (!lock)
        return base::fail(lock.error());
    if (auto settled = journal::settle(state_); !settled)
        return base::fail(settled.error());
    if (auto ready = plan_->ready(); !ready)
        return base::fail(ready.error());
    auto outcome = journal::carry_out(state_, plan_->id());
    journal::prune_runs(state_);
    return outcome;
}

std::string Filing::left_behind() const {
    std::string text;
    if (released_ != 0)
        text +=
            base::messages(released_) + " of .NotBackscatter released first, and learnt from.\n";
    if (in_mbox_ != 0)
        text += base::messages(in_mbox_) + " in mbox files: --apply leaves these alone.\n";
    if (in_no_maildir_ != 0)
        text += base::messages(in_no_maildir_) + " in no Maildir: --apply leaves these alone.\n";
    if (links_ != 0)
        text += base::counted(links_, "message is a symbolic link", "messages are symbolic links")
                + ": left there, for what leads somewhere may lead to nothing elsewhere.\n";
    if (spared_ != 0)
        text +=
            base::messages(spared_)
            + " in trash, junk, sent mail or drafts: left there, unless you name that folder.\n";
    return text;
}

ExitStatus Filing::finish(const Invocation& invocation, bool whole) {
    std::string text;
    ExitStatus status = ExitStatus::ok;
    if (plan_ && !whole) {
        text += "The scan did not come to its end: nothing was moved.\n";
    } else if (plan_) {
        const auto outcome = carry_out();
        if (!outcome) {
            status = refuse(outcome.error());
            if (!plan_->is_ready())
                complain("nothing was moved");
            return status;
        }
        status = refuse_troubles(*outcome);
        text += base::messages(outcome->moved) + " moved";
        if (into_.size() == 1)
            text += " to " + into_.begin()->first;
        text += outcome->moved == 0
                    ? ".\n"
                    : " in run " + plan_->id() + "; \"backsift undo\" takes it back.\n";
        if (outcome->gone != 0)
            text += base::messages(outcome->gone) + " had been moved or deleted meanwhile.\n";
        if (outcome->failed != 0)
            text += base::messages(outcome->failed) + " could not be moved and stayed.\n";
        text += left_behind();
    } else if (!into_.empty() || invocation.dry_run) {
        text += "A dry run: nothing was moved.\n";
        for (const auto& [folder, number] : into_)
            text += "--apply would move " + base::messages(number) + " to " + folder + ".\n";
        text += left_behind();
    }
    if (invocation.quiet)
        return status;
    if (wanted_format(invocation) != Format::text || !invocation.output.empty()) {
        if (plan_)
            print_error(text);
        return status;
    }
    if (!text.empty() && !print('\n' + text))
        return ExitStatus::temporary;
    return status;
}

} // namespace backsift::cli
