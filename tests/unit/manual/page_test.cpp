#include "manual/page.hpp"

#include <gtest/gtest.h>

namespace backsift::manual {
namespace {

TEST(Pages, AreFoundByNameAndStandOnce) {
    ASSERT_FALSE(pages().empty());
    for (const Page& page : pages())
        EXPECT_EQ(find_page(page.name), &page) << page.name;
    ASSERT_NE(find_page("backsift"), nullptr);
    EXPECT_EQ(find_page("backsift")->section, '1');
    EXPECT_EQ(find_page("nothing"), nullptr);
}

} // namespace
} // namespace backsift::manual
