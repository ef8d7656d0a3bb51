#include "setup/doctor_health.hpp"

#include <gtest/gtest.h>
#include <sys/stat.h>

#include <filesystem>
#include <fstream>

namespace backsift::setup {
namespace {

constexpr std::int64_t k_now = 1795000000;
constexpr std::int64_t k_day = 86400;

Vitals well() {
    Vitals vitals;
    vitals.now = k_now;
    vitals.newest_mail = k_now - 5;
    vitals.index_complete = k_now - 600;
    vitals.doors = {"~/.forward"};
    vitals.backsift_in_door = true;
    return vitals;
}

config::Config with_index() {
    config::Config config;
    config.sent_folders = {"/s"};
    return config;
}

std::string told(const Vitals& vitals) {
    std::string out;
    for (const Remark& remark : health(with_index(), vitals))
        out += remark.sentence + '\n';
    return out;
}

TEST(Health, IsSilentWhereAllIsWell) {
    EXPECT_EQ(told(well()), "");
    EXPECT_TRUE(health({}, well()).empty());
}

TEST(Health, SeesWhatIsNot) {
    Vitals vitals = well();
    vitals.unwritable = "/m/new";
    EXPECT_EQ(told(vitals), "/m/new may not be written by you\n");
    vitals = well();
    vitals.newest_mail = k_now + k_day;
    EXPECT_NE(told(vitals).find("the clock is behind"), std::string::npos);
    vitals = well();
    vitals.index_complete = k_now - 10 * k_day;
    EXPECT_EQ(told(vitals), "the index of sent mail is 10 days old\n");
    vitals.index_complete.reset();
    EXPECT_EQ(told(vitals), "the folders of sent mail have never been read to their ends\n");
    vitals.index_trouble = "There is no index of sent mail.";
    EXPECT_EQ(told(vitals), "There is no index of sent mail.\n");
    EXPECT_EQ(health(with_index(), vitals).front().hint, "backsift sent update");
    vitals.index_trouble = "It is cut. Remove it, then \"backsift sent update\" makes it anew.";
    EXPECT_EQ(health(with_index(), vitals).front().hint, "") << "not without removing it";
    vitals = well();
    vitals.state_folder = "/state";
    vitals.others_read_state = true;
    EXPECT_EQ(told(vitals), "/state may be seen by others\n");
    vitals = well();
    vitals.exceptions_trouble = base::Failure{
        base::Kind::malformed, "2 lines do not read", {"/state/exceptions", 3, 0}, {}, {}};
    ASSERT_EQ(health({}, vitals).size(), 1U);
    EXPECT_EQ(health({}, vitals).front().place.line, 3U);
    EXPECT_EQ(told(vitals), "2 lines do not read\n");
    vitals = well();
    vitals.backsift_in_door = false;
    EXPECT_EQ(told(vitals), "no line in ~/.forward names Backsift\n");
    vitals.doors.clear();
    EXPECT_EQ(told(vitals), "nothing in this account hands mail to Backsift\n");
}

TEST(Vitals, AreTakenFromTheAccount) {
    std::string root = testing::TempDir() + "backsift-vitals-XXXXXX";
    ASSERT_NE(::mkdtemp(root.data()), nullptr);
    for (const char* name : {"/m/cur", "/m/new", "/m/tmp", "/state"})
        std::filesystem::create_directories(root + name);
    std::ofstream(root + "/.forward") << "\"|/usr/bin/backsift deliver || exit 75\"\n";
    std::ofstream(root + "/state/exceptions") << "nonsense\n";
    ASSERT_EQ(::chmod((root + "/state").c_str(), 0750), 0);
    config::Config config = with_index();
    config.inbox = root + "/m";
    const Vitals vitals = take_vitals(config, root, root + "/state", k_now);
    EXPECT_TRUE(vitals.backsift_in_door);
    EXPECT_EQ(vitals.doors, std::vector<std::string>{"~/.forward"});
    EXPECT_TRUE(vitals.others_read_state);
    EXPECT_NE(vitals.index_trouble, "");
    EXPECT_TRUE(vitals.exceptions_trouble);
    EXPECT_EQ(vitals.unwritable, "");
    EXPECT_TRUE(vitals.newest_mail);
    std::filesystem::remove_all(root);
}

} // namespace
} // namespace backsift::setup
