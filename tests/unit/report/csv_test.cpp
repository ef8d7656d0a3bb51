#include "report/csv.hpp"

#include <algorithm>

#include <gtest/gtest.h>

#include "entries.hpp"

namespace backsift::report {
namespace {

std::size_t cells(const std::string& record) {
    std::size_t count = 1;
    bool quoted = false;
    for (const char c : record) {
        quoted = quoted != (c == '"');
        count += c == ',' && !quoted ? 1U : 0U;
    }
    return count;
}

TEST(Csv, EveryRecordHasTheCellsOfTheHead) {
    EXPECT_EQ(cells(csv_row(backscatter())), cells(csv_head()));
    EXPECT_EQ(cells(unreadable_csv_row("a,b", "gone, alas")), cells(csv_head()));
    for (const std::string& record :
         {csv_head(), csv_row(backscatter()), unreadable_csv_row("a", "b")})
        EXPECT_TRUE(record.ends_with("\"\r\n")) << record;
}

TEST(Csv, DoublesQuotes) {
    Entry entry = backscatter();
    entry.subject = "He said \"no\", twice";
    EXPECT_NE(csv_row(entry).find("\"He said \"\"no\"\", twice\""), std::string::npos);
}

TEST(Csv, DisarmsWhatASpreadsheetWouldRun) {
    for (const char* const opening : {"=", "+", "-", "@", "＝", "＠"}) {
        Entry entry = backscatter();
        entry.subject = std::string(opening) + "HYPERLINK(\"http://spam.test\")";
        const std::string record = csv_row(entry);
        EXPECT_NE(record.find("\"'" + std::string(opening) + "HYPERLINK"), std::string::npos)
            << record;
        EXPECT_EQ(record.find("\"" + std::string(opening)), std::string::npos) << record;
    }
}

TEST(Csv, IsOneLineWhateverThePathHolds) {
    Entry entry = backscatter();
    entry.path = "a\r\nb\tc";
    const std::string record = csv_row(entry);
    EXPECT_EQ(std::count(record.begin(), record.end(), '\n'), 1);
    EXPECT_EQ(record.find('\t'), std::string::npos);
}

} // namespace
} // namespace backsift::report
