// An MTA waits: nothing is printed, and the answer is 0 or 75. Reasons go to the journal and
// syslog.
#include <exception>

#include <unistd.h>

#include "cli/commands.hpp"
#include "cli/console.hpp"
#include "cli/delivery.hpp"
#include "cli/releasing.hpp"
#include "deliver/execute.hpp"
#include "deliver/plan.hpp"
#include "journal/journal.hpp"
#include "journal/storm.hpp"
#include "mailbox/message_path.hpp"
#include "os/guard.hpp"
#include "os/syslog.hpp"

namespace backsift::cli {

namespace {

// For the next of its kind: are they coming in a storm? What only trouble of ours keeps from being
// told may be true, and makes none.
void note_for_storm(const Incoming& incoming, const config::Config& config, os::World& world) {
    if (config.storm == 0 || !incoming.verdict || incoming.unsure
        || incoming.verdict->verdict != verdict::Word::unverifiable)
        return;
    const auto noted = journal::note_unverifiable(journal::state_directory(world),
                                                  incoming.verdict->kind, world.now().seconds);
    if (!noted)
        os::log_trouble("storm: " + base::describe(noted.error()));
}

// Messages released from .NotBackscatter while an MTA waits.
constexpr std::size_t k_patience = 20;

// The message is delivered by then: nothing that goes wrong here may say otherwise.
void write_down(const Incoming& incoming, const deliver::Receipt& receipt,
                const config::Config& config, os::World& world, os::Moment began) try {
    write_journal(incoming, receipt, world, began);
    note_for_storm(incoming, config, world);
    if (receipt.place != verdict::Place::folder || receipt.way != deliver::Way::maildir)
        return;
    if (const auto path = mailbox::read_message_path(receipt.path))
        release_dropped(path->maildir, k_patience, config, world);
} catch (const std::exception&) { // no memory for a line
}

base::Result<base::Done> deliver_message(const Invocation& invocation, os::World& world,
                                         os::Moment began) {
    const InForce in_force = config_in_force(invocation, world);
    if (in_force.trouble)
        os::log_trouble(*in_force.trouble);
    auto incoming = take_in(invocation, in_force, Storms::heeded, world);
    if (!incoming)
        return base::fail(incoming.error());
    const deliver::Plan plan = incoming->verdict ? deliver::plan(*incoming->verdict, incoming->mail,
                                                                 in_force.config, incoming->by)
                                                 : deliver::plan_unjudged(in_force.config);
    const auto receipt =
        deliver::execute(plan, incoming->mail, world, incoming->more ? STDIN_FILENO : -1);
    if (!receipt)
        return base::fail(receipt.error());
    write_down(*incoming, *receipt, in_force.config, world, began);
    return base::Done{};
}

} // namespace

base::ExitStatus run_deliver(const Invocation& invocation) {
    os::guard_process();
    os::RealWorld world;
    const auto done = deliver_message(invocation, world, world.now());
    return done ? base::ExitStatus::ok : refuse(done.error(), Mode::delivery);
}

} // namespace backsift::cli
