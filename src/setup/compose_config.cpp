#include "setup/compose_config.hpp"

#include <algorithm>
#include <iterator>

#include "base/text.hpp"
#include "config/config.hpp"
#include "setup/mail_services.hpp"
#include "setup/relay_pattern.hpp"
#include "setup/toml_text.hpp"

namespace backsift::setup {

namespace {

std::string in_home(const std::string& path, const std::string& home) {
    const bool below = !home.empty() && path.starts_with(home + '/');
    return below ? '~' + path.substr(home.size()) : path;
}

// As comment lines: a setting that was not taken.
std::string commented(std::string_view setting) {
    std::string out;
    for (std::size_t at = 0; at < setting.size();)
        out += "# " + std::string(base::next_line(setting, at)) + '\n';
    return out;
}

std::string head(const Found& found, const std::string& today) {
    std::string who = base::clean(found.user, 80);
    if (!who.empty())
        who = " of " + who;
    std::string out =
        comment("The settings of Backsift for the account" + who
                + ", written by "
                  "`backsift init` on "
                + today + " from what stood there. " + std::to_string(found.mails_read)
                + (found.mails_read == 1 ? " message was" : " messages were") + " looked at.");
    for (const std::string& note : found.notes)
        out += comment("Note: " + note + '.');
    return out
           + comment("`backsift check` tells whether this file is sound, `backsift doctor` what it "
                     "is worth. Nobody but you may be able to write it.");
}

std::string identity(const Choice& choice) {
    std::string out = "\n[identity]\n" + comment("Addresses at which you receive mail.")
                      + "addresses = " + toml_list(choice.addresses) + '\n';
    if (choice.sending.empty())
        return out;
    return out + '\n' + comment("Those of them that ever send.")
           + "sending = " + toml_list(choice.sending) + "\n\n"
           + comment("If no other address of yours ever sends, say so: a bounce that comes to none "
                     "of these is then backscatter.")
           + "# sending_complete = true\n";
}

std::string deliver(const Found& found, const Choice& choice) {
    std::string out = "\n[deliver]\n";
    if (choice.inbox.empty()) {
        out += comment("No Maildir was found. Where does mail go?");
        return out + "# inbox = \"~/Maildir\"\n";
    }
    out += comment("Where mail goes: " + choice.inbox_why + '.');
    out += "inbox = " + toml_string(in_home(choice.inbox, found.home)) + '\n';
    if (choice.inbox.front() == '|') {
        out += comment("Where backscatter goes: a Maildir, made when it is first needed.");
        return out + "backscatter = \"~/Backscatter\"\n";
    }
    for (const Clue& other : found.inboxes) {
        if (other.value != choice.inbox)
            out += comment("Also found: " + in_home(other.value, found.home) + " (" + other.why
                           + ").");
    }
    return out + comment("Backscatter goes to the folder .Backscatter in it.");
}

std::string token(const Found& found, const Choice& choice) {
    const bool taken = !choice.key_file.empty();
    const std::string file =
        taken ? in_home(choice.key_file, found.home) : "~/.config/backsift/keys";
    std::string out = "\n"
                      + comment("A field that `backsift sendmail` or `backsift tag` puts into "
                                "what you send: the strongest proof that a bounce is yours.");
    if (!taken) {
        out += comment("To use it, take the # from the next four lines, run `backsift token "
                       "rotate`, and see `backsift token show`.");
    }
    const std::string setting = "[token]\nheader = \"" + std::string(k_token_header)
                                + "\"\nkey_file = " + toml_string(file) + "\ncovers = \"some\"\n";
    out += taken ? setting : commented(setting);
    return out
           + comment("Once everything from which you send adds it, phone and web included: covers "
                     "= \"all\" and since = the day. Then a bounce without it is backscatter.");
}

// A guess is only proposed where `check` would not object to it.
std::string relay_proposals(const Found& found, const Choice& choice) {
    std::string out;
    for (const Clue& clue : found.maybe_relays) {
        const bool taken =
            std::any_of(choice.relays.begin(), choice.relays.end(),
                        [&](const Clue& relay) { return base::iequals(relay.value, clue.value); });
        if (!taken && !object_to_relay(clue.value))
            out += "#   " + toml_string(clue.value) + "  " + base::clean(clue.why, 80) + '\n';
    }
    return out;
}

std::string relays(const Found& found, const Choice& choice) {
    const std::string proposals = relay_proposals(found, choice);
    if (choice.relays.empty() && proposals.empty())
        return {};
    std::string out =
        "\n" + comment("Servers through which your mail leaves. Only such as send for you alone.");
    if (!choice.relays.empty())
        out += "[relays]\nnames = " + toml_list(choice.relays) + "\ncovers = \"some\"\n";
    if (proposals.empty())
        return out;
    return out
           + comment("Your mail may leave by these, as they are seen from outside; no bounce has "
                     "shown it yet:")
           + proposals + (choice.relays.empty() ? "# [relays]\n# names = []\n" : "");
}

std::string sent(const Found& found, const Choice& choice) {
    if (choice.sent_folders.empty())
        return {};
    std::vector<Clue> folders = choice.sent_folders;
    for (Clue& folder : folders)
        folder.value = in_home(folder.value, found.home);
    return "\n"
           + comment("Copies of what you sent. `backsift sent update` makes an index of them; run "
                     "it now and then, from cron.")
           + "[sent]\nfolders = " + toml_list(folders) + "\ncovers = \"some\"\n";
}

bool is_own_domain(const Choice& choice, const std::string& domain) {
    return std::any_of(choice.addresses.begin(), choice.addresses.end(), [&](const Clue& clue) {
        return is_below(clue.value.substr(clue.value.find('@') + 1), domain);
    });
}

std::string dkim(const Found& found, const Choice& choice) {
    std::string out;
    for (const DkimChoice& key : choice.dkim) {
        out += '\n' + dkim_table(key, found.home);
    }
    for (const Clue& clue : found.dkim) {
        const std::string selector = clue.value.substr(0, clue.value.find(' '));
        const std::string domain = clue.value.substr(clue.value.find(' ') + 1);
        const bool taken =
            std::any_of(choice.dkim.begin(), choice.dkim.end(), [&](const DkimChoice& key) {
                return key.domain == domain && key.selector == selector;
            });
        if (taken || is_shared_service(domain) || !is_own_domain(choice, domain))
            continue;
        std::string words = "Your mail is signed with this key (";
        words.append(clue.why).append(
            "). A signature that comes back is proof. `backsift init --dkim ");
        words.append(selector).append("._domainkey.").append(domain).append("` fetches the key.");
        std::string file = "~/.config/backsift/";
        file.append(selector).append(1, '.').append(domain).append(".pub");
        out.append("\n").append(comment(words));
        out.append(commented(dkim_table({domain, selector, file}, "")));
    }
    return out;
}

// Whether a config can hold it, and as it was found: mail and the files of other programs may say
// anything. `setting`: as "[sent]\nfolders = ".
bool can_be_set(const std::string& setting, const std::string& value) {
    std::string text = toml_string(value);
    if (setting.ends_with('['))
        text += ']';
    return base::clean(value, k_longest_value) == value && config::read(setting + text + '\n', "");
}

std::vector<Clue> settable(const std::string& setting, const std::vector<Clue>& clues) {
    std::vector<Clue> out;
    std::copy_if(clues.begin(), clues.end(), std::back_inserter(out),
                 [&](const Clue& clue) { return can_be_set(setting, clue.value); });
    return out;
}

} // namespace

std::string dkim_table(const DkimChoice& key, const std::string& home) {
    return "[[dkim]]\ndomain = " + toml_string(key.domain)
           + "\nselector = " + toml_string(key.selector)
           + "\npublic_key = " + toml_string(in_home(key.public_key, home)) + '\n';
}

Choice obvious_choice(const Found& found) {
    Choice choice;
    choice.addresses = settable("[identity]\naddresses = [", found.addresses);
    choice.sending = settable("[identity]\nsending = [", found.sending);
    choice.sent_folders = settable("[sent]\nfolders = [", found.sent_folders);
    const auto inboxes = settable("[deliver]\ninbox = ", found.inboxes);
    if (!inboxes.empty()) {
        choice.inbox = inboxes.front().value;
        choice.inbox_why = inboxes.front().why;
    }
    for (const Clue& relay : settable("[relays]\nnames = [", found.relays)) {
        if (!object_to_relay(relay.value))
            choice.relays.push_back(relay);
    }
    return choice;
}

std::string config_text(const Found& found, const Choice& choice, const std::string& today) {
    return head(found, today) + identity(choice) + deliver(found, choice) + token(found, choice)
           + relays(found, choice) + sent(found, choice) + dkim(found, choice);
}

} // namespace backsift::setup
