#include "cli/selection.hpp"

#include <gtest/gtest.h>

namespace backsift::cli {
namespace {

TEST(Selection, TakesEveryFolderWhenNoneIsNamed) {
    Selection all({}, {});
    EXPECT_TRUE(all.takes_folder("INBOX"));
    EXPECT_TRUE(all.check());
}

TEST(Selection, KnowsAFolderByAnyOfItsSpellings) {
    for (const char* const spelling :
         {"Archive.2025", ".Archive.2025", "Archive/2025", "archive.*"}) {
        Selection some({spelling}, {});
        EXPECT_TRUE(some.takes_folder("Archive.2025")) << spelling;
        EXPECT_FALSE(some.takes_folder("INBOX")) << spelling;
        EXPECT_TRUE(some.check()) << spelling;
    }
}

TEST(Selection, NamesAFolderThatIsWrittenOutOnly) {
    const Selection some({"Trash", "Archive.*"}, {});
    EXPECT_TRUE(some.names_folder("trash"));
    EXPECT_FALSE(some.names_folder("Archive.Trash"));
    EXPECT_FALSE(some.names_folder("Archive.2025"));
    EXPECT_FALSE(Selection({}, {}).names_folder("Trash"));
}

TEST(Selection, NamesTheFoldersThatAreThereWhenNoneMatched) {
    Selection some({"Snet"}, {});
    EXPECT_FALSE(some.takes_folder("INBOX"));
    EXPECT_FALSE(some.takes_folder("Sent"));
    const auto checked = some.check();
    ASSERT_FALSE(checked);
    EXPECT_EQ(checked.error().sentence, "no folder is called Snet");
    EXPECT_EQ(checked.error().hint, "there are INBOX, Sent");
}

} // namespace
} // namespace backsift::cli
