// For outgoing mail: what goes in comes out with the token field on top.
#include <unistd.h>

#include "cli/commands.hpp"
#include "cli/console.hpp"
#include "cli/judgement.hpp"
#include "cli/marking.hpp"
#include "os/read.hpp"

namespace backsift::cli {

namespace {

base::Result<base::Done> tag(const Invocation& invocation, os::World& world) {
    const auto config = load_config(invocation, world);
    if (!config)
        return base::fail(config.error());
    const auto marker = make_marker(*config);
    if (!marker)
        return base::fail(marker.error());
    const base::Limits limits;
    const auto input = os::read_input(STDIN_FILENO, limits.message_bytes);
    if (!input)
        return base::fail(input.error());
    if (input->more)
        return base::fail(base::Kind::malformed, "the message is over the limit of message_bytes");
    const auto tagged = marker->mark(input->bytes.view(), world, limits);
    if (!tagged)
        return base::fail(tagged.error());
    remember_sent(*config, *tagged, {}, Index::go_on, world);
    return print(*tagged);
}

} // namespace

base::ExitStatus run_tag(const Invocation& invocation) {
    os::RealWorld world;
    const auto done = tag(invocation, world);
    if (done)
        return base::ExitStatus::ok;
    return refuse(done.error());
}

} // namespace backsift::cli
