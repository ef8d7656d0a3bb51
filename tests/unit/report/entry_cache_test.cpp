#include "report/entry_cache.hpp"

#include <gtest/gtest.h>

#include "entries.hpp"
#include "support/temp_dir.hpp"

namespace backsift::report {
namespace {

using Rest = EntryCache::Rest;

class Cache : public testing::Test {
  protected:
    EntryCache open(std::string_view fingerprint = "one") {
        auto cache = EntryCache::open(path_, fingerprint);
        EXPECT_TRUE(cache);
        return std::move(*cache);
    }
    void remember(std::string_view key, Rest rest = Rest::forgotten) {
        EntryCache cache = open();
        cache.keep(key, backscatter());
        EXPECT_TRUE(cache.publish(rest));
    }

    test::TempDir dir_;
    std::string path_ = dir_ / "scan.cdb";
};

TEST_F(Cache, FindsInTheNextRunWhatOneKept) {
    {
        EntryCache cache = open();
        cache.keep("a", backscatter());
        EXPECT_FALSE(cache.find("a")) << "not before it is published";
        EXPECT_TRUE(cache.publish(Rest::forgotten));
    }
    const EntryCache cache = open();
    ASSERT_TRUE(cache.find("a"));
    EXPECT_EQ(cache.find("a")->subject, backscatter().subject);
    EXPECT_FALSE(cache.find("b"));
}

TEST_F(Cache, IsEmptyUnderAnotherFingerprint) {
    remember("a");
    EXPECT_FALSE(open("two").find("a"));
    EXPECT_TRUE(open("one").find("a")) << "who published nothing replaced nothing";
}

TEST_F(Cache, ForgetsWhatIsGoneAndTakesOverWhatWasNotSeen) {
    remember("a");
    remember("b", Rest::taken_over);
    EXPECT_TRUE(open().find("a"));
    EXPECT_TRUE(open().find("b"));
    remember("c", Rest::forgotten);
    EXPECT_FALSE(open().find("a"));
    EXPECT_TRUE(open().find("c"));
}

TEST_F(Cache, LeavesNoFileBehindWhenNothingIsPublished) {
    { const EntryCache cache = open(); }
    EXPECT_TRUE(test::names_in(dir_.path()).empty());
}

TEST_F(Cache, TwoRunsAtOnceEachSeeTheirOwnAndTheLastWins) {
    remember("a");
    EntryCache first = open();
    EntryCache second = open();
    first.keep("first", backscatter());
    second.keep("second", backscatter());
    EXPECT_TRUE(first.publish(Rest::forgotten));
    EXPECT_TRUE(second.find("a")) << "the file it opened is still there for it";
    EXPECT_TRUE(second.publish(Rest::forgotten));
    EXPECT_TRUE(open().find("second"));
    EXPECT_FALSE(open().find("first"));
}

TEST_F(Cache, IsEmptyWhenTheFileIsBroken) {
    remember("a");
    const std::string whole = test::read_file(path_);
    for (const std::size_t end :
         {std::size_t{0}, std::size_t{10}, std::size_t{2048}, whole.size() - 1}) {
        static_cast<void>(dir_.write("scan.cdb", whole.substr(0, end)));
        EXPECT_FALSE(open().find("a")) << end;
    }
    std::string scrambled = whole;
    for (std::size_t at = 0; at < scrambled.size(); at += 3)
        scrambled[at] = static_cast<char>(scrambled[at] ^ 0x5a);
    static_cast<void>(dir_.write("scan.cdb", scrambled));
    EXPECT_FALSE(open().find("a"));
}

} // namespace
} // namespace backsift::report
