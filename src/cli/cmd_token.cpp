// The token's keys, and how to get the token into outgoing mail. A key is never printed; a fixed
// value is, by `show` alone, because it has to be pasted.
#include <algorithm>
#include <array>
#include <string>
#include <string_view>
#include <vector>

#include "base/text.hpp"
#include "cli/commands.hpp"
#include "cli/console.hpp"
#include "cli/judgement.hpp"
#include "cli/marking.hpp"
#include "cli/source.hpp"
#include "mark/recipes.hpp"
#include "mark/tag.hpp"
#include "message/date.hpp"
#include "message/returned.hpp"

namespace backsift::cli {

using base::ExitStatus;
using base::Kind;
using base::Result;

namespace {

constexpr std::string_view k_fixed_strength =
    "The value never changes, so everybody to whom you ever wrote knows it: a bounce that returns\n"
    "it is taken for genuine, and nothing more. Its absence counts like that of any token.\n";
constexpr std::string_view k_keyed_strength =
    "Each message gets a token of its own, made with a secret key: a bounce that returns it is\n"
    "proven genuine, and a forged token is found out.\n";

std::string recipe_names() {
    std::string names;
    for (const mark::Recipe& recipe : mark::recipes()) {
        names += (names.empty() ? "" : ", ") + std::string(recipe.name);
    }
    return names;
}

Result<const mark::Recipe*> recipe_for(const std::string& name) {
    if (const mark::Recipe* recipe = mark::find_recipe(name))
        return recipe;
    std::vector<std::string_view> names;
    for (const mark::Recipe& recipe : mark::recipes())
        names.push_back(recipe.name);
    const auto near = base::closest(name, names);
    return base::fail(base::Failure{Kind::usage,
                                    "nothing is known about \"" + name + '"',
                                    {},
                                    {},
                                    near ? "did you mean \"" + std::string(*near) + "\"?"
                                         : "known are " + recipe_names()});
}

std::string show_all(const mark::Marker& marker) {
    const std::string_view strength = marker.is_keyed() ? k_keyed_strength : k_fixed_strength;
    std::string out(strength);
    if (!marker.is_keyed()) {
        const std::string weak = mark::weakness(marker.value());
        out += "\nThe field: " + marker.header() + ": " + marker.value() + '\n';
        if (!weak.empty())
            out += weak + '\n';
    }
    return out + "\nbacksift token show --for PROGRAM tells where to put it: " + recipe_names()
           + "\n";
}

// The mark and DKIM, where the program is a server that may sign.
std::string signing(const mark::Recipe& recipe) {
    if (recipe.signing.empty())
        return {};
    return '\n' + std::string(mark::k_signing_rule) + std::string(recipe.signing);
}

std::string show_for(const mark::Marker& marker, const mark::Recipe& recipe) {
    const std::string_view text = marker.is_keyed() ? recipe.keyed : recipe.fixed;
    const std::string name(recipe.name);
    if (text.empty() && marker.is_keyed()) {
        return name
               + " cannot run a program for each message. Send its mail through a server or "
                 "command that does\n"
                 "(--for postfix, exim, msmtp), or give it a fixed [token] value, which is "
                 "weaker.\n";
    }
    if (text.empty()) {
        return name
               + " cannot add a field that never changes. With [token] key_file it can add a "
                 "better one.\n";
    }
    return "Paste into " + std::string(recipe.where) + ":\n\n"
           + mark::filled(recipe, text, marker.header(), marker.value()) + '\n'
           + std::string(marker.is_keyed() ? k_keyed_strength : k_fixed_strength) + signing(recipe);
}

// For somebody who has no token yet.
std::string show_example(const mark::Recipe* recipe) {
    std::string text =
        "There is no [token] in the config yet. An example of one, for each message anew:\n\n"
        "[token]\nheader = \"X-Mail-Token\"\nkey_file = \"~/.config/backsift/keys\"\ncovers = "
        "\"some\"\n\n"
        "or with a value that never changes, which is weaker:\n\n"
        "[token]\nheader = \"X-Mail-Token\"\nvalue = \"at least sixteen characters of your "
        "own\"\ncovers = \"some\"\n\n"
        "Then backsift token rotate makes the key, where it is one. ";
    if (recipe == nullptr)
        return text + "backsift token show --for PROGRAM tells where to put it:\n" + recipe_names()
               + '\n';
    text += "What to paste would be, into\n" + std::string(recipe->where) + ":\n";
    if (!recipe->keyed.empty())
        text += "\nwith a key:\n\n" + mark::filled(*recipe, recipe->keyed, "X-Mail-Token", "");
    if (!recipe->fixed.empty())
        text +=
            "\nwith a value:\n\n" + mark::filled(*recipe, recipe->fixed, "X-Mail-Token", "VALUE");
    return text + signing(*recipe);
}

Result<ExitStatus> show(const Invocation& invocation, os::World&, const config::Config& config) {
    const mark::Recipe* recipe = nullptr;
    if (!invocation.program.empty()) {
        const auto found = recipe_for(invocation.program);
        if (!found)
            return base::fail(found.error());
        recipe = *found;
    }
    std::string text;
    if (config.token_header.empty()) {
        text = show_example(recipe);
    } else {
        const auto marker = make_marker(config);
        if (!marker)
            return base::fail(marker.error());
        text = recipe == nullptr ? show_all(*marker) : show_for(*marker, *recipe);
    }
    const auto printed = print(text);
    if (!printed)
        return base::fail(printed.error());
    return ExitStatus::ok;
}

Result<ExitStatus> rotate(const Invocation&, os::World& world, const config::Config& config) {
    const std::string& file =
        config.token_key_file.empty() ? config.envelope_key_file : config.token_key_file;
    if (file.empty()) {
        return base::fail(base::Failure{Kind::config,
                                        "there is no [token] key_file in the config",
                                        {config.file, 0, 0},
                                        {},
                                        "key_file = \"~/.config/backsift/keys\""});
    }
    const auto id = mark::rotate_keys(file, world);
    if (!id)
        return base::fail(id.error());
    const auto printed = print("key " + *id + " signs from now on; older ones only verify\n");
    if (!printed)
        return base::fail(printed.error());
    return ExitStatus::ok;
}

Result<ExitStatus> list(const Invocation&, os::World&, const config::Config& config) {
    const auto marker = make_marker(config);
    if (!marker)
        return base::fail(marker.error());
    std::string text;
    const proof::TokenKey* signs = mark::signing_key(marker->keys());
    for (const mark::StoredKey& key : marker->keys()) {
        const std::string_view state = &key.key == signs ? "signs"
                                       : key.retired     ? "retired, verifies"
                                                         : "verifies";
        text += key.key.id + "  " + key.created + "  " + std::string(state) + '\n';
    }
    if (!marker->is_keyed()) {
        text =
            "no keys: a fixed value of " + std::to_string(marker->value().size()) + " characters\n";
        const std::string weak = mark::weakness(marker->value());
        if (!weak.empty())
            text += weak + '\n';
    }
    const auto printed = print(text);
    if (!printed)
        return base::fail(printed.error());
    return ExitStatus::ok;
}

std::string sentence(const mark::Reading& reading, bool keyed) {
    using State = mark::Reading::State;
    if (!keyed)
        return reading.state == State::good ? "the fixed value" : "another value than ours";
    if (reading.state == State::strange)
        return "no token that can be read, or of a key that is not in the key file";
    const std::string key = "key " + reading.key_id + ", "
                            + message::format_utc(reading.day * proof::k_day_seconds).substr(0, 10);
    if (reading.state == State::unfitting)
        return key + ": not made with this key for an address of ours";
    const std::string address =
        reading.identity.empty() ? "nobody in particular" : base::clean(reading.identity, 120);
    return key + ": good, for " + address;
}

// The lines for one header; true when one of its tokens is good.
bool tell(std::string& to, std::string_view where, const message::HeaderBlock& header,
          const mark::Marker& marker) {
    bool good = false;
    const std::vector<mark::Reading> readings = marker.read(header);
    for (const mark::Reading& reading : readings) {
        good = good || reading.state == mark::Reading::State::good;
        to += std::string(where) + ": " + sentence(reading, marker.is_keyed()) + '\n';
    }
    if (readings.empty())
        to += std::string(where) + ": no " + base::clean(marker.header(), 80) + '\n';
    return good;
}

Result<ExitStatus> verify(const Invocation& invocation, os::World& world,
                          const config::Config& config) {
    const auto marker = make_marker(config);
    if (!marker)
        return base::fail(marker.error());
    const std::string path = invocation.operands.size() > 1 ? invocation.operands[1] : "-";
    const base::Limits limits;
    const auto mail = read_mail(path, invocation, limits, world);
    if (!mail)
        return base::fail(mail.error());
    std::string text;
    message::Defects defects;
    bool good = tell(text, "the message itself", mail->header, *marker);
    if (const auto returned = message::find_returned(*mail, limits, defects)) {
        good = tell(text, "the message it returns", returned->header, *marker) || good;
    }
    const auto printed = print(text);
    if (!printed)
        return base::fail(printed.error());
    return good ? ExitStatus::ok : ExitStatus::not_it;
}

// The address or ENVID to send with, for programs and servers that set it themselves: one line.
Result<ExitStatus> envelope(const Invocation& invocation, os::World& world,
                            const config::Config& config) {
    const mark::EnvelopeForm form = envelope_form(config);
    const auto marker = make_envelope_marker(
        config, form == mark::EnvelopeForm::none ? mark::EnvelopeForm::plus : form);
    if (!marker)
        return base::fail(marker.error());
    const auto first = std::find_if(config.addresses.begin(), config.addresses.end(),
                                    [](const std::string& address) {
                                        return address.find_first_of("*?") == std::string::npos;
                                    });
    if (invocation.operands.size() < 2 && first == config.addresses.end()) {
        return base::fail(Kind::usage,
                          "token envelope needs an ADDRESS: none stands in [identity] addresses");
    }
    const auto tagged =
        marker->tagged(invocation.operands.size() > 1 ? invocation.operands[1] : *first, world);
    if (!tagged)
        return base::fail(tagged.error());
    const auto printed = print(*tagged + '\n');
    if (!printed)
        return base::fail(printed.error());
    return ExitStatus::ok;
}

Result<ExitStatus> envid(const Invocation& invocation, os::World& world,
                         const config::Config& config) {
    const auto marker = make_envelope_marker(config, mark::EnvelopeForm::none);
    if (!marker)
        return base::fail(marker.error());
    std::string header;
    if (invocation.operands.size() > 1) {
        // Without a form nothing is added: it is asked whether the address is ours.
        const auto ours = marker->tagged(invocation.operands[1], world);
        if (!ours)
            return base::fail(ours.error());
        header = "From: " + *ours + "\n\n";
    }
    const auto printed = print(marker->id(header_of(header), world) + '\n');
    if (!printed)
        return base::fail(printed.error());
    return ExitStatus::ok;
}

struct Verb {
    std::string_view name;
    std::size_t most_operands;
    Result<ExitStatus> (*run)(const Invocation&, os::World&, const config::Config&);
};
constexpr std::array k_verbs{Verb{"show", 1, show},         Verb{"rotate", 1, rotate},
                             Verb{"list", 1, list},         Verb{"verify", 2, verify},
                             Verb{"envelope", 2, envelope}, Verb{"envid", 2, envid}};

Result<ExitStatus> run(const Invocation& invocation, os::World& world) {
    const std::string name = invocation.operands.empty() ? "" : invocation.operands.front();
    const auto* const verb =
        std::find_if(k_verbs.begin(), k_verbs.end(), [&](const Verb& v) { return v.name == name; });
    if (verb == k_verbs.end() || invocation.operands.size() > verb->most_operands) {
        return base::fail(Kind::usage, "token takes one of show, rotate, list, verify [FILE], "
                                       "envelope [ADDRESS] and envid [ADDRESS]");
    }
    if (!invocation.program.empty() && verb->run != show) {
        return base::fail(Kind::usage, "--for belongs to token show");
    }
    const auto config = load_config(invocation, world);
    if (!config)
        return base::fail(config.error());
    return verb->run(invocation, world, *config);
}

} // namespace

ExitStatus run_token(const Invocation& invocation) {
    os::RealWorld world;
    const auto status = run(invocation, world);
    if (status)
        return *status;
    complain(status.error());
    return exit_status(status.error().kind, Mode::person);
}

} // namespace backsift::cli
