// What the configs of mail programs tell of an account: pure readers of their texts. They take what
// they understand and pass over the rest; none of them runs anything.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace backsift::setup {

// What one file says; "" and empty where it does not.
struct ProgramFile {
    std::vector<std::string> addresses;    // of its user
    std::vector<std::string> sent_folders; // paths, "~/" in front where they lie in the home
    std::vector<std::string> inboxes;      // likewise
    std::vector<std::string> servers;      // to which it hands mail
};

// git-config(1): user.email, sendemail.from, sendemail.smtpServer.
[[nodiscard]] ProgramFile read_git_config(std::string_view text);

// muttrc(5): from, record, folder, spoolfile, smtp_url; "+" and "=" stand for folder.
[[nodiscard]] ProgramFile read_muttrc(std::string_view text);

// msmtp(1): from, host.
[[nodiscard]] ProgramFile read_msmtprc(std::string_view text);

// procmailrc(5): DEFAULT and MAILDIR, where they name Maildirs.
[[nodiscard]] ProgramFile read_procmailrc(std::string_view text);

// forward(5): the Maildirs it names; a line with a bar is no place.
[[nodiscard]] ProgramFile read_forward(std::string_view text);

// postconf(5): myhostname and relayhost, as servers.
[[nodiscard]] ProgramFile read_postfix_main(std::string_view text);

} // namespace backsift::setup
