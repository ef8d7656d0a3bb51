#include "os/spill.hpp"

#include <vector>

#include <gtest/gtest.h>

#include "support/temp_dir.hpp"

namespace backsift::os {
namespace {

TEST(Spill, GivesBackEveryLineInOrderAsOftenAsAsked) {
    const test::TempDir dir;
    auto spill = Spill::make(dir.path());
    ASSERT_TRUE(spill);
    EXPECT_TRUE(test::names_in(dir.path()).empty()) << "it has no name";
    std::vector<std::string> put;
    for (std::size_t i = 0; i < 3000; ++i)
        put.push_back(std::string(i % 97, 'x') + std::to_string(i));
    put.emplace_back();
    put.emplace_back(200'000, 'y'); // longer than any buffer
    for (const std::string& line : put)
        ASSERT_TRUE(spill->add(line));
    for (int round = 0; round < 2; ++round) {
        std::vector<std::string> got;
        ASSERT_TRUE(spill->each([&](std::string_view line) {
            got.emplace_back(line);
            return true;
        }));
        EXPECT_EQ(got, put);
    }
}

TEST(Spill, StopsWhereNoMoreIsWanted) {
    const test::TempDir dir;
    auto spill = Spill::make(dir.path());
    ASSERT_TRUE(spill);
    for (int i = 0; i < 10; ++i)
        ASSERT_TRUE(spill->add("line"));
    int seen = 0;
    ASSERT_TRUE(spill->each([&](std::string_view) { return ++seen < 3; }));
    EXPECT_EQ(seen, 3);
}

TEST(Spill, FailsWhereThereIsNoSuchFolder) {
    EXPECT_FALSE(Spill::make("/no/such/folder"));
}

} // namespace
} // namespace backsift::os
