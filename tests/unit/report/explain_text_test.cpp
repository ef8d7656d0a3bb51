#include "report/explain_text.hpp"

#include <gtest/gtest.h>

#include "entries.hpp"

namespace backsift::report {
namespace {

bool shows(const Entry& entry, std::string_view wanted) {
    return explain(entry, {}).find(wanted) != std::string::npos;
}

TEST(Explain, SaysWhatItIsWhereItGoesAndWhy) {
    const Entry entry = backscatter();
    EXPECT_TRUE(shows(entry, "backscatter · bounce → the backscatter folder"));
    EXPECT_TRUE(shows(entry, "It is a bounce: a delivery report with fields."));
    EXPECT_TRUE(shows(entry, "decisive"));
    EXPECT_TRUE(shows(entry, "dsn-failed"));
    EXPECT_TRUE(shows(entry, "What mx.example.net reports"));
    EXPECT_TRUE(shows(entry, "bob@example.net failed 5.1.1 user-unknown"));
    EXPECT_TRUE(shows(entry, "nothing of the original came back"));
    EXPECT_TRUE(shows(entry, "the field is not in the returned header"));
}

TEST(Explain, AnOrdinaryMessageHasNoProofsToShow) {
    Entry entry;
    entry.path = "x";
    entry.subject = "hello";
    const std::string text = explain(entry, {});
    EXPECT_NE(text.find("ordinary → the inbox"), std::string::npos) << text;
    EXPECT_EQ(text.find("Whose mail"), std::string::npos) << text;
}

TEST(Explain, SaysThatAnIncompleteHeaderProvesNothing) {
    Entry entry = backscatter();
    entry.original = Original::text;
    EXPECT_TRUE(shows(entry, "not complete"));
    entry.original_complete = true;
    EXPECT_FALSE(shows(entry, "not complete"));
}

TEST(Explain, ShowsEveryDefectInASentence) {
    const std::string whole = explain(backscatter(), {});
    for (std::size_t i = 0; i < message::k_defects; ++i) {
        const auto defect = static_cast<message::Defect>(i);
        Entry entry = backscatter();
        entry.defects.note(defect);
        EXPECT_GT(explain(entry, {}).size(), whole.size()) << message::word(defect);
        const std::string_view sentence = message::sentence(defect);
        EXPECT_TRUE(shows(entry, sentence.substr(0, sentence.find(' ', 30))))
            << message::word(defect);
    }
}

TEST(Explain, BoundsListsAndCountsTheRest) {
    Entry entry = backscatter();
    for (int i = 0; i < 30; ++i) {
        entry.findings.push_back(entry.findings.front());
        entry.recipients.push_back(entry.recipients.front());
    }
    EXPECT_TRUE(shows(entry, "… and 23 more findings"));
    EXPECT_TRUE(shows(entry, "… and 26 more recipients"));
}

} // namespace
} // namespace backsift::report
