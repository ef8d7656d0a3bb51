#include "rules/gateway_tag.hpp"

#include <string>

#include <gtest/gtest.h>

namespace backsift::rules {
namespace {

TEST(GatewayTag, IsTakenOffWhateverEnclosesIt) {
    for (const char* const tag :
         {"[external] ", "***spam*** ", "*****spam***** ", "{spam?} ", "[spam 7.2] ", "[ext]",
          "(external) ", "<suspicious>: ", "[external e-mail] ", "_spam_ ", "[external] [spam] ",
          "{disarmed} ", "[ external ] "}) {
        EXPECT_EQ(without_gateway_tags(std::string(tag) + "out of office"), "out of office") << tag;
    }
}

TEST(GatewayTag, LeavesWhatSendersWrite) {
    for (const char* const subject :
         {"", "spam", "[users] out of office", "[auto-reply] away", "*urgent* lunch",
          "(ooo) back on monday", "external review", "[spamassassin-users] a question",
          "re: [external] lunch", "[external", "***", "[", "[]", "[12]", "[spam",
          "- spam is a problem"}) {
        EXPECT_EQ(without_gateway_tags(subject), subject);
    }
}

TEST(GatewayTag, MayBeAllThereIs) {
    EXPECT_EQ(without_gateway_tags("[external]"), "");
}

TEST(GatewayTag, OfAHostileSubjectCostsOnePass) {
    const std::string many(1U << 20U, '[');
    EXPECT_EQ(without_gateway_tags(many).size(), many.size());
}

} // namespace
} // namespace backsift::rules
