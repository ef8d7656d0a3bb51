#include "setup/account_survey.hpp"

#include <algorithm>
#include <array>
#include <cstdint>
#include <deque>

#include <sys/stat.h>
#include <unistd.h>

#include "base/text.hpp"
#include "mailbox/maildir.hpp"
#include "mailbox/walk.hpp"
#include "os/dir.hpp"
#include "os/file.hpp"
#include "setup/mailbox_survey.hpp"
#include "setup/program_files.hpp"

namespace backsift::setup {

namespace {

constexpr std::size_t k_longest_config = 1U << 20U;

struct KnownFile {
    std::string_view path; // in the home, or of the system
    ProgramFile (*read)(std::string_view);
    bool servers_send; // may its servers stand in the trace of mail that came back?
};
constexpr std::array k_home_files{
    KnownFile{".gitconfig", read_git_config, true},
    KnownFile{".config/git/config", read_git_config, true},
    KnownFile{".muttrc", read_muttrc, true},
    KnownFile{".mutt/muttrc", read_muttrc, true},
    KnownFile{".config/mutt/muttrc", read_muttrc, true},
    KnownFile{".neomuttrc", read_muttrc, true},
    KnownFile{".config/neomutt/neomuttrc", read_muttrc, true},
    KnownFile{".msmtprc", read_msmtprc, true},
    KnownFile{".config/msmtp/config", read_msmtprc, true},
    KnownFile{".procmailrc", read_procmailrc, false},
    KnownFile{".forward", read_forward, false},
};

// Files by which mail comes in, and the caller that reads each (connections.hpp).
struct DoorFile {
    std::string_view path;
    std::string_view caller;
};
constexpr std::array k_doors{
    DoorFile{".procmailrc", "procmail"}, DoorFile{".mailfilter", "maildrop"},
    DoorFile{".dovecot.sieve", "sieve"}, DoorFile{"sieve", "sieve"},
    DoorFile{".fdm.conf", "fdm"},        DoorFile{".forward", "forward"},
};

// What mail programs call the folder of sent mail, in lower case, behind "." or "INBOX.".
constexpr std::array<std::string_view, 9> k_sent_names{"sent",          "sent-mail", "sent items",
                                                       "sent messages", "sent mail", "gesendet",
                                                       "envoyés",       "enviados",  "sent_mail"};

std::string text_of(const std::string& path) {
    const auto text = os::read_file(path, k_longest_config, os::Trust::anyone);
    return text ? std::string(text->view()) : std::string();
}

bool is_there(const std::string& path) {
    struct stat seen {};
    return ::stat(path.c_str(), &seen) == 0;
}

class AccountSurvey {
  public:
    AccountSurvey(os::World& world, const SurveyOrder& order) : order_(order) {
        found_.user = world.account().user;
        found_.home = world.account().home;
        found_.host_name = world.host_name();
    }

    Found run() {
        look_at_names();
        for (const KnownFile& file : k_home_files)
            look_at(file, found_.home + '/' + std::string(file.path),
                    "~/" + std::string(file.path));
        look_at({"", read_postfix_main, true}, order_.system_files + "/postfix/main.cf",
                order_.system_files + "/postfix/main.cf");
        look_at_doors();
        look_for_inboxes();
        look_for_sent_folders();
        read_mail();
        return std::move(found_);
    }

  private:
    void look_at_names() {
        const std::string path = order_.system_files + "/mailname";
        const std::string name(base::trim(text_of(path)));
        const bool named = name.find('.') != std::string::npos;
        if (named && !found_.user.empty())
            add_clue(found_.addresses, found_.user + '@' + name, "the login name and " + path);
        else if (found_.host_name.find('.') != std::string::npos && !found_.user.empty())
            add_clue(found_.addresses, found_.user + '@' + found_.host_name,
                     "the login name and the host's name");
    }

    void look_at(const KnownFile& file, const std::string& path, const std::string& shown) {
        const std::string text = text_of(path);
        const ProgramFile said = file.read(text);
        for (const std::string& address : said.addresses) {
            add_clue(found_.addresses, address, "in " + shown);
            add_clue(found_.sending, address, "in " + shown);
        }
        for (const std::string& folder : said.sent_folders)
            add_sent(expanded(folder), "in " + shown);
        for (const std::string& inbox : said.inboxes)
            add_inbox(expanded(inbox), "in " + shown);
        for (const std::string& server : said.servers) {
            if (file.servers_send)
                add_clue(found_.maybe_relays, server, "in " + shown);
        }
    }

    void look_at_doors() {
        for (const DoorFile& door : k_doors) {
            if (is_there(found_.home + '/' + std::string(door.path)))
                found_.doors.push_back({std::string(door.caller), "~/" + std::string(door.path)});
        }
    }

