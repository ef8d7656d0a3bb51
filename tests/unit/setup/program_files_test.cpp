#include "setup/program_files.hpp"

#include <gtest/gtest.h>

namespace backsift::setup {
namespace {

using Texts = std::vector<std::string>;

TEST(GitConfig, TellsTheAuthorAndTheServer) {
    const ProgramFile file =
        read_git_config("# mine\n[user]\n\tname = Ann\n\temail = ann@example.org\n"
                        "[sendemail]\n  from = \"Ann <ann@ann.example>\"\n"
                        "  smtpServer = mail.example.org\n[alias]\nemail = x@y.z\n");
    EXPECT_EQ(file.addresses, (Texts{"ann@example.org", "ann@ann.example"}));
    EXPECT_EQ(file.servers, Texts{"mail.example.org"});
    EXPECT_TRUE(read_git_config("[sendemail]\nsmtpServer = /usr/bin/msmtp\n").servers.empty());
}

TEST(Muttrc, TellsFoldersByItsOwnShorthand) {
    const ProgramFile file =
        read_muttrc("set record=\"=sent\"\nset folder = ~/Maildir/\nset from='ann@example.org'\n"
                    "set spoolfile=+\nset smtp_url=\"smtps://ann@mail.example.org:465/\"\n"
                    "set smtp_pass=\"secret\"\n");
    EXPECT_EQ(file.sent_folders, Texts{"~/Maildir/sent"});
    EXPECT_EQ(file.inboxes, Texts{"~/Maildir"});
    EXPECT_EQ(file.addresses, Texts{"ann@example.org"});
    EXPECT_EQ(file.servers, Texts{"mail.example.org"});
    EXPECT_EQ(read_muttrc("set record=+sent\n").sent_folders, Texts{"~/Mail/sent"});
}

TEST(Muttrc, DoesNotTakeWhatWouldHaveToBeRun) {
    const ProgramFile file =
        read_muttrc("set from=`whoami`@example.org\nset record=`date`\nset record=\"^\"\n");
    EXPECT_EQ(file.sent_folders, (Texts{"", ""}));
    EXPECT_TRUE(read_muttrc("set from=\"ann@`hostname`\"\n").addresses.empty());
}

TEST(Msmtprc, TellsFromAndHost) {
    const ProgramFile file =
        read_msmtprc("defaults\naccount a\nhost mail.example.org\nfrom ann@example.org\n"
                     "password secret\n");
    EXPECT_EQ(file.addresses, Texts{"ann@example.org"});
    EXPECT_EQ(file.servers, Texts{"mail.example.org"});
}

TEST(Procmailrc, TellsTheMaildir) {
    EXPECT_EQ(read_procmailrc("MAILDIR=$HOME/Maildir\nDEFAULT=$MAILDIR/\n").inboxes,
              Texts{"~/Maildir"});
    EXPECT_EQ(read_procmailrc("DEFAULT=/home/ann/Mail/\n").inboxes, Texts{"/home/ann/Mail"});
    EXPECT_TRUE(read_procmailrc("DEFAULT=/var/mail/ann\n").inboxes.empty());
}

TEST(Forward, TellsMaildirsAndNoPrograms) {
    EXPECT_EQ(read_forward("~/Maildir/\n").inboxes, Texts{"~/Maildir"});
    EXPECT_TRUE(read_forward("\"|/usr/bin/procmail\"\nbob@example.org\n").inboxes.empty());
}

TEST(PostfixMain, TellsTheHostAndItsRelay) {
    EXPECT_EQ(
        read_postfix_main("myhostname = mail.example.org\nrelayhost = [out.example.org]:587\n")
            .servers,
        (Texts{"mail.example.org", "out.example.org"}));
    EXPECT_TRUE(read_postfix_main("relayhost =\nmyhostname = $name\n").servers.empty());
}

TEST(ProgramFiles, TakeAnyBytes) {
    for (const char* text : {"", "=", "[", "[user", "set ", "set =\n", "from", "relayhost = [",
                             "\0=\xff", "set from=<"}) {
        for (auto* read : {read_git_config, read_muttrc, read_msmtprc, read_procmailrc,
                           read_forward, read_postfix_main})
            EXPECT_TRUE(read(text).addresses.empty()) << text;
    }
}

} // namespace
} // namespace backsift::setup
