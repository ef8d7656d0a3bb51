#include "mark/recipes.hpp"

#include <set>

#include <gtest/gtest.h>

namespace backsift::mark {
namespace {

TEST(Recipes, EachHasANameOfItsOwnAndSomethingToPaste) {
    std::set<std::string_view> names;
    for (const Recipe& recipe : recipes()) {
        EXPECT_TRUE(names.insert(recipe.name).second) << recipe.name;
        EXPECT_EQ(find_recipe(recipe.name), &recipe);
        EXPECT_FALSE(recipe.where.empty()) << recipe.name;
        EXPECT_FALSE(recipe.fixed.empty() && recipe.keyed.empty()) << recipe.name;
    }
    EXPECT_EQ(find_recipe("outlook"), nullptr);
}

TEST(Recipes, FixedOnesTakeTheTokenAndKeyedOnesTheProgram) {
    for (const Recipe& recipe : recipes()) {
        if (!recipe.fixed.empty()) {
            const std::string text = filled(recipe, recipe.fixed, "X-Mine", "kV3x9");
            EXPECT_NE(text.find("X-Mine"), std::string::npos) << recipe.name;
            EXPECT_NE(text.find("kV3x9"), std::string::npos) << recipe.name;
            EXPECT_EQ(text.find('@'), std::string::npos) << recipe.name;
        }
        if (!recipe.keyed.empty()) {
            const bool calls_us = recipe.keyed.find("backsift sendmail") != std::string_view::npos
                                  || recipe.keyed.find("backsift tag") != std::string_view::npos;
            EXPECT_TRUE(calls_us) << recipe.name;
            EXPECT_EQ(recipe.keyed.find("@VALUE@"), std::string_view::npos) << recipe.name;
        }
    }
}

TEST(Recipes, AValueThatLooksLikeAPlaceholderIsPutInOnce) {
    const Recipe recipe{.name = "x", .where = "y", .fixed = "@HEADER@: @VALUE@", .keyed = ""};
    EXPECT_EQ(filled(recipe, recipe.fixed, "X-Mine", "a@VALUE@b"), "X-Mine: a@VALUE@b\n");
}

} // namespace
} // namespace backsift::mark
