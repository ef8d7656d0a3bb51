// The index of sent mail: `sent update` reads the folders of [sent], `sent status` says what is in
// it.
#include <chrono>
#include <string>

#include <unistd.h>

#include "base/counted.hpp"
#include "cli/commands.hpp"
#include "cli/console.hpp"
#include "cli/judgement.hpp"
#include "cli/sent_folders.hpp"
#include "mark/sent_index.hpp"
#include "message/date.hpp"
#include "os/write.hpp"

namespace backsift::cli {

using base::ExitStatus;

namespace {

// One line that overwrites itself, ten times a second.
class ProgressLine {
  public:
    void show(std::uint64_t read) {
        const auto now = std::chrono::steady_clock::now();
        if (now < next_)
            return;
        next_ = now + std::chrono::milliseconds(100);
        put("\r" + std::to_string(read) + " messages read");
        shown_ = true;
    }
    void end() {
        if (shown_)
            put("\r\033[K");
    }

  private:
    static void put(const std::string& text) {
        (void)os::write_all(STDERR_FILENO, text, "standard error");
    }
    std::chrono::steady_clock::time_point next_;
    bool shown_ = false;
};

ExitStatus update(const Invocation& invocation, os::World& world) {
    const auto config = load_config(invocation, world);
    if (!config)
        return refuse(config.error());
    ProgressLine line;
    SentOrder order;
    if (!invocation.quiet && error_is_terminal())
        order.progress = [&](std::uint64_t read) { line.show(read); };
    const auto tally = update_sent(*config, order, world);
    line.end();
    if (!tally)
        return refuse(tally.error());
    for (const base::Failure& trouble : tally->troubles)
        complain(trouble);
    if (tally->started_anew)
        complain("the index was damaged and has been made anew");
    if (!invocation.quiet) {
        const auto printed = print(base::counted(tally->read, "new message", "new messages") + ", "
                                   + std::to_string(tally->messages) + " in the index\n");
        if (!printed)
            return ExitStatus::temporary;
    }
    return tally->complete ? ExitStatus::ok : exit_status(base::Kind::no_input, Mode::person);
}

ExitStatus status(os::World& world) {
    const mark::SentIndex index(mark::sent_directory(world));
    if (const std::string trouble = index.trouble(); !trouble.empty()) {
        complain(trouble);
        return exit_status(base::Kind::no_input, Mode::person);
    }
    std::string text;
    if (const mark::SentFile* file = index.file()) {
        text +=
            base::messages(file->messages()) + ", " + std::to_string(file->bytes()) + " bytes\n";
    }
    text += std::to_string(index.in_log()) + " registered by sendmail or tag since\n";
    const auto until = index.complete_until();
    text += until ? "holds all that was in the folders at " + message::format_utc(*until) + '\n'
                  : "the folders have never been read to their ends\n";
    return print(text) ? ExitStatus::ok : ExitStatus::temporary;
}

} // namespace

base::ExitStatus run_sent(const Invocation& invocation) {
    os::RealWorld world;
    const std::string verb = invocation.operands.size() == 1 ? invocation.operands[0] : "";
    if (verb == "update")
        return update(invocation, world);
    if (verb == "status")
        return status(world);
    return refuse({base::Kind::usage, "sent needs one word: update or status", {}, {}, {}});
}

} // namespace backsift::cli
