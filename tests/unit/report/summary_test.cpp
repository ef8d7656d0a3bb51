#include "report/summary.hpp"

#include <gtest/gtest.h>

#include "entries.hpp"

namespace backsift::report {
namespace {

TEST(Summary, CountsInWords) {
    Summary summary;
    summary.add(backscatter());
    summary.add(entry(rules::Kind::bounce, verdict::Word::genuine, proof::Answer::indicated));
    summary.add(entry(rules::Kind::delay, verdict::Word::unverifiable, proof::Answer::unknown));
    summary.add(entry(rules::Kind::ordinary, verdict::Word::ordinary, proof::Answer::unknown));
    const std::string text = summary.text({});
    EXPECT_NE(text.find("In 4 messages there are 3 automatic replies: 1 answer your mail, 1 do not, 1 cannot be told."), std::string::npos)
        << text;
    EXPECT_NE(text.find("1 message belongs into the backscatter folder, 3 into the inbox."), std::string::npos) << text;
    EXPECT_EQ(summary.messages(), 4U);
}

TEST(Summary, ShowsConflictsAmongTheClosestCallsFirst) {
    Summary summary;
    for (int i = 0; i < 20; ++i) summary.add(backscatter());
    Entry conflict = entry(rules::Kind::bounce, verdict::Word::unverifiable, proof::Answer::unknown);
    conflict.verdict.conflict = true;
    conflict.path = "the-conflict.eml";
    summary.add(conflict);
    const std::string text = summary.text({});
    const std::size_t calls = text.find("The closest calls");
    ASSERT_NE(calls, std::string::npos) << text;
    EXPECT_LT(text.find("the-conflict.eml", calls), text.find("mail/one.eml", calls)) << text;
}

TEST(Summary, NamesWhatCouldNotBeRead) {
    Summary summary;
    summary.add_unreadable("a\nb.eml", "Permission denied");
    EXPECT_NE(summary.text({}).find("a b.eml: Permission denied"), std::string::npos);
    EXPECT_EQ(summary.unreadable(), 1U);
}

TEST(Summary, KeepsTheReportingHostsWithTheirCounts) {
    Summary summary;
    summary.add(backscatter());
    summary.add(backscatter());
    EXPECT_NE(summary.text({}).find("mx.example.net        2            2"), std::string::npos) << summary.text({});
}

}  // namespace
}  // namespace backsift::report
