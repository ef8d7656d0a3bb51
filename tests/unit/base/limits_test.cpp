#include "base/limits.hpp"

#include <set>

#include <gtest/gtest.h>

namespace backsift::base {
namespace {

TEST(Limits, EveryRowNamesAMemberOnceWithUnitAndReason) {
    const Limits limits;
    std::set<std::string_view> names;
    std::set<const std::size_t*> members;
    for (const LimitRow& row : limit_rows()) {
        EXPECT_TRUE(names.insert(row.name).second) << row.name;
        EXPECT_TRUE(members.insert(&(limits.*row.member)).second) << row.name;
        EXPECT_FALSE(row.unit.empty()) << row.name;
        EXPECT_FALSE(row.why.empty()) << row.name;
        EXPECT_GT(limits.*row.member, 0U) << row.name;
    }
}

} // namespace
} // namespace backsift::base
