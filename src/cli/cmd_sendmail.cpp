// Stands in for /usr/sbin/sendmail: adds the token and becomes the real program, which sees the
// same arguments and says the same things. Whatever goes wrong with the token, the mail is sent.
#include <algorithm>
#include <exception>
#include <string>
#include <string_view>
#include <vector>

#include <unistd.h>

#include "base/text.hpp"
#include "cli/commands.hpp"
#include "cli/console.hpp"
#include "cli/judgement.hpp"
#include "cli/marking.hpp"
#include "os/handover.hpp"
#include "os/read.hpp"
#include "os/syslog.hpp"

namespace backsift::cli {

namespace {

// sendmail(1) is more than a way to send: with -bs it speaks SMTP, with -bp, -bi, -bv, -q and the
// like it reads no message. Then its standard input is none of our business. Only -bm, which is
// also the default, reads a message.
bool is_another_errand(std::string_view argument) {
    return (argument.starts_with("-b") && argument != "-bm") || argument.starts_with("-q") || argument == "-I"
           || argument == "--version" || argument == "--help";
}

bool sends_a_message(const std::vector<std::string>& words) {
    const auto end = std::find(words.begin(), words.end(), "--");
    return std::none_of(words.begin(), end, is_another_errand);
}

void tell(const base::Failure& failure) {
    const std::string text = "sendmail: sent without a token: " + base::describe(failure);
    os::log_trouble(text);
    if (error_is_terminal()) complain(text);
}

// A bug or a want of memory here must not keep the mail from going out either.
base::Result<std::string> marked(std::string_view message, const Invocation& invocation, os::World& world,
                                 const base::Limits& limits) try {
    const auto config = load_config(invocation, world);
    if (!config) return base::fail(config.error());
    remember_sent(*config, message, world);
    const auto marker = make_marker(*config);
    if (!marker) return base::fail(marker.error());
    return marker->mark(message, world, limits);
} catch (const std::exception& error) {
    return base::fail(base::Kind::internal, std::string("could not mark: ") + error.what());
}

// Reads the message and makes the marked one standard input. Only what cannot be given back is a
// failure: once input was read, it must reach the program.
base::Result<base::Done> take_and_mark(const Invocation& invocation) {
    os::RealWorld world;
    const base::Limits limits;
    const auto input = os::read_input(STDIN_FILENO, limits.message_bytes);
    if (!input) return base::fail(input.error());
    const std::string_view message = input->bytes.view();
    std::string out;
    // An empty message stays one: programs tell by that that there is nothing to send.
    if (!message.empty()) {
        if (auto done = marked(message, invocation, world, limits)) out = std::move(*done);
        else tell(done.error());
    }
    const std::vector<std::string_view> pieces{out.empty() ? message : std::string_view(out)};
    return os::become_input({pieces, input->more ? STDIN_FILENO : -1});
}

}  // namespace

base::ExitStatus run_sendmail(const Invocation& invocation) {
    const std::vector<std::string>& words = invocation.operands;
    if (words.empty()) {
        complain("sendmail needs the real program behind --: backsift sendmail -- /usr/sbin/sendmail …");
        return base::ExitStatus::usage;
    }
    // At a terminal a lone dot ends the message, which only the real program knows.
    if (sends_a_message(words) && !input_is_terminal()) {
        if (const auto taken = take_and_mark(invocation); !taken) {
            complain(taken.error());
            return base::ExitStatus::temporary;
        }
    }
    const base::Failure failure = os::become(words);
    complain(failure);
    return exit_status(failure.kind, Mode::person);
}

}  // namespace backsift::cli
