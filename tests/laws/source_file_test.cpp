// The laws' own tools must find what they look for, or the laws would hold of anything.
#include "source_file.hpp"

#include <gtest/gtest.h>

namespace backsift::laws {
namespace {

TEST(CodeOf, BlanksCommentsLiteralsAndPreprocessorLines) {
    EXPECT_EQ(code_of("int a; // b\n"), "int a;     \n");
    EXPECT_EQ(code_of("f(\"a;\\\"{\");"), "f(       );");
    EXPECT_EQ(code_of("x /* ;\n */ y"), "x     \n    y");
    EXPECT_EQ(code_of("#define A \\\n int b\nc"), "           \n      \nc");
    EXPECT_EQ(code_of("g(R\"x(a\")x\");"), "g(R        );");
}

TEST(CodeOf, KeepsDigitSeparators) {
    EXPECT_EQ(code_of("int a = 20'000; int b;"), "int a = 20'000; int b;");
}

TEST(IncludesOf, NamesBothForms) {
    EXPECT_EQ(
        includes_of("#include <vector>\n  # include \"base/text.hpp\"  // why\nint include;\n"),
        (std::vector<std::string>{"vector", "base/text.hpp"}));
}

TEST(Calls, FindsACallButNoMemberAndNoLongerName) {
    EXPECT_TRUE(calls("x = std::getenv (\"A\");", "getenv"));
    EXPECT_TRUE(calls("::system(a);", "system"));
    EXPECT_FALSE(calls("world.system(a); my_system(b); system_of(c); system = 3;", "system"));
}

TEST(MutableGlobals, FindsThemAtNamespaceScope) {
    EXPECT_EQ(mutable_globals("namespace a { namespace { int count = 0; } }"),
              (std::vector<std::string>{"int count = 0"}));
    EXPECT_EQ(mutable_globals("std::vector<int> all{1, 2};").size(), 1U);
    EXPECT_EQ(mutable_globals("int f() { return 1; }\nstd::string name;").size(), 1U);
    EXPECT_EQ(mutable_globals("static bool seen;").size(), 1U);
}

TEST(MutableGlobals, FindsLocalStaticsAndThreadLocals) {
    EXPECT_EQ(mutable_globals("int f() { static int calls = 0; return ++calls; }").size(), 1U);
    EXPECT_EQ(mutable_globals("struct A { static inline int all = 0; };").size(), 1U);
    EXPECT_EQ(mutable_globals("void f() { thread_local std::string last; }").size(), 1U);
}

TEST(MutableGlobals, LeavesConstantsTypesAndFunctionsAlone) {
    EXPECT_TRUE(
        mutable_globals("namespace a { constexpr int k_a = 1; const std::string k_b{\"x\"}; }")
            .empty());
    EXPECT_TRUE(mutable_globals(
                    "struct A { int b = 0; static A make(); }; enum class B { c }; using D = int;")
                    .empty());
    EXPECT_TRUE(
        mutable_globals("int f(int a = 1); template<class T> T g(T t) { T u = t; return u; }")
            .empty());
    EXPECT_TRUE(
        mutable_globals("int f() { static const int k = 1; int x{2}; return k + x; } class C;")
            .empty());
    EXPECT_TRUE(
        mutable_globals("struct A { A& operator=(A&& o) noexcept { return *this; } };").empty());
}

} // namespace
} // namespace backsift::laws
