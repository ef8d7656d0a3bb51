// Stands in for /usr/sbin/sendmail: adds the token and becomes the real program, which sees the
// same arguments (but for the marks of [envelope]) and says the same things. Whatever goes wrong
// with a mark, the mail is sent.
#include <exception>
#include <string>
#include <string_view>
#include <vector>

#include <unistd.h>

#include "cli/commands.hpp"
#include "cli/console.hpp"
#include "cli/judgement.hpp"
#include "cli/marking.hpp"
#include "mark/sendmail_arguments.hpp"
#include "os/handover.hpp"
#include "os/read.hpp"
#include "os/syslog.hpp"

namespace backsift::cli {

namespace {

void tell(const std::string& without, const base::Failure& failure) {
    const std::string text = "sendmail: sent without " + without + ": " + base::describe(failure);
    os::log_trouble(text);
    if (error_is_terminal())
        complain(text);
}

// The sender's tag and the ENVID, where [envelope] asks for them.
void mark_envelope(const config::Config& config, std::string_view message,
                   mark::SendmailArguments& arguments, os::World& world) {
    const mark::EnvelopeForm form = envelope_form(config);
    if (form == mark::EnvelopeForm::none && !config.envelope_id)
        return;
    const auto marker = make_envelope_marker(config, form);
    if (!marker)
        return tell("a mark on its envelope", marker.error());
    const message::HeaderBlock header = header_of(message);
    if (config.envelope_id)
        arguments.set_envelope_id(marker->id(header, world));
    if (form == mark::EnvelopeForm::none)
        return;
    const std::string sender = arguments.sender().value_or(marker->sender(header));
    // A sender that is none of ours (another role, a list, the null path of a report) stays.
    if (const auto tagged = marker->tagged(sender, world))
        arguments.set_sender(*tagged);
}

base::Result<std::string> with_token(const config::Config& config, std::string_view message,
                                     os::World& world, const base::Limits& limits) {
    if (config.token_header.empty() && !config.envelope_key_file.empty())
        return std::string(message);
    const auto marker = make_marker(config);
    if (!marker)
        return base::fail(marker.error());
    return marker->mark(message, world, limits);
}

// The message with its token, entered in the index as it goes out. A bug or a want of memory here
// must not keep the mail from going out.
base::Result<std::string> marked(std::string_view message, const Invocation& invocation,
                                 mark::SendmailArguments& arguments, os::World& world,
                                 const base::Limits& limits) try {
    const auto config = load_config(invocation, world);
    if (!config)
        return base::fail(config.error());
    auto out = with_token(*config, message, world, limits);
    remember_sent(*config, out ? std::string_view(*out) : message, arguments.recipients(),
                  Index::begin, world);
    mark_envelope(*config, message, arguments, world);
    return out;
} catch (const std::exception& error) {
    return base::fail(base::Kind::internal, std::string("could not mark: ") + error.what());
}

// Reads the message and makes the marked one standard input. Only what cannot be given back is a
// failure: once input was read, it must reach the program.
base::Result<base::Done> take_and_mark(const Invocation& invocation,
                                       mark::SendmailArguments& arguments) {
    os::RealWorld world;
    const base::Limits limits;
    const auto input = os::read_input(STDIN_FILENO, limits.message_bytes);
    if (!input)
        return base::fail(input.error());
    const std::string_view message = input->bytes.view();
    std::string out;
    // An empty message stays one: programs tell by that that there is nothing to send.
    if (!message.empty()) {
        if (auto done = marked(message, invocation, arguments, world, limits))
            out = std::move(*done);
        else
            tell("a token", done.error());
    }
    const std::vector<std::string_view> pieces{out.empty() ? message : std::string_view(out)};
    return os::become_input({pieces, input->more ? STDIN_FILENO : -1});
}

} // namespace

base::ExitStatus run_sendmail(const Invocation& invocation) {
    if (invocation.operands.empty()) {
        complain(
            "sendmail needs the real program behind --: backsift sendmail -- /usr/sbin/sendmail …");
        return base::ExitStatus::usage;
    }
    mark::SendmailArguments arguments(invocation.operands);
    // At a terminal a lone dot ends the message, which only the real program knows.
    if (arguments.sends_a_message() && !input_is_terminal()) {
        if (const auto taken = take_and_mark(invocation, arguments); !taken) {
            complain(taken.error());
            return base::ExitStatus::temporary;
        }
    }
    const base::Failure failure = os::become(arguments.words());
    complain(failure);
    return exit_status(failure.kind, Mode::person);
}

} // namespace backsift::cli
