// Looks at the account, asks where a person is there to answer, writes a config and says which line
// brings the mail. Changes nothing else; a key is made only when it is asked for.
#include <algorithm>
#include <optional>
#include <string>

#include <unistd.h>

#include "base/text.hpp"
#include "cli/commands.hpp"
#include "cli/config_writer.hpp"
#include "cli/console.hpp"
#include "cli/dkim_fetch.hpp"
#include "cli/init_choice.hpp"
#include "cli/judgement.hpp"
#include "cli/questions.hpp"
#include "config/config.hpp"
#include "mark/keys.hpp"
#include "message/date.hpp"
#include "os/dir.hpp"
#include "setup/account_survey.hpp"
#include "setup/check.hpp"
#include "setup/connections.hpp"

namespace backsift::cli {

using base::Done;
using base::Failure;
using base::Kind;
using base::Result;

namespace {

std::string config_path(const Invocation& invocation, os::World& world) {
    return absolute(config::candidates(where_config(invocation, world)).front());
}

Result<Done> make_key(const std::string& path, os::World& world) {
    if (os::is_there(path))
        return print("The key file " + path + " is there already and stays as it is.\n");
    const auto id = mark::rotate_keys(path, world);
    if (!id)
        return base::fail(id.error());
    return print("Made the key " + *id + " in " + path + ". See: backsift token show\n");
}

std::string own_path() {
    std::string path(4096, '\0');
    const ssize_t length = ::readlink("/proc/self/exe", path.data(), path.size());
    if (length <= 0 || static_cast<std::size_t>(length) == path.size())
        return "/usr/local/bin/backsift";
    path.resize(static_cast<std::size_t>(length));
    return path;
}

// Pasted without one, the line would leave all mail with the MTA.
constexpr const char* k_name_an_inbox =
    "(needs an inbox, and none was found: make a Maildir, then backsift init --inbox DIR)\n";

std::string connect(const setup::Found& found, const setup::Choice& choice,
                    const std::string& config) {
    const bool maildir = !choice.inbox.empty() && choice.inbox.front() != '|';
    const std::string inbox =
        choice.inbox.starts_with("~/") ? found.home + choice.inbox.substr(1) : choice.inbox;
    const std::string folder = maildir ? inbox + "/.Backscatter" : found.home + "/Backscatter";
    const setup::Paths paths{own_path(), config, inbox, folder};
    std::string text = "\nNothing comes to Backsift yet. Paste the lines for the program that "
                       "delivers your mail:\n";
    for (const setup::Connection& connection : setup::connections()) {
        const auto door =
            std::find_if(found.doors.begin(), found.doors.end(),
                         [&](const setup::Door& one) { return one.caller == connection.caller; });
        const bool lacks_inbox = choice.inbox.empty() && connection.delivers();
        const std::string lines =
            lacks_inbox ? k_name_an_inbox : setup::lines_for(connection, paths);
        text += "\n  " + std::string(connection.where)
                + (door == found.doors.end() ? "" : "; you have " + door->path) + ":\n";
        std::size_t at = 0;
        while (at < lines.size())
            text += "    " + std::string(base::next_line(lines, at)) + '\n';
        if (lines.empty())
            text += "    a path holds characters that would need quoting: see contrib/\n";
    }
    return text + "\nThen: backsift doctor tells what your bounces will be known by.\n";
}

// May the config be written, and what becomes of one that is there? Nothing: the person said no.
Result<std::optional<Old>> permission(const std::string& path, const Invocation& invocation) {
    const bool may_ask = !invocation.yes && input_is_terminal();
    const bool is_there = !invocation.dry_run && os::is_there(path);
    if (is_there && !invocation.force && !may_ask) {
        return base::fail(Failure{Kind::usage,
                                  "there is a config already",
                                  {path, 0, 0},
                                  {},
                                  "--force replaces it and keeps the old one beside it"});
    }
    if (!may_ask && !invocation.yes && !invocation.dry_run) {
        return base::fail(Failure{Kind::usage,
                                  "init asks questions, and here is no terminal",
                                  {},
                                  {},
                                  "--yes takes what is found, --dry-run shows it"});
    }
    if (!is_there)
        return std::optional(Old::must_not_be);
    if (invocation.force)
        return std::optional(Old::is_kept);
    if (ask_whether(path + " is there. Replace it, and keep it beside the new one?", false))
        return std::optional(Old::is_kept);
    return std::optional<Old>();
}

setup::Found look_around(const Invocation& invocation, os::World& world) {
    setup::SurveyOrder order;
    order.sent_extra = invocation.sent_folders;
    if (invocation.inbox.starts_with('/'))
        order.inbox_extra = {invocation.inbox};
    return setup::survey(world, order);
}

// With a config that stays as it is: the keys that were asked for, and what to write into it.
Result<Done> only_fetch(const std::string& path, const Invocation& invocation, os::World& world) {
    const auto keys = fetch_keys(invocation.dkim_names, os::parent_of(path));
    if (!keys)
        return base::fail(keys.error());
    if (!invocation.dry_run) {
        if (auto stored = store_keys(*keys, world); !stored)
            return stored;
    }
    std::string text = path + " stays as it is. Unless it has them, write into it:\n";
    for (const FetchedKey& key : *keys)
        text += '\n' + setup::dkim_table(key.choice, world.account().home);
    return print(text);
}

std::string counted(std::size_t n, const char* one, const char* many) {
    return (n == 0 ? "no" : std::to_string(n)) + ' ' + (n == 1 ? one : many);
}

std::string done_text(const std::string& path, const std::string& old,
                      const setup::Choice& choice) {
    std::string text =
        "Wrote " + path + " with " + counted(choice.addresses.size(), "address", "addresses") + ", "
        + counted(choice.relays.size(), "relay", "relays") + " and "
        + counted(choice.sent_folders.size(), "folder", "folders") + " of sent mail.\n";
    if (!old.empty())
        text += "The config before is " + old + ".\n";
    if (!choice.sent_folders.empty())
        text += "Run backsift sent update once, and then from cron.\n";
    return text;
}

// What was asked for is written, but does not work: an inbox that is not there, a relay that is
// everybody's.
Result<Done> first_error(config::Config config, os::World& world) {
    if (auto expanded = config::expand_home(config, world.account().home); !expanded)
        return expanded;
    for (const setup::Remark& remark : setup::check(config, setup::real_surroundings())) {
        if (remark.severity == setup::Severity::error)
            return base::fail(
                Failure{Kind::config, remark.sentence, remark.place, remark.line, remark.hint});
    }
    return Done{};
}

Result<Done> init(const Invocation& invocation, os::World& world) {
    const std::string path = config_path(invocation, world);
    if (!invocation.dkim_names.empty() && !invocation.force && os::is_there(path))
        return only_fetch(path, invocation, world);
    const auto old = permission(path, invocation);
    if (!old)
        return base::fail(old.error());
    if (!*old)
        return print("Nothing was changed.\n");
    const auto keys = fetch_keys(invocation.dkim_names, os::parent_of(path));
    if (!keys)
        return base::fail(keys.error());
    const setup::Found found = look_around(invocation, world);
    setup::Choice choice = setup::obvious_choice(found);
    if (auto heeded = heed_options(choice, invocation, found); !heeded)
        return heeded;
    for (const FetchedKey& key : *keys)
        choice.dkim.push_back(key.choice);
    bool wants_key = invocation.key;
    if (!invocation.yes && !invocation.dry_run)
        ask_about(choice, invocation, wants_key);
    if (wants_key)
        choice.key_file = os::parent_of(path) + "/keys";
    const std::string today = message::format_utc(world.now().seconds).substr(0, 10);
    const std::string text = setup::config_text(found, choice, today);
    auto config = config::read(text, path);
    if (!config)
        return base::fail(config.error());
    if (invocation.dry_run)
        return print(text);
    if (auto stored = store_keys(*keys, world); !stored)
        return stored;
    const auto kept = write_config(path, text, **old, world);
    if (!kept)
        return base::fail(kept.error());
    if (auto told = print(done_text(path, *kept, choice)); !told)
        return told;
    if (wants_key) {
        if (auto made = make_key(choice.key_file, world); !made)
            return made;
    }
    if (auto told = print(connect(found, choice, invocation.config.empty() ? "" : path)); !told)
        return told;
    return first_error(std::move(*config), world);
}

} // namespace

base::ExitStatus run_init(const Invocation& invocation) {
    os::RealWorld world;
    const auto done = init(invocation, world);
    return done ? base::ExitStatus::ok : refuse(done.error());
}

} // namespace backsift::cli
