#include "mark/keys.hpp"

#include <gtest/gtest.h>

#include <sys/stat.h>

#include "support/fake_world.hpp"
#include "support/temp_dir.hpp"

namespace backsift::mark {
namespace {

const std::string k_zero = std::string(43, 'A') + '=';
const std::string k_one = std::string(42, 'A') + "Q=";

Keys keys(const std::string& text) {
    auto read = read_keys(text, "keys");
    EXPECT_TRUE(read) << base::describe(read.error());
    return read ? std::move(*read) : Keys{};
}

TEST(Keys, AreReadFromLinesWithComments) {
    const Keys read = keys("# mine\r\n\n  7f 2026-11-21 " + k_zero + "  \r\n\told 2025-01-02 "
                           + k_one + " retired");
    ASSERT_EQ(read.size(), 2U);
    EXPECT_EQ(read[0].key.id, "7f");
    EXPECT_EQ(read[0].created, "2026-11-21");
    EXPECT_FALSE(read[0].retired);
    EXPECT_TRUE(read[1].retired);
    EXPECT_NE(read[0].key.secret.mac("a"), read[1].key.secret.mac("a"));
    EXPECT_TRUE(keys("").empty());
    EXPECT_TRUE(keys("# nothing").empty());
}

TEST(Keys, FailuresNamePlaceAndNeverTheSecret) {
    struct Case {
        std::string line;
        std::size_t column;
    };
    const std::string secret = "c2VjcmV0c2VjcmV0";
    for (const Case& one :
         {Case{"id", 1}, Case{"Id 2026-01-01 " + k_zero, 1}, Case{" id 2026-1-1 " + k_zero, 5},
          Case{"id 2026-13-01 " + k_zero, 4}, Case{"id 2026-01-01 " + secret, 15},
          Case{"id 2026-01-01 " + k_zero + " retird", 60},
          Case{"id 2026-01-01 " + k_zero + " retired x", 1},
          Case{secret + ' ' + secret + ' ' + secret, 1}}) {
        const auto read = read_keys("# c\n" + one.line + '\n', "keys");
        ASSERT_FALSE(read) << one.line;
        EXPECT_EQ(read.error().kind, base::Kind::config);
        EXPECT_EQ(read.error().place.line, 2U) << one.line;
        EXPECT_EQ(read.error().place.column, one.column) << one.line;
        EXPECT_EQ(base::describe(read.error()).find(secret), std::string::npos);
        EXPECT_EQ(base::describe(read.error()).find("AAAA"), std::string::npos);
    }
    EXPECT_FALSE(read_keys("a 2026-01-01 " + k_zero + "\na 2026-01-02 " + k_one, "keys"));
}

TEST(Keys, ComeBackAsTheyWereWritten) {
    const Keys read = keys("a 2026-11-21 " + k_zero + "\nb 2025-01-02 " + k_one + " retired\n");
    const std::string text = write_keys(read);
    EXPECT_EQ(write_keys(keys(text)), text);
    EXPECT_EQ(keys(text)[1].key.secret.mac("x"), read[1].key.secret.mac("x"));
}

TEST(Keys, TheNewestThatIsNotRetiredSigns) {
    const std::string text = "a 2026-01-01 " + k_zero + "\nb 2026-03-01 " + k_zero
                             + "\nc 2026-02-01 " + k_zero + "\nd 2026-04-01 " + k_zero
                             + " retired\n";
    EXPECT_EQ(signing_key(keys(text))->id, "b");
    EXPECT_EQ(signing_key(keys(text + "e 2026-03-01 " + k_one))->id, "e");
    EXPECT_EQ(signing_key(keys("d 2026-04-01 " + k_zero + " retired\n")), nullptr);
    EXPECT_EQ(signing_key({}), nullptr);
    EXPECT_EQ(verifying_keys(keys(text)).size(), 4U);
}

TEST(KeyFile, IsMadeForItsOwnerOnlyAndRotated) {
    const test::TempDir folder;
    test::FakeWorld world;
    const std::string path = folder / "new/backsift/keys";
    const auto first = rotate_keys(path, world);
    ASSERT_TRUE(first) << base::describe(first.error());
    struct stat seen {};
    ASSERT_EQ(::stat(path.c_str(), &seen), 0);
    EXPECT_EQ(seen.st_mode & 0777U, 0600U);
    const auto second = rotate_keys(path, world);
    ASSERT_TRUE(second);
    EXPECT_NE(*first, *second);
    const auto loaded = load_keys(path);
    ASSERT_TRUE(loaded);
    ASSERT_EQ(loaded->size(), 2U);
    EXPECT_TRUE((*loaded)[0].retired);
    EXPECT_EQ((*loaded)[0].created, "2026-11-21");
    EXPECT_EQ(signing_key(*loaded)->id, *second);
    EXPECT_EQ(test::names_in(folder / "new/backsift"),
              (std::vector<std::string>{"keys", "keys.lock"}));
}

TEST(KeyFile, IsRefusedWhenOthersMayReadOrWriteIt) {
    const test::TempDir folder;
    const std::string path = folder.write("keys", "a 2026-01-01 " + k_zero + '\n');
    test::FakeWorld world;
    for (const mode_t mode : {0644U, 0640U, 0604U, 0602U, 0666U}) {
        ASSERT_EQ(::chmod(path.c_str(), mode), 0);
        const auto loaded = load_keys(path);
        ASSERT_FALSE(loaded) << mode;
        EXPECT_EQ(loaded.error().kind, base::Kind::permission);
        EXPECT_FALSE(rotate_keys(path, world));
    }
    ASSERT_EQ(::chmod(path.c_str(), 0400), 0);
    EXPECT_TRUE(load_keys(path));
}

TEST(KeyFile, ThatIsMissingSaysHowToMakeIt) {
    const auto loaded = load_keys("/no/such/keys");
    ASSERT_FALSE(loaded);
    EXPECT_EQ(loaded.error().kind, base::Kind::no_input);
    EXPECT_NE(loaded.error().hint.find("token rotate"), std::string::npos);
}

TEST(KeyFile, ThatIsWrongIsNeverOverwritten) {
    const test::TempDir folder;
    const std::string path = folder.write("keys", "what is this\n");
    ASSERT_EQ(::chmod(path.c_str(), 0600), 0);
    test::FakeWorld world;
    EXPECT_FALSE(rotate_keys(path, world));
    EXPECT_EQ(test::read_file(path), "what is this\n");
}

} // namespace
} // namespace backsift::mark
