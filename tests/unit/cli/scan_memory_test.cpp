#include "cli/scan_memory.hpp"

#include <set>
#include <string>

#include <gtest/gtest.h>

#include "support/fake_world.hpp"
#include "support/temp_dir.hpp"

namespace backsift::cli {
namespace {

TEST(ScanMemory, KnowsAMessageOfAnMboxByItsBytesAlone) {
    const test::TempDir dir;
    test::FakeWorld world;
    world.who.home = dir / "home";
    const auto memory = ScanMemory::open(Invocation{}, config::Config{}, world);
    ASSERT_TRUE(memory) << base::describe(memory.error());
    std::set<std::string> keys;
    for (int i = 0; i < 100; ++i) {
        const std::string key = memory->key_of(std::to_string(i));
        EXPECT_EQ(key.size(), std::string("\nmbox ").size() + 34) << "two hashes, each with a dot";
        EXPECT_EQ(key, memory->key_of(std::to_string(i)));
        keys.insert(key);
    }
    EXPECT_EQ(keys.size(), 100U);
}

} // namespace
} // namespace backsift::cli
