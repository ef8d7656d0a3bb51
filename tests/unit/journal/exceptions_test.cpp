#include "journal/exceptions.hpp"

#include <gtest/gtest.h>

#include "os/file.hpp"
#include "support/fake_world.hpp"
#include "support/temp_dir.hpp"

namespace backsift::journal {
namespace {

using verdict::Exception;

class Exceptions : public testing::Test {
  protected:
    Exceptions() { dir_.make_directory("state"); }

    static Exception learnt(const std::string& host, const std::string& domain) {
        Exception out;
        out.host = host;
        out.domain = domain;
        return out;
    }
    [[nodiscard]] std::size_t in_force_at(message::UnixTime now) const {
        return LearntExceptions(state_, now).in_force().size();
    }

    test::TempDir dir_;
    test::FakeWorld world_;
    std::string state_ = dir_ / "state";
};

TEST_F(Exceptions, AreRememberedUntilTheyExpire) {
    const auto now = world_.moment.seconds;
    EXPECT_EQ(in_force_at(now), 0U);
    const auto kept = remember(state_, {learnt("mx.example.net", "example.com")}, "run", world_);
    ASSERT_TRUE(kept);
    EXPECT_EQ(kept->front().until, now + k_exception_seconds);
    const auto read = read_exceptions(state_);
    ASSERT_TRUE(read);
    ASSERT_EQ(read->all.size(), 1U);
    EXPECT_EQ(read->all.front().id, kept->front().id);
    EXPECT_EQ(read->all.front().host, "mx.example.net");
    EXPECT_EQ(read->all.front().domain, "example.com");
    EXPECT_EQ(read->all.front().run, "run");
    EXPECT_EQ(in_force_at(now + k_exception_seconds - 1), 1U);
    EXPECT_EQ(in_force_at(now + k_exception_seconds), 0U);
}

TEST_F(Exceptions, AreRenewedNotDoubledAndDroppedWhenExpired) {
    const auto first =
        remember(state_, {learnt("a.test", "x.test"), learnt("b.test", "x.test")}, "1", world_);
    world_.moment.seconds += k_exception_seconds - 1;
    world_.chance += 1;
    const auto again = remember(state_, {learnt("a.test", "x.test")}, "2", world_);
    ASSERT_TRUE(first && again);
    EXPECT_EQ(again->front().id, first->front().id);
    EXPECT_EQ(read_exceptions(state_)->all.size(), 2U);
    world_.moment.seconds += 1;
    ASSERT_TRUE(remember(state_, {learnt("c.test", "x.test")}, "3", world_));
    EXPECT_EQ(read_exceptions(state_)->all.size(), 2U);
}

TEST_F(Exceptions, ThatTwoMessagesTeachAreOne) {
    const auto taught = remember(
        state_,
        {learnt("a.test", "x.test"), learnt("b.test", "x.test"), learnt("a.test", "x.test")}, "1",
        world_);
    ASSERT_TRUE(taught);
    ASSERT_EQ(taught->size(), 2U);
    EXPECT_EQ((*taught)[0].host, "b.test");
    EXPECT_EQ((*taught)[1].host, "a.test");
    EXPECT_EQ(read_exceptions(state_)->all.size(), 2U);
}

TEST_F(Exceptions, AreForgottenByIdOrRun) {
    const auto one = remember(state_, {learnt("a.test", "x.test")}, "1", world_);
    world_.chance += 1;
    ASSERT_TRUE(remember(state_, {learnt("b.test", "x.test")}, "2", world_));
    EXPECT_EQ(*forget(state_, "nothing"), 0U);
    EXPECT_EQ(*forget(state_, one->front().id), 1U);
    EXPECT_EQ(*forget(state_, "2"), 1U);
    EXPECT_TRUE(read_exceptions(state_)->all.empty());
}

TEST_F(Exceptions, OfADamagedOrForeignFileCountNothing) {
    const std::string whole = "1\t2026-11-21T10:14:29Z\t2099-02-19T10:14:29Z\t0123456789ab\tmx."
                              "example.net\texample.com\tr\n";
    const std::string path = dir_.write("state/exceptions", whole);
    EXPECT_EQ(in_force_at(world_.moment.seconds), 1U);
    for (std::size_t cut = 0; cut < whole.size(); ++cut) {
        static_cast<void>(dir_.write("state/exceptions", whole.substr(0, cut)));
        EXPECT_EQ(in_force_at(world_.moment.seconds), 0U) << cut;
    }
    for (const char* text : {"1\t2026-11-21T10:14:29Z\t2099-02-19T10:14:29Z\ta\t\texample.com\tr\n",
                             "1\t2026-11-21T10:14:29Z\t2099-02-19T10:14:29Z\ta\tmx.test\t\tr\n",
                             "2\t2026-11-21T10:14:29Z\t2099-02-19T10:14:29Z\ta\tb\tc\td\n"}) {
        static_cast<void>(dir_.write("state/exceptions", text));
        EXPECT_EQ(in_force_at(world_.moment.seconds), 0U) << text;
    }
    static_cast<void>(dir_.write("state/exceptions", whole));
    std::filesystem::permissions(path, std::filesystem::perms::all);
    EXPECT_EQ(in_force_at(world_.moment.seconds), 0U);
    EXPECT_FALSE(read_exceptions(state_));
}

TEST_F(Exceptions, OfADamagedFileCountAndTheDamageIsTold) {
    const std::string good = "1\t2026-11-21T10:14:29Z\t2099-02-19T10:14:29Z\t0123456789ab\tmx."
                             "example.net\texample.com\tr\n";
    EXPECT_FALSE(LearntExceptions(state_, 0).trouble());
    static_cast<void>(dir_.write("state/exceptions", good));
    EXPECT_FALSE(LearntExceptions(state_, 0).trouble());
    const std::string damaged = good + "\n\xff\x01\n" + good.substr(0, good.size() - 7);
    static_cast<void>(dir_.write("state/exceptions", damaged));
    const LearntExceptions learnt(state_, 0);
    EXPECT_EQ(learnt.in_force().size(), 1U);
    const auto trouble = learnt.trouble();
    ASSERT_TRUE(trouble);
    EXPECT_TRUE(trouble->sentence.starts_with("2 lines do not read")) << trouble->sentence;
    EXPECT_EQ(trouble->place.file, exceptions_path(state_));
    EXPECT_EQ(trouble->place.line, 3U);
    EXPECT_EQ(trouble->kind, base::Kind::malformed);
    ASSERT_TRUE(remember(state_, {Exceptions::learnt("b.test", "x.test")}, "r", world_));
    EXPECT_FALSE(LearntExceptions(state_, 0).trouble());
    EXPECT_EQ(in_force_at(0), 2U);
    const auto kept = os::read_file(exceptions_path(state_) + ".damaged", 1000, os::Trust::anyone);
    ASSERT_TRUE(kept);
    EXPECT_EQ(kept->view(), damaged);
}

TEST_F(Exceptions, AreSoManyAtMost) {
    std::vector<Exception> many;
    for (std::size_t i = 0; i < k_most_exceptions + 10; ++i)
        many.push_back(learnt("mx" + std::to_string(i) + ".test", "x.test"));
    ASSERT_TRUE(remember(state_, many, "r", world_));
    const auto read = read_exceptions(state_);
    EXPECT_EQ(read->all.size(), k_most_exceptions);
    EXPECT_EQ(read->all.back().host, many.back().host);
}

} // namespace
} // namespace backsift::journal
