#include <gtest/gtest.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cstdlib>
#include <filesystem>
#include <fstream>

#include "config/config.hpp"

namespace backsift::config {
namespace {

class Load : public testing::Test {
  protected:
    void SetUp() override {
        std::string pattern = testing::TempDir() + "backsift-load-XXXXXX";
        ASSERT_NE(::mkdtemp(pattern.data()), nullptr);
        root_ = pattern;
        where_.home = root_ + "/home";
        where_.system = root_ + "/etc/config.toml";
        std::filesystem::create_directories(where_.home + "/.config/backsift");
        std::filesystem::create_directories(root_ + "/etc");
    }
    void TearDown() override { std::filesystem::remove_all(root_); }

    static void write(const std::string& path, const std::string& text, mode_t mode = 0600) {
        std::ofstream(path) << text;
        ASSERT_EQ(::chmod(path.c_str(), mode), 0);
    }
    [[nodiscard]] std::string own() const { return where_.home + "/.config/backsift/config.toml"; }

    std::string root_;
    Where where_;
};

TEST_F(Load, GivesTheDefaultsWhereThereIsNoFile) {
    const base::Result<Config> config = load(where_);
    ASSERT_TRUE(config);
    EXPECT_EQ(config->file, "");
    EXPECT_EQ(config->preset, "careful");
}

TEST_F(Load, PrefersTheChosenFileThenTheUsersThenTheSystems) {
    write(where_.system, "[policy]\npreset = \"strict\"\n");
    EXPECT_EQ(load(where_)->preset, "strict");
    write(own(), "");
    EXPECT_EQ(load(where_)->preset, "careful");
    EXPECT_EQ(load(where_)->file, own());
    where_.chosen = where_.system;
    EXPECT_EQ(load(where_)->file, where_.system);
}

TEST_F(Load, LooksInXdgConfigHomeOnlyWhereItIsAbsolute) {
    write(own(), "");
    where_.xdg_config_home = "relative";
    EXPECT_EQ(load(where_)->file, own());
    where_.xdg_config_home = root_ + "/xdg";
    std::filesystem::create_directories(where_.xdg_config_home + "/backsift");
    write(where_.xdg_config_home + "/backsift/config.toml", "");
    EXPECT_EQ(load(where_)->file, where_.xdg_config_home + "/backsift/config.toml");
}

TEST_F(Load, FailsWhereTheChosenFileIsMissing) {
    where_.chosen = root_ + "/nowhere.toml";
    const base::Result<Config> config = load(where_);
    ASSERT_FALSE(config);
    EXPECT_EQ(config.error().kind, base::Kind::no_input);
    where_.chosen = "/dev/null";
    EXPECT_TRUE(load(where_));
}

TEST_F(Load, DoesNotPassOverABrokenFile) {
    write(where_.system, "");
    write(own(), "[polcy]\n");
    const base::Result<Config> config = load(where_);
    ASSERT_FALSE(config);
    EXPECT_EQ(config.error().place.file, own());
    EXPECT_EQ(config.error().hint, "did you mean \"policy\"?");
}

TEST_F(Load, RefusesAFileThatOthersMayWrite) {
    write(own(), "", 0602);
    const base::Result<Config> config = load(where_);
    ASSERT_FALSE(config);
    EXPECT_EQ(config.error().kind, base::Kind::permission);
    EXPECT_EQ(config.error().place.file, own());
}

TEST_F(Load, RefusesWhatOthersMayWriteEvenBeforeASoundSystemFile) {
    write(where_.system, "");
    write(own(), "", 0602);
    EXPECT_FALSE(load(where_));
}

TEST_F(Load, FollowsALinkAndJudgesTheFileAtItsEnd) {
    const std::string kept = root_ + "/dotfiles.toml";
    write(kept, "[policy]\npreset = \"strict\"\n");
    ASSERT_EQ(::symlink(kept.c_str(), own().c_str()), 0);
    ASSERT_TRUE(load(where_));
    EXPECT_EQ(load(where_)->preset, "strict");
    ASSERT_EQ(::chmod(kept.c_str(), 0666), 0);
    EXPECT_FALSE(load(where_));
}

TEST_F(Load, RefusesWhatIsNoRegularFileWithoutWaiting) {
    ASSERT_EQ(::mkfifo(own().c_str(), 0600), 0);
    ASSERT_FALSE(load(where_));
    EXPECT_EQ(load(where_).error().sentence, "is not a regular file");
    where_.chosen = root_;
    ASSERT_FALSE(load(where_));
    EXPECT_EQ(load(where_).error().sentence, "is not a regular file");
}

TEST_F(Load, DoesNotPassOverALinkToNothing) {
    write(where_.system, "");
    ASSERT_EQ(::symlink((root_ + "/unmounted.toml").c_str(), own().c_str()), 0);
    ASSERT_FALSE(load(where_));
    EXPECT_EQ(load(where_).error().kind, base::Kind::no_input);
    EXPECT_EQ(load(where_).error().place.file, own());
}

TEST_F(Load, RefusesALoopOfLinks) {
    ASSERT_EQ(::symlink(own().c_str(), own().c_str()), 0);
    ASSERT_FALSE(load(where_));
    EXPECT_EQ(load(where_).error().kind, base::Kind::permission);
}

TEST_F(Load, RefusesAFileOfMoreThanAMebibyte) {
    write(own(), std::string((1U << 20U) + 1, '#'));
    ASSERT_FALSE(load(where_));
    EXPECT_EQ(load(where_).error().kind, base::Kind::config);
    write(own(), std::string(1U << 20U, '#'));
    EXPECT_TRUE(load(where_));
}

TEST_F(Load, PutsTheHomeIntoEveryPath) {
    write(own(), "[deliver]\ninbox = \"~/Maildir\"\nbackscatter = \"| ~/bin/f ~/x\"\n"
                 "[rules]\nfiles = [\"~/r.toml\", \"/r.toml\"]\n"
                 "[token]\nheader = \"X-Mine\"\nkey_file = \"~\"\ncovers = \"some\"\n"
                 "[relays]\nnames = [\"~/not-a-path\"]\n"
                 "[[dkim]]\ndomain = \"~\"\nselector = \"s\"\npublic_key = \"~/k\"\n");
    const base::Result<Config> config = load(where_);
    ASSERT_TRUE(config) << base::describe(config.error());
    EXPECT_EQ(config->inbox, where_.home + "/Maildir");
    EXPECT_EQ(config->backscatter, "| " + where_.home + "/bin/f ~/x");
    EXPECT_EQ(config->rule_files, (std::vector<std::string>{where_.home + "/r.toml", "/r.toml"}));
    EXPECT_EQ(config->token_key_file, where_.home);
    EXPECT_EQ(config->relay_names, std::vector<std::string>{"~/not-a-path"});
    EXPECT_EQ(config->dkim[0].public_key, where_.home + "/k");
    EXPECT_EQ(config->dkim[0].domain, "~");
}

TEST_F(Load, FailsWhereAPathNeedsAHomeThatIsNotThere) {
    write(where_.system, "[deliver]\ninbox = \"~/Maildir\"\n");
    where_.home = "";
    const base::Result<Config> config = load(where_);
    ASSERT_FALSE(config);
    EXPECT_EQ(config.error().place.line, 2U);
}

TEST(ExpandHome, WritesNoDoubleSlash) {
    Config config;
    config.inbox = "~/Maildir";
    ASSERT_TRUE(expand_home(config, "/home/ann/"));
    EXPECT_EQ(config.inbox, "/home/ann/Maildir");
    config.inbox = "~/Maildir";
    ASSERT_TRUE(expand_home(config, "/"));
    EXPECT_EQ(config.inbox, "/Maildir");
}

TEST(Candidates, AreTheChosenFileAlone) {
    EXPECT_EQ(candidates({"x.toml", "/home/ann", "", "/etc/c"}),
              std::vector<std::string>{"x.toml"});
    EXPECT_EQ(candidates({"", "/home/ann", "", "/etc/c"}),
              (std::vector<std::string>{"/home/ann/.config/backsift/config.toml", "/etc/c"}));
    EXPECT_EQ(candidates({"", "", "", "/etc/c"}), std::vector<std::string>{"/etc/c"});
}

} // namespace
} // namespace backsift::config
