#include "cli/init_choice.hpp"

#include <algorithm>
#include <string>
#include <vector>

#include "base/text.hpp"
#include "cli/config_writer.hpp"
#include "cli/console.hpp"
#include "cli/questions.hpp"
#include "os/dir.hpp"
#include "os/file.hpp"
#include "setup/check.hpp"
#include "setup/dkim_record.hpp"

namespace backsift::cli {

using base::Done;
using base::Result;

namespace {

std::vector<setup::Clue> named(const std::vector<std::string>& values) {
    std::vector<setup::Clue> clues;
    for (const std::string& value : values)
        setup::add_clue(clues, value, "you named it");
    return clues;
}

void ask_about_list(const std::string& question, std::vector<setup::Clue>& clues) {
    std::string proposed;
    for (const setup::Clue& clue : clues) {
        proposed += (proposed.empty() ? "" : ", ") + clue.value;
        (void)print("  " + base::clean(clue.value, 120) + "  (" + base::clean(clue.why, 120)
                    + ")\n");
    }
    const std::string said = ask_for(question, proposed);
    if (said == proposed)
        return;
    std::vector<setup::Clue> chosen;
    for (const std::string_view piece : base::split(said, ',')) {
        const std::string_view value = base::trim(piece);
        const auto known = std::find_if(clues.begin(), clues.end(), [&](const setup::Clue& clue) {
            return base::iequals(clue.value, value);
        });
        if (!value.empty() && value != "-")
            setup::add_clue(chosen, value, known == clues.end() ? "you named it" : known->why);
    }
    clues = std::move(chosen);
}

// check would only warn of these, and nobody who names one means it.
Result<Done> sound(const Invocation& invocation, const std::string& home) {
    for (const std::string& address : invocation.addresses) {
        if (!setup::may_be_address(address)) {
            return base::fail(
                base::Failure{base::Kind::usage,
                              '"' + base::clean(address, 120) + "\" is no mail address",
                              {},
                              {},
                              "local part, @ and domain: ann@example.org"});
        }
    }
    for (const std::string& folder : invocation.sent_folders) {
        if (!os::is_there(folder.starts_with("~/") ? home + folder.substr(1) : folder))
            return base::fail(base::Kind::no_input, "there is no such folder of sent mail",
                              {folder, 0, 0});
    }
    return Done{};
}

} // namespace

// What the command line says goes before what was found.
Result<Done> heed_options(setup::Choice& choice, const Invocation& invocation,
                          const setup::Found& found) {
    if (auto named_well = sound(invocation, found.home); !named_well)
        return named_well;
    if (!invocation.addresses.empty()) {
        choice.addresses = named(invocation.addresses);
        choice.sending = choice.addresses;
    }
    if (!invocation.relays.empty())
        choice.relays = named(invocation.relays);
    if (!invocation.sent_folders.empty())
        choice.sent_folders = named(invocation.sent_folders);
    if (!invocation.inbox.empty()) {
        choice.inbox = invocation.inbox;
        choice.inbox_why = "you named it";
    }
    if (invocation.dkim_record.empty())
        return Done{};
    constexpr std::size_t k_longest_record = std::size_t{64} << 10U;
    const auto text = os::read_file(invocation.dkim_record, k_longest_record, os::Trust::anyone);
    if (!text)
        return base::fail(text.error());
    auto record =
        setup::read_dkim_record(text->view(), absolute(invocation.dkim_record), found.dkim);
    if (!record)
        return base::fail(record.error());
    choice.dkim.push_back(std::move(*record));
    return Done{};
}

void ask_about(setup::Choice& choice, const Invocation& invocation, bool& wants_key) {
    (void)print("An empty answer takes what stands in brackets, - takes none.\n\n");
    if (invocation.addresses.empty()) {
        ask_about_list("Your addresses, with commas:", choice.addresses);
        std::erase_if(choice.sending, [&](const setup::Clue& sending) {
            return std::none_of(choice.addresses.begin(), choice.addresses.end(),
                                [&](const setup::Clue& address) {
                                    return base::glob_matches(address.value, sending.value);
                                });
        });
    }
    if (invocation.inbox.empty()) {
        choice.inbox = ask_for("Where mail goes, a Maildir:", choice.inbox);
        if (choice.inbox == "-")
            choice.inbox.clear();
    }
    if (invocation.sent_folders.empty() && !choice.sent_folders.empty())
        ask_about_list("Folders with copies of sent mail:", choice.sent_folders);
    if (invocation.relays.empty() && !choice.relays.empty())
        ask_about_list("Servers through which your mail leaves:", choice.relays);
    if (!wants_key)
        wants_key = ask_whether("Make a secret key, for a token in what you send?", false);
}

} // namespace backsift::cli
