#include "setup/compose_config.hpp"

#include <gtest/gtest.h>

#include "config/config.hpp"
#include "setup/connections.hpp"
#include "setup/dkim_record.hpp"
#include "setup/toml_text.hpp"

namespace backsift::setup {
namespace {

Found ann() {
    Found found;
    found.user = "ann";
    found.home = "/home/ann";
    found.addresses = {{"ann@example.org", "in ~/.gitconfig"}, {"*@ann.example", "mail came"}};
    found.sending = {{"ann@example.org", "in ~/.gitconfig"}};
    found.inboxes = {{"/home/ann/Maildir", "it is there"}, {"/home/ann/.maildir", "it is there"}};
    found.sent_folders = {{"/home/ann/Maildir/.Sent", "by its name"}};
    found.relays = {
        {"mail.example.org", "a bounce"}, {"mail-sor-f41.google.com", "a bounce"}, {"laptop", "x"}};
    found.maybe_relays = {{"smtp.example.org", "in ~/.msmtprc"},
                          {"smtp.gmail.com", "in ~/.msmtprc"}};
    found.dkim = {{"s1 example.org", "signed"}, {"x amazonses.com", "signed"}};
    return found;
}

base::Result<config::Config> read_back(const Found& found, const Choice& choice) {
    return config::read(config_text(found, choice, "2026-11-21"), "c.toml");
}

TEST(ComposeConfig, ReadsBackAsWhatWasFound) {
    const Found found = ann();
    const auto config = read_back(found, obvious_choice(found));
    ASSERT_TRUE(config) << base::describe(config.error());
    EXPECT_EQ(config->addresses, (std::vector<std::string>{"ann@example.org", "*@ann.example"}));
    EXPECT_EQ(config->sending, std::vector<std::string>{"ann@example.org"});
    EXPECT_FALSE(config->sending_complete);
    EXPECT_EQ(config->inbox, "~/Maildir");
    EXPECT_EQ(config->sent_folders, std::vector<std::string>{"~/Maildir/.Sent"});
    EXPECT_EQ(config->sent_covers, "some");
    EXPECT_EQ(config->relay_names, std::vector<std::string>{"mail.example.org"})
        << "no provider, no name without a dot";
    EXPECT_EQ(config->token_header, "") << "a key is made only when it is asked for";
    EXPECT_TRUE(config->dkim.empty());
}

TEST(ComposeConfig, ProposesTheRestAsComments) {
    const Found found = ann();
    const std::string text = config_text(found, obvious_choice(found), "2026-11-21");
    EXPECT_NE(text.find("\n#   \"smtp.example.org\"  in ~/.msmtprc\n"), std::string::npos) << text;
    EXPECT_EQ(text.find("smtp.gmail.com"), std::string::npos);
    EXPECT_NE(text.find("s1._domainkey.example.org"), std::string::npos);
    EXPECT_EQ(text.find("amazonses"), std::string::npos);
    EXPECT_NE(text.find("# Also found: ~/.maildir"), std::string::npos);
    EXPECT_NE(text.find("\n# [token]\n# header = "), std::string::npos);
}

// muttrc's `set record = Sent` means a file in whatever folder mutt is started in.
TEST(ComposeConfig, TakesOnlyWhatAConfigCanHold) {
    Found found = ann();
    found.sent_folders.insert(found.sent_folders.begin(), {"Sent", "in ~/.muttrc"});
    found.inboxes.insert(found.inboxes.begin(),
                         {{"mail", "x"}, {"/home/ann/two  blanks", "x"}, {"|procmail", "x"}});
    found.addresses.push_back({"\x01@example.org", "a mail"});
    const auto config = read_back(found, obvious_choice(found));
    ASSERT_TRUE(config) << base::describe(config.error());
    EXPECT_EQ(config->sent_folders, std::vector<std::string>{"~/Maildir/.Sent"});
    EXPECT_EQ(config->inbox, "~/Maildir");
    EXPECT_EQ(config->addresses, (std::vector<std::string>{"ann@example.org", "*@ann.example"}));
}

TEST(ComposeConfig, OfNothingIsAnEmptyConfig) {
    const auto config = read_back({}, obvious_choice({}));
    ASSERT_TRUE(config) << base::describe(config.error());
    EXPECT_TRUE(config->addresses.empty());
    EXPECT_EQ(config->inbox, "");
}

TEST(ComposeConfig, TakesAKeyAndADkimRecord) {
    Choice choice = obvious_choice(ann());
    choice.key_file = "/home/ann/.config/backsift/keys";
    choice.dkim = {{"example.org", "s1", "/home/ann/s1.txt"}};
    const auto config = read_back(ann(), choice);
    ASSERT_TRUE(config) << base::describe(config.error());
    EXPECT_EQ(config->token_key_file, "~/.config/backsift/keys");
    EXPECT_EQ(config->token_covers, "some");
    ASSERT_EQ(config->dkim.size(), 1U);
    EXPECT_EQ(config->dkim[0].public_key, "~/s1.txt");
    EXPECT_EQ(config_text(ann(), choice, "x").find("signed with this key"), std::string::npos);
}

TEST(ComposeConfig, SaysNoMoreThanTheMailThatItWasFoundIn) {
    const std::string evil = "a\"]\n[token]\nheader=\"X\"\r\x1b[31m\\\u202e# ";
    Found found = ann();
    found.user = found.host_name = evil;
    for (auto* clues : {&found.addresses, &found.sending, &found.inboxes, &found.sent_folders,
                        &found.relays, &found.maybe_relays, &found.dkim})
        clues->push_back({evil, evil});
    found.notes.push_back(evil);
    EXPECT_TRUE(read_back(found, obvious_choice(found))) << "nobody chose it";
    Choice choice = obvious_choice(ann());
    for (auto* clues : {&choice.addresses, &choice.sending, &choice.sent_folders, &choice.relays})
        clues->push_back({evil, evil});
    const std::string text = config_text(found, choice, "2026-11-21");
    for (const char c : text)
        EXPECT_TRUE(c == '\n' || static_cast<unsigned char>(c) >= ' ') << static_cast<int>(c);
    EXPECT_EQ(text.find("\u202e"), std::string::npos);
    const auto config = config::read(text, "c.toml");
    ASSERT_FALSE(config) << "a relative path is refused, and nothing else";
    EXPECT_NE(config.error().sentence.find("must be an absolute path"), std::string::npos)
        << base::describe(config.error());
    Choice without = choice;
    without.sent_folders.clear();
    const auto sound = config::read(config_text(found, without, "2026-11-21"), "c.toml");
    ASSERT_TRUE(sound) << base::describe(sound.error());
    EXPECT_EQ(sound->token_header, "");
    EXPECT_EQ(sound->addresses.size(), 3U);
}

TEST(TomlString, IsOneLineWhateverItHolds) {
    EXPECT_EQ(toml_string("a\"b\\c"), "\"a\\\"b\\\\c\"");
    EXPECT_EQ(toml_string("a\nb").find('\n'), std::string::npos);
    EXPECT_EQ(comment(""), "");
    EXPECT_EQ(comment("one"), "# one\n");
}

TEST(Connections, PutThePathsIn) {
    const Paths paths{"/usr/bin/backsift", "", "/home/ann/Maildir",
                      "/home/ann/Maildir/.Backscatter"};
    ASSERT_EQ(connections().front().caller, "forward");
    EXPECT_EQ(lines_for(connections().front(), paths),
              "\"|/usr/bin/backsift deliver --inbox /home/ann/Maildir || exit 75\"\n");
    for (const Connection& connection : connections()) {
        const std::string lines = lines_for(connection, paths);
        EXPECT_NE(lines.find("backsift"), std::string::npos) << connection.caller;
        EXPECT_EQ(lines.find("@FOLDER@"), std::string::npos);
        EXPECT_EQ(lines.find("@CONFIG@"), std::string::npos);
        EXPECT_EQ(lines.find("@INBOX@"), std::string::npos);
    }
    const Paths with{"/b", "/c.toml", "|/usr/bin/procmail -d ann", "/f"};
    EXPECT_EQ(lines_for(connections().front(), with),
              "\"|/b deliver --config /c.toml || exit 75\"\n");
}

TEST(Connections, AreNotMadeOfPathsThatWouldBreakOut) {
    for (const char* bad :
         {"/home/ann b", "/home/$(id)", "/home/a;b", "/home/a\"b", "/home/a\nb"}) {
        EXPECT_EQ(lines_for(connections().front(), {bad, "", "/m", "/f"}), "") << bad;
        EXPECT_EQ(lines_for(connections().front(), {"/b", bad, "/m", "/f"}), "") << bad;
        EXPECT_EQ(lines_for(connections().front(), {"/b", "", "/m", bad}), "") << bad;
        EXPECT_EQ(lines_for(connections().front(), {"/b", "", bad, "/f"}),
                  "\"|/b deliver || exit 75\"\n")
            << bad;
    }
}

// RFC 8463 A.2.
constexpr const char* k_key = "v=DKIM1; k=ed25519; p=11qYAYKxCrfVS/7TyWQHOg7hcvPapiMlrwIaaPcHURo=";

TEST(DkimRecord, TellsWhoseItIs) {
    const auto named = read_dkim_record(
        "S1._domainkey.Example.org. 3600 IN TXT \"" + std::string(k_key) + "\"\n", "/r", {});
    ASSERT_TRUE(named) << base::describe(named.error());
    EXPECT_EQ(named->selector + ' ' + named->domain, "s1 example.org");
    const auto guessed = read_dkim_record(k_key, "/r", {{"s2 example.net", ""}});
    ASSERT_TRUE(guessed);
    EXPECT_EQ(guessed->selector + ' ' + guessed->domain, "s2 example.net");
    EXPECT_FALSE(read_dkim_record(k_key, "/r", {}));
    EXPECT_FALSE(read_dkim_record(k_key, "/r", {{"a b.test", ""}, {"c d.test", ""}}));
    EXPECT_FALSE(read_dkim_record("v=DKIM1; p=", "/r", {{"s2 example.net", ""}}));
}

} // namespace
} // namespace backsift::setup
