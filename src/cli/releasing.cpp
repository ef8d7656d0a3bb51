#include "cli/releasing.hpp"

#include <utility>

#include "cli/invocation.hpp"
#include "cli/source.hpp"
#include "cli/telling.hpp"
#include "journal/exceptions.hpp"
#include "journal/journal.hpp"
#include "mailbox/maildir.hpp"
#include "mailbox/message_path.hpp"
#include "os/dir.hpp"
#include "os/syslog.hpp"

namespace backsift::cli {

using base::Result;

namespace {

journal::Record record_of(const message::Mail& mail, const Judged& judged, const std::string& to,
                          const std::string& run, os::World& world) {
    const deliver::Receipt receipt{
        verdict::Place::inbox, deliver::Way::maildir, to, mail.bytes.size(), {"released"}};
    journal::Record record =
        journal::record_of(&judged.verdict, telling(judged.evidence.findings, judged.verdict.kind),
                           mail, receipt, world, world.now());
    record.host = judged.evidence.reporter;
    record.arrived = judged.evidence.arrival;
    record.run = run;
    return record;
}

// The same message by its real path: what is logged must hold from anywhere.
std::optional<mailbox::MessagePath> real_message_path(const std::string& path) {
    auto out = mailbox::read_message_path(path);
    if (!out || !mailbox::is_maildir(out->maildir))
        return std::nullopt;
    const auto real = os::real_path(out->maildir);
    if (!real)
        return std::nullopt;
    out->maildir = *real;
    return out;
}

} // namespace

Result<Releaser> Releaser::make(const Folders& folders, const Judge& judge, os::World& world,
                                os::Lock how) {
    Releaser out(folders, judge, world);
    out.state_ = journal::state_directory(world);
    auto lock = journal::lock_runs(out.state_, how);
    if (!lock)
        return base::fail(lock.error());
    out.lock_ = std::move(*lock);
    if (auto settled = journal::settle(out.state_); !settled)
        return base::fail(settled.error());
    return out;
}

void Releaser::look_at(const std::string& path, journal::RunPlan& plan, Released& out,
                       std::vector<verdict::Exception>& taught) {
    const auto mail = read_mail(path, Invocation{}, judge_.limits(), world_);
    if (!mail) {
        out.unread.push_back(mail.error());
        return;
    }
    const Judged judged = judge_.judge(*mail, evidence::Effort::explain, {});
    const auto teaches = verdict::teaches(judged.evidence);
    if (teaches.empty())
        out.taught_nothing.push_back(path);
    const auto from = real_message_path(path);
    const auto inbox = from ? folders_.inbox_for(from->maildir) : std::nullopt;
    if (!inbox) {
        out.there.push_back(path);
    } else if (*inbox == from->maildir) {
        out.in_inbox.push_back(path);
    } else {
        mailbox::MessagePath to = *from;
        to.maildir = *inbox;
        const auto added = plan.add(
            {from->text(), to.text(), record_of(*mail, judged, to.text(), plan.id(), world_)});
        if (!added) {
            out.unread.push_back(added.error());
            return;
        }
    }
    taught.insert(taught.end(), teaches.begin(), teaches.end());
}

Result<Released> Releaser::release(const std::vector<std::string>& paths) {
    auto plan = journal::RunPlan::begin(state_, "release", world_);
    if (!plan)
        return base::fail(plan.error());
    Released out;
    std::vector<verdict::Exception> taught;
    for (const std::string& path : paths)
        look_at(path, *plan, out, taught);
    if (plan->moves() != 0) {
        if (auto ready = plan->ready(); !ready)
            return base::fail(ready.error());
        out.run = plan->id();
        auto outcome = journal::carry_out(state_, out.run);
        if (!outcome)
            return base::fail(outcome.error());
        out.outcome = std::move(*outcome);
    }
    if (!taught.empty()) {
        auto learnt = journal::remember(state_, taught, out.run, world_);
        if (!learnt)
            return base::fail(learnt.error());
        out.learnt = std::move(*learnt);
    }
    journal::prune_runs(state_);
    return out;
}

std::vector<std::string> dropped_beside(const std::string& folder, std::size_t most) {
    std::vector<std::string> found;
    const std::string wrong = Folders::wrong_folder_for(folder);
    for (const char* const part : {"/new/", "/cur/"}) {
        static_cast<void>(
            os::list_directory(wrong + part, [&](std::string_view name, os::EntryType type) {
                if (!name.starts_with('.') && type != os::EntryType::directory)
                    found.push_back(wrong + part + std::string(name));
                return found.size() < most;
            }));
    }
    return found;
}

std::size_t release_dropped(const std::string& folder, std::size_t most,
                            const config::Config& config, os::World& world) {
    const auto told = [](const base::Failure& failure) -> std::size_t {
        os::log_trouble("release: " + base::describe(failure));
        return 0;
    };
    const std::vector<std::string> paths = dropped_beside(folder, most);
    if (paths.empty())
        return 0;
    const auto folders = Folders::make(Invocation{}, config, world);
    if (!folders)
        return told(folders.error());
    const auto judge = Judge::make(config, {}, world);
    if (!judge)
        return told(judge.error());
    auto releaser = Releaser::make(*folders, *judge, world, os::Lock::exclusive_or_fail);
    if (!releaser)
        return told(releaser.error());
    const auto released = releaser->release(paths);
    return released ? released->outcome.moved : told(released.error());
}

} // namespace backsift::cli
