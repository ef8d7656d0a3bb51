#include "mailbox/walk.hpp"

#include <functional>
#include <string>
#include <vector>

#include <gtest/gtest.h>
#include <sys/stat.h>
#include <unistd.h>

#include "support/temp_dir.hpp"

namespace backsift::mailbox {
namespace {

constexpr std::size_t k_limit = 1U << 20U;
const std::string k_from = "From ann@example.org Sat Oct  4 08:00:09 2025\n";

class WalkTree : public testing::Test {
  protected:
    void put(std::string_view name, std::string_view text = "Subject: x\n\nx\n") {
        static_cast<void>(dir_.write(name, text));
    }

    // "name@offset" relative to the tree, in the order of the walk.
    std::vector<std::string> found(const std::string& below = "") {
        std::vector<std::string> out;
        const std::string root = below.empty() ? dir_.path() : dir_ / below;
        troubles_ = 0;
        const Walker walker{[&](Entry entry) {
                                std::string name = entry.path.substr(dir_.path().size() + 1);
                                if (entry.form == Form::mbox)
                                    name += '@' + std::to_string(entry.offset);
                                out.push_back(std::move(name));
                                return true;
                            },
                            [&](const base::Failure&) { ++troubles_; }, folder_};
        EXPECT_TRUE(walk(root, walker));
        return out;
    }

