#include "deliver/execute.hpp"

#include <exception>
#include <utility>

#include "deliver/environment.hpp"
#include "deliver/loop.hpp"
#include "deliver/stamp.hpp"
#include "mailbox/maildir.hpp"
#include "os/ancestry.hpp"
#include "os/guard.hpp"
#include "os/process.hpp"
#include "os/write.hpp"

namespace backsift::deliver {

namespace {

using base::Kind;
using base::Result;

constexpr std::int32_t k_sweep_one_in =
    64; // deliveries; reading tmp/ costs as much as a small message

struct Delivery {
    const Plan& plan;
    const message::Mail& mail;
    os::World& world;
    int rest;
};

Stamped bytes_for(const Delivery& delivery, FromLine from_line) {
    if (delivery.plan.field.empty())
        return unstamped(delivery.mail, from_line);
    return stamp(delivery.mail, delivery.plan.field, from_line);
}

// The message is delivered by then: nothing that goes wrong here may say otherwise.
void sweep_at_times(const std::string& path, os::World& world) {
    try {
        if (world.now().microseconds % k_sweep_one_in == 0)
            mailbox::sweep(path, world);
    } catch (const std::exception&) { // no memory; the next delivery sweeps
    }
}

Result<Receipt> to_maildir(const Target& target, mailbox::Missing missing,
                           const Delivery& delivery) {
    const auto path = maildir_path(target, names_of(delivery.mail, delivery.world));
    if (!path)
        return base::fail(path.error());
    const Stamped bytes = bytes_for(delivery, FromLine::drop);
    auto delivered =
        mailbox::deliver(*path, os::Source{bytes.pieces, delivery.rest}, missing, delivery.world);
    if (!delivered)
        return base::fail(delivered.error());
    sweep_at_times(*path, delivery.world);
    return Receipt{{}, Way::maildir, std::move(delivered->path), delivered->bytes, {}};
}

// Both end well when what goes round is mended: the message waits with the caller.
Result<base::Done> ensure_no_circle(const Delivery& delivery) {
    const base::Limits limits;
    if (visits(delivery.mail, limits) > limits.visits)
        return base::fail(Kind::temporary, "the message goes round in circles: it has been here "
                                               + std::to_string(limits.visits) + " times and more");
    if (os::is_handed_over())
        return base::fail(Kind::temporary, "a program that gets mail from us hands it back to us: "
                                           "name a Maildir there (--inbox)");
    return base::Done{};
}

Result<Receipt> to_program(const Target& target, const Delivery& delivery) {
    if (const auto straight = ensure_no_circle(delivery); !straight)
        return base::fail(straight.error());
    auto words = program_words(target, names_of(delivery.mail, delivery.world));
    if (!words)
        return base::fail(words.error());
    std::string name = words->front();
    const os::Program program{std::move(*words), environment_of(delivery.mail, delivery.world),
                              delivery.world.account().home, delivery.plan.program_seconds};
    const Stamped bytes = bytes_for(delivery, FromLine::keep);
    const os::HandingOver handing_over;
    const auto written = os::run_program(program, os::Source{bytes.pieces, delivery.rest});
    if (!written)
        return base::fail(written.error());
    os::guard_delivered();
    return Receipt{{}, Way::program, std::move(name), *written, {}};
}

Result<Receipt> attempt(const Target& target, mailbox::Missing missing, const Delivery& delivery) {
    if (target.way == Way::program)
        return to_program(target, delivery);
    return to_maildir(target, missing, delivery);
}

// Whatever it was: the message is to be tried again, and the reason goes to the log.
base::Failure temporary(base::Failure failure) {
    failure.kind = Kind::temporary;
    return failure;
}

} // namespace

Result<Receipt> execute(const Plan& plan, const message::Mail& mail, os::World& world, int rest) {
    const Delivery delivery{plan, mail, world, rest};
    std::vector<std::string> notes = plan.notes;
    if (plan.place == verdict::Place::folder && plan.folder) {
        auto receipt = attempt(*plan.folder, mailbox::Missing::make, delivery);
        if (receipt) {
            receipt->place = verdict::Place::folder;
            receipt->notes = std::move(notes);
            return receipt;
        }
        if (!plan.inbox || rest >= 0)
            return base::fail(temporary(receipt.error()));
        notes.push_back("the folder failed: " + base::describe(receipt.error()) + ": inbox");
    }
    if (!plan.inbox) {
        const std::string why = notes.empty() ? "no inbox is named" : notes.front();
        return base::fail(Kind::temporary, why);
    }
    auto receipt = attempt(*plan.inbox, mailbox::Missing::fail, delivery);
    if (!receipt)
        return base::fail(temporary(receipt.error()));
    receipt->notes = std::move(notes);
    return receipt;
}

Result<std::uint64_t> pass_through(const Plan& plan, const message::Mail& mail, int out, int rest) {
    const Stamped bytes = plan.field.empty() ? unstamped(mail, FromLine::keep)
                                             : stamp(mail, plan.field, FromLine::keep);
    auto written = os::write_all(out, os::Source{bytes.pieces, rest}, "standard output");
    if (!written)
        return base::fail(temporary(written.error()));
    return written;
}

} // namespace backsift::deliver
