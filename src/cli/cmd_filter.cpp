// For procmail `:0 fw`, maildrop `xfilter`, Sieve `filter`: the message goes out with our field, or
// as it came when it could not be judged, or not at all, with 75 before the first byte.
#include <exception>

#include <unistd.h>

#include "cli/commands.hpp"
#include "cli/console.hpp"
#include "cli/delivery.hpp"
#include "deliver/execute.hpp"
#include "deliver/plan.hpp"
#include "deliver/stamp.hpp"
#include "os/guard.hpp"
#include "os/syslog.hpp"

namespace backsift::cli {

namespace {

// The message is out by then: nothing that goes wrong here may say otherwise.
void write_down(const Incoming& incoming, std::uint64_t bytes, os::World& world,
                os::Moment began) try {
    deliver::Receipt receipt;
    receipt.place = incoming.verdict ? incoming.verdict->place : verdict::Place::inbox;
    receipt.bytes = bytes;
    write_journal(incoming, receipt, world, began);
} catch (const std::exception&) { // no memory for a line
}

base::Result<base::Done> filter_message(const Invocation& invocation, os::World& world) {
    const os::Moment began = world.now();
    const InForce in_force = config_in_force(invocation, world);
    auto incoming = take_in(invocation, in_force, Storms::ignored, world);
    if (!incoming)
        return base::fail(incoming.error());
    if (incoming->trouble)
        os::log_trouble(*incoming->trouble);
    deliver::Plan plan;
    if (incoming->verdict)
        plan.field = deliver::field(*incoming->verdict, incoming->by);
    const auto written = deliver::pass_through(plan, incoming->mail, STDOUT_FILENO,
                                               incoming->more ? STDIN_FILENO : -1);
    if (!written)
        return base::fail(written.error());
    write_down(*incoming, *written, world, began);
    return base::Done{};
}

} // namespace

base::ExitStatus run_filter(const Invocation& invocation) {
    os::guard_process();
    os::RealWorld world;
    const auto done = filter_message(invocation, world);
    return done ? base::ExitStatus::ok : refuse(done.error(), Mode::delivery);
}

} // namespace backsift::cli
