#include "mailbox/stored.hpp"

#include <gtest/gtest.h>
#include <utime.h>

#include "support/temp_dir.hpp"

namespace backsift::mailbox {
namespace {

constexpr message::UnixTime k_changed = 1'600'000'000;

class Stored : public testing::Test {
  protected:
    std::string put(std::string_view name, std::string_view text = "Subject: x\n\nx\n") {
        const std::string path = dir_.write(name, text);
        const utimbuf times{k_changed, k_changed};
        EXPECT_EQ(::utime(path.c_str(), &times), 0);
        return path;
    }

    test::TempDir dir_;
};

TEST_F(Stored, IsInTheNameOfAMaildirsMessage) {
    EXPECT_EQ(stored_time({put("cur/1700000000.M1P2.host:2,S"), 0, 0, Form::maildir}),
              1'700'000'000);
}

TEST_F(Stored, IsWhenTheFileChangedWhereTheNameSaysNothing) {
    EXPECT_EQ(stored_time({put("cur/12.x"), 0, 0, Form::maildir}), k_changed);
    EXPECT_EQ(stored_time({put("cur/17000000001234.x"), 0, 0, Form::maildir}), k_changed);
    EXPECT_EQ(stored_time({put("1700000000.eml"), 0, 0, Form::file}), k_changed);
}

TEST_F(Stored, IsOnTheFromLineOfAnMbox) {
    const std::string path =
        put("mbox", "\nFrom ann@example.org Sat Nov 21 05:13:35 2026\nSubject: x\n");
    EXPECT_EQ(stored_time({path, 1, 40, Form::mbox}), 1'795'238'015);
    EXPECT_EQ(stored_time({path, 30, 40, Form::mbox}), k_changed);
}

TEST_F(Stored, IsUnknownOfWhatIsGone) {
    EXPECT_FALSE(stored_time({dir_ / "gone", 0, 0, Form::file}));
}

} // namespace
} // namespace backsift::mailbox