    void look_for_inboxes() {
        for (const std::string& inbox : order_.inbox_extra)
            add_inbox(inbox, "you named it");
        for (const std::string_view name : {"Maildir", ".maildir", "mail/INBOX"})
            add_inbox(found_.home + '/' + std::string(name), "it is there");
        const std::string spool = order_.spool + '/' + found_.user;
        if (!found_.inboxes.empty() || found_.user.empty() || !is_there(spool))
            return;
        mboxes_.push_back(spool);
        if (::access("/usr/bin/procmail", X_OK) == 0) {
            add_clue(found_.inboxes, "|/usr/bin/procmail -d " + found_.user,
                     "mail lies in " + spool + ", an mbox, which procmail writes");
        } else {
            found_.notes.push_back("mail lies in " + spool
                                   + ", an mbox: Backsift writes Maildirs, or hands mail to a "
                                     "program that writes that file");
        }
    }

    void look_for_sent_folders() {
        for (const std::string& folder : order_.sent_extra)
            add_sent(folder, "you named it");
        for (const Clue& inbox : found_.inboxes) {
            if (inbox.value.starts_with('/'))
                look_for_sent_in(inbox.value);
        }
        for (const std::string_view name : {"Mail", "mail", ""})
            look_for_sent_in(found_.home + (name.empty() ? "" : "/") + std::string(name));
    }

    void look_for_sent_in(const std::string& folder) {
        std::vector<std::string> names;
        (void)os::list_directory(folder, [&](std::string_view name, os::EntryType) {
            std::string_view plain = name;
            plain.remove_prefix(plain.starts_with('.') ? 1 : 0);
            if (base::istarts_with(plain, "INBOX."))
                plain.remove_prefix(6);
            const std::string lower = base::to_lower(plain);
            if (std::find(k_sent_names.begin(), k_sent_names.end(), lower) != k_sent_names.end())
                names.emplace_back(name);
            return true;
        });
        std::sort(names.begin(), names.end());
        for (const std::string& name : names)
            add_sent(std::string(folder).append(1, '/').append(name), "by its name");
    }

    [[nodiscard]] std::string expanded(const std::string& path) const {
        return path.starts_with("~/") ? found_.home + path.substr(1) : path;
    }

    void add_inbox(const std::string& path, const std::string& why) {
        if (path.starts_with('/') && mailbox::is_maildir(path))
            add_clue(found_.inboxes, path, why);
    }

    // A Maildir or a file; a plain folder of that name is none.
    void add_sent(const std::string& path, const std::string& why) {
        const bool there =
            path.starts_with('/')
            && (mailbox::is_maildir(path) || (is_there(path) && !os::is_directory(path)));
        if (there)
            add_clue(found_.sent_folders, path, why);
    }

    void read_mail() {
        MailboxSurvey mails;
        for (const Clue& folder : found_.sent_folders)
            read_folder(folder.value, [&](const message::Mail& mail) {
                mails.add_sent(mail, shown(folder.value));
            });
        std::vector<std::string> received = mboxes_;
        for (const Clue& inbox : found_.inboxes) {
            if (inbox.value.starts_with('/'))
                received.push_back(inbox.value);
        }
        for (const std::string& folder : received)
            read_folder(
                folder, [&](const message::Mail& mail) { mails.add_received(mail); }, Skip::sent);
        mails.tell(found_);
    }

    [[nodiscard]] std::string shown(const std::string& path) const {
        const bool in_home = !found_.home.empty() && path.starts_with(found_.home + '/');
        return in_home ? '~' + path.substr(found_.home.size()) : path;
    }

    [[nodiscard]] bool is_sent(const std::string& path) const {
        return std::any_of(
            found_.sent_folders.begin(), found_.sent_folders.end(),
            [&](const Clue& folder) { return path.starts_with(folder.value + '/'); });
    }

    enum class Skip : std::uint8_t { nothing, sent };

    // Sent folders may lie in the inbox.
    template<class Visit>
    void read_folder(const std::string& folder, const Visit& visit, Skip skip = Skip::nothing) {
        std::deque<mailbox::Entry> last;
        const auto walked =
            mailbox::walk(folder, {[&](mailbox::Entry entry) {
                                       if (skip == Skip::sent && is_sent(entry.path))
                                           return true;
                                       last.push_back(std::move(entry));
                                       if (last.size() > order_.most_mails)
                                           last.pop_front();
                                       return true;
                                   },
                                   [](const base::Failure&) {}});
        if (!walked)
            return;
        constexpr std::size_t k_enough = std::size_t{256}
                                         << 10U; // a returned header stands in front
        const base::Limits limits;
        for (const mailbox::Entry& entry : last) {
            if (auto bytes = mailbox::read(entry, k_enough))
                visit(message::parse(std::move(*bytes), {}, limits));
        }
    }

    const SurveyOrder& order_;
    Found found_;
    std::vector<std::string> mboxes_;
};

} // namespace

Found survey(os::World& world, const SurveyOrder& order) {
    return AccountSurvey(world, order).run();
}

} // namespace backsift::setup
