#include "os/account.hpp"

#include <gtest/gtest.h>

namespace backsift::os {
namespace {

constexpr std::string_view k_passwd = "root:x:0:0:root:/root:/bin/sh\n"
                                      "garbage\n"
                                      "bad:x:10x:1:::\n"
                                      "ann:x:1000:1000:Ann,,,:/home/ann:/bin/sh\n"
                                      "bob:x:1001:1005::/home/bob:/bin/sh\n"
                                      "sue:x:1002:100::/home/sue:/bin/sh";
constexpr std::string_view k_groups =
    "root:x:0:\nusers:x:100:\nann:x:1000:\nbob:x:1005:bob\nwheel:x:1006:ann,bob\n";

TEST(Passwd, FindsTheRowOfAUser) {
    const auto row = find_uid(k_passwd, 1000);
    ASSERT_TRUE(row);
    EXPECT_EQ(row->user, "ann");
    EXPECT_EQ(row->home, "/home/ann");
    EXPECT_EQ(find_uid(k_passwd, 1002)->home, "/home/sue");
    EXPECT_FALSE(find_uid(k_passwd, 10));
    EXPECT_FALSE(find_uid("", 0));
}

TEST(PrivateGroup, IsTheUsersOwnAndNobodyElses) {
    EXPECT_TRUE(is_private_group(k_passwd, k_groups, 1000, 1000));
    EXPECT_TRUE(is_private_group(k_passwd, k_groups, 1005, 1001)) << "other number, same name";
    EXPECT_TRUE(is_private_group(k_passwd, k_groups, 0, 0));
    EXPECT_FALSE(is_private_group(k_passwd, k_groups, 100, 1002)) << "primary, but everybody's";
    EXPECT_FALSE(is_private_group(k_passwd, k_groups, 1006, 1000)) << "not the primary one";
    EXPECT_FALSE(is_private_group(k_passwd, "ann:x:1000:bob\n", 1000, 1000)) << "bob is a member";
    EXPECT_FALSE(is_private_group("", "", 1000, 1000));
}

TEST(Account, PrefersTheEnvironmentAndFillsItUp) {
    const Account given = account_of(0, "/srv/ann", "ann");
    EXPECT_EQ(given.home, "/srv/ann");
    EXPECT_EQ(given.user, "ann");
    const Account missing = account_of(0, "", "");
    EXPECT_EQ(missing.user, "root");
    EXPECT_FALSE(missing.home.empty());
    EXPECT_EQ(account_of(0, "relative", "").home, missing.home);
    EXPECT_EQ(account_of(4'000'000'000U, "", "").home, "");
}

} // namespace
} // namespace backsift::os
