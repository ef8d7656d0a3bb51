#include "message/defect.hpp"

#include <set>

#include <gtest/gtest.h>

namespace backsift::message {
namespace {

TEST(Defect, HasAWordOfItsOwnAndASentence) {
    std::set<std::string_view> words;
    for (std::size_t i = 0; i < k_defects; ++i) {
        const auto defect = static_cast<Defect>(i);
        EXPECT_TRUE(words.insert(word(defect)).second) << word(defect);
        EXPECT_EQ(word(defect).find_first_not_of("abcdefghijklmnopqrstuvwxyz0123456789-"),
                  std::string_view::npos);
        EXPECT_TRUE(sentence(defect).ends_with('.')) << word(defect);
    }
}

TEST(Defect, WordsStandInTheOrderOfTheEnumeration) {
    EXPECT_EQ(word(Defect::empty), "empty");
    EXPECT_EQ(word(Defect::boundary_missing), "boundary-missing");
    EXPECT_EQ(word(Defect::bad_base64), "bad-base64");
    EXPECT_EQ(word(Defect::block_search_cut), "block-search-cut");
    EXPECT_EQ(word(Defect::message_too_large), "message-too-large");
}

TEST(Defects, AreASet) {
    Defects defects;
    EXPECT_TRUE(defects.none());
    defects.note(Defect::message_too_large);
    Defects others;
    others.note(Defect::empty);
    defects.add(others);
    EXPECT_TRUE(defects.has(Defect::empty));
    EXPECT_TRUE(defects.has(Defect::message_too_large));
    EXPECT_FALSE(defects.has(Defect::too_deep));
}

} // namespace
} // namespace backsift::message