    using Names = std::vector<std::string>;
    test::TempDir dir_;
    int troubles_ = 0;
    std::function<bool(const std::string&)> folder_;
};

TEST_F(WalkTree, TakesEveryFileOfAPlainFolderInOrder) {
    put("b/2.eml");
    put("b/1");
    put("a.msg");
    put("c.txt", "");
    put("dovecot-reject.eml");
    put("courier-quota");
    put("tmp/in-a-plain-tree");
    EXPECT_EQ(found(), (Names{"a.msg", "b/1", "b/2.eml", "c.txt", "courier-quota",
                              "dovecot-reject.eml", "tmp/in-a-plain-tree"}));
}

TEST_F(WalkTree, AsksWhichFoldersAreWantedByTheirNames) {
    put("cur/1:2,S");
    put(".Archive.2025/cur/2:2,S");
    put(".Archive.2025/new/3");
    put(".Sent/cur/4:2,S");
    for (const char* const folder : {"new", ".Archive.2025/tmp", ".Sent/new"})
        static_cast<void>(dir_.make_directory(folder));
    Names asked;
    folder_ = [&](const std::string& name) {
        asked.push_back(name);
        return name == "Archive.2025";
    };
    EXPECT_EQ(found(), (Names{".Archive.2025/new/3", ".Archive.2025/cur/2:2,S"}));
    EXPECT_EQ(asked, (Names{"INBOX", "Archive.2025", "Sent"}));
}

TEST_F(WalkTree, AnMboxIsAFolderByItsOwnName) {
    const std::string mails = k_from + "Subject: x\n\nx\n\n" + k_from + "Subject: y\n\ny\n";
    put("mail/sent", mails);
    put("mail/work/2025", mails);
    put("mail/work/single.eml");
    folder_ = [](const std::string& name) { return name == "work.2025"; };
    EXPECT_EQ(found("mail").size(), 2U);
    folder_ = [](const std::string& name) { return name == "work"; };
    EXPECT_EQ(found("mail").size(), 3U);
}

TEST_F(WalkTree, PassesOverHiddenFilesIndexesAndWhatIsNoFile) {
    for (const char* name :
         {".hidden", ".git/config", "dovecot-uidlist", "dovecot.index.cache", "dovecot.index.log",
          "subscriptions", "maildirsize", "courierimapsubscribed", "courierimapkeywords/x"}) {
        put(name);
    }
    ASSERT_EQ(::mkfifo((dir_ / "fifo").c_str(), 0600), 0);
    put("mail");
    EXPECT_EQ(found(), Names{"mail"});
}

TEST_F(WalkTree, KnowsAMaildirAndItsSubfolders) {
    static_cast<void>(dir_.make_maildir("M"));
    static_cast<void>(dir_.make_maildir("M/.Sent"));
    static_cast<void>(dir_.make_maildir("M/Archive"));
    put("M/new/1", k_from + "\nx\n\n" + k_from + "\ny\n");
    put("M/cur/2:2,S");
    put("M/tmp/3");
    put("M/dovecot-uidlist");
    put("M/notes.txt");
    put("M/.Sent/cur/4:2,S");
    put("M/.Sent/new/.nfs0001");
    put("M/Archive/new/5");
    put("M/.cache/6");
    EXPECT_EQ(found(), (Names{"M/new/1", "M/cur/2:2,S", "M/.Sent/cur/4:2,S", "M/Archive/new/5"}));
    EXPECT_EQ(found("M"),
              (Names{"M/new/1", "M/cur/2:2,S", "M/.Sent/cur/4:2,S", "M/Archive/new/5"}));
}

TEST_F(WalkTree, SplitsAnMboxButNoSingleMessage) {
    const std::string two = k_from + "Subject: a\n\na\n\n" + k_from + "Subject: b\n\nb\n";
    put("box", two);
    put("one", k_from + "Subject: a\n\nFrom here\n");
    put("returned.eml", two);
    EXPECT_EQ(found(), (Names{"box@0", "box@61", "one", "returned.eml"}));
    EXPECT_EQ(found("box"), (Names{"box@0", "box@61"}));
}

TEST_F(WalkTree, FollowsLinksButEntersAFolderOnce) {
    put("a/mail");
    ASSERT_EQ(::symlink("..", (dir_ / "a/up").c_str()), 0);
    ASSERT_EQ(::symlink(".", (dir_ / "a/here").c_str()), 0);
    ASSERT_EQ(::symlink("a", (dir_ / "b").c_str()), 0);
    ASSERT_EQ(::symlink("a/mail", (dir_ / "link").c_str()), 0);
    ASSERT_EQ(::symlink("nowhere", (dir_ / "dangling").c_str()), 0);
    EXPECT_EQ(found(), (Names{"a/mail", "link"}));
}

TEST_F(WalkTree, EndsInABottomlessTree) {
    std::string path = "d";
    for (std::size_t i = 0; i < k_folder_depth + 10; ++i)
        path += "/d";
    put(path + "/mail");
    put("mail");
    EXPECT_EQ(found(), Names{"mail"});
    EXPECT_EQ(troubles_, 1);
}

TEST_F(WalkTree, SaysThatAPathIsMissingAndStopsWhenTold) {
    EXPECT_EQ(walk(dir_ / "none", Walker{[](Entry) { return true; }, {}}).error().kind,
              base::Kind::no_input);
    for (int i = 0; i < 5; ++i)
        put(std::to_string(i));
    put("5", k_from + "\na\n\n" + k_from + "\nb\n");
    int seen = 0;
    EXPECT_TRUE(walk(dir_.path(), Walker{[&](Entry) { return ++seen < 3; }, {}}));
    EXPECT_EQ(seen, 3);
}

TEST_F(WalkTree, ReadsWhatItFound) {
    put("box", k_from + "Subject: a\n\n>From me\n\n" + k_from + "Subject: b\n\nb\n");
    put("file", "Subject: c\n\n>From me\n");
    std::vector<std::string> texts;
    const Walker walker{[&](Entry entry) {
                            texts.emplace_back(read(entry, k_limit)->view());
                            return true;
                        },
                        {}};
    ASSERT_TRUE(walk(dir_.path(), walker));
    EXPECT_EQ(texts, (Names{k_from + "Subject: a\n\nFrom me\n", k_from + "Subject: b\n\nb\n",
                            "Subject: c\n\n>From me\n"}));
}

TEST_F(WalkTree, RefusesWhatIsCompressed) {
    using namespace std::string_literals;
    const std::vector<std::pair<std::string, std::string>> packed{
        {"\x1F\x8B\x08\0"s, "gzip"},
        {"PK\x03\x04\x14"s, "zip"},
        {"\xFD"
         "7zXZ\0\0"s,
         "xz"},
        {"BZh91AY&SYxx"s, "bzip2"},
        {"\x28\xB5\x2F\xFD\x04"s, "zstd"}};
    for (const auto& [bytes, program] : packed) {
        put("m/cur/1.x:2,", bytes);
        for (const Form form : {Form::file, Form::maildir}) {
            const auto got = read(Entry{dir_ / "m/cur/1.x:2,", 0, 0, form}, k_limit);
            ASSERT_FALSE(got) << program;
            EXPECT_EQ(got.error().kind, base::Kind::no_input);
            EXPECT_EQ(got.error().sentence, "is compressed (" + program + "): unpack it first");
        }
    }
    for (const char* text : {"", "B", "BZh", "BZh9: yes\n", "PK: yes\n", "(\xB5: no\n", "\x1F"}) {
        put("plain", text);
        EXPECT_TRUE(read(Entry{dir_ / "plain", 0, 0, Form::file}, k_limit)) << text;
    }
}

TEST_F(WalkTree, ReadsOneByteBeyondTheLimitAndNoMore) {
    put("long", std::string(100, 'x'));
    EXPECT_EQ(read(Entry{dir_ / "long", 0, 0, Form::file}, 10)->size(), 11U);
    EXPECT_EQ(read(Entry{dir_ / "long", 5, 95, Form::mbox}, 10)->size(), 11U);
    EXPECT_EQ(read(Entry{dir_ / "long", 90, 50, Form::mbox}, 100)->size(), 10U) << "cut meanwhile";
    EXPECT_EQ(read(Entry{dir_ / "gone", 0, 0, Form::maildir}, 10).error().kind,
              base::Kind::no_input);
}

TEST_F(WalkTree, RefusesAPipeInsteadOfWaitingForIt) {
    const std::string pipe = dir_ / "pipe";
    ASSERT_EQ(::mkfifo(pipe.c_str(), 0600), 0);
    const auto walked = walk(pipe, Walker{[](Entry) { return true; }, {}});
    ASSERT_FALSE(walked);
    EXPECT_EQ(walked.error().kind, base::Kind::no_input);
    EXPECT_EQ(walked.error().place.file, pipe);
}

} // namespace
} // namespace backsift::mailbox
