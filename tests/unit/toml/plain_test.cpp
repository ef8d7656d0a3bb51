#include "toml/plain.hpp"

#include <filesystem>
#include <fstream>
#include <random>
#include <string>

#include <gtest/gtest.h>

#include "support/toml_text.hpp"

namespace backsift::toml {
namespace {

using test::shown;

// Whether it is plain. Then toml++ must read it, and the same.
bool compare(const std::string& text) {
    const std::optional<Table> plain = read_plain(text);
    if (!plain)
        return false;
    const auto document = parse_by_library(text, "a.toml");
    if (document)
        EXPECT_EQ(shown(*plain), shown(document->root)) << text;
    else
        ADD_FAILURE() << document.error().sentence << '\n' << text;
    return true;
}

const std::string k_config = "# mine\n"
                             "log = 3\n"
                             "[identity] # who\n"
                             "addresses = [\"ann@example.org\", '*@ann.example']\n"
                             "sending_complete = true\n"
                             "\n"
                             "  [ deliver ]\n"
                             "\tinbox\t= \"~/Maildir\"\r\n"
                             "[token]\n"
                             "since  = 2024-02-29\n"
                             "value = \"With its # content ] of the day\"   # c\n"
                             "names = [\n"
                             "  \"mail.example.org\", # one\n"
                             "\n"
                             "  12 , 2026-01-01, false,\n"
                             "]\n"
                             "empty = []\n"
                             "[[dkim]]\n"
                             "domain = 'example.org'\n"
                             "[[ dkim ]]\n"
                             "domain = \"\"\n"
                             "[last-1_]";

TEST(PlainToml, IsReadAsTheLibraryReadsIt) {
    for (const std::string& text :
         {std::string(), std::string("\n\n # only a comment"), std::string("a=1"),
          std::string("a = 0\nb = 999999999999999999 \n"),
          std::string("1 = true\n-_- = false\ntrue = \"x\"\n"),
          std::string("d = 9999-12-31\ne = 0000-03-01\n"), std::string("a = [ ]"), k_config}) {
        EXPECT_TRUE(compare(text)) << text;
    }
}

TEST(PlainToml, LeavesWhatIsOddToTheLibrary) {
    for (const char* const text : {"a = 1\na = 2\n",
                                   "[a]\n[a]\n",
                                   "a = 1\n[a]\n",
                                   "[a]\n[[a]]\n",
                                   "a = []\n[[a]]\n",
                                   "a.b = 1\n",
                                   "[a.b]\n",
                                   "\"a\" = 1\n",
                                   "a = \"\\n\"\n",
                                   "a = \"\"\"x\"\"\"\n",
                                   "a = '''x'''\n",
                                   "a = \"x\n",
                                   "a = -1\n",
                                   "a = +1\n",
                                   "a = 1_000\n",
                                   "a = 0x1F\n",
                                   "a = 01\n",
                                   "a = 1.5\n",
                                   "a = 1e3\n",
                                   "a = inf\n",
                                   "a = 9999999999999999999\n",
                                   "a = 2026-02-29\n",
                                   "a = 2026-13-01\n",
                                   "a = 2026-01-01T00:00:00Z\n",
                                   "a = 2026-01-01 00:00:00\n",
                                   "a = [2026-01-01 00:00:00]\n",
                                   "a = 12:30:00\n",
                                   "a = {}\n",
                                   "a = [[1]]\n",
                                   "a = [1 2]\n",
                                   "a = [,]\n",
                                   "a = [\n",
                                   "a = \n",
                                   "a\n",
                                   "= 1\n",
                                   "[]\n",
                                   "[a\n",
                                   "[[a]\n",
                                   "[[a] ]\n",
                                   "a = True\n",
                                   "a = 1 b = 2\n",
                                   "a = 1\rb = 2\n",
                                   "a = \"\x01\"\n",
                                   "# gr\xC3\xBCn\n",
                                   "\xEF\xBB\xBF\n"}) {
        EXPECT_FALSE(compare(text)) << text;
    }
}

TEST(PlainToml, IsReadAsTheLibraryReadsItHoweverItIsChanged) {
    const std::string signs = "[]\"'=#,.-_ \t\r\n0129aTtrue:+{}\\";
    std::mt19937 dice(1);
    const auto below = [&](std::size_t most) { return dice() % most; };
    std::size_t plain = 0;
    for (int round = 0; round < 5'000; ++round) {
        std::string text = k_config;
        for (std::size_t changes = 1 + below(3); changes > 0; --changes) {
            const std::size_t at = below(text.size());
            switch (below(4)) {
            case 0:
                text.erase(at, 1 + below(6));
                break;
            case 1:
                text.insert(at, 1, signs[below(signs.size())]);
                break;
            case 2:
                text[at] = signs[below(signs.size())];
                break;
            default:
                text.insert(at, text.substr(below(text.size()), below(20)));
            }
        }
        plain += compare(text) ? 1U : 0U;
    }
    EXPECT_GT(plain, 500U);
}

TEST(PlainToml, IsReadAsTheLibraryReadsItInAllExamples) {
    std::size_t plain = 0;
    for (const char* const folder : {"/examples", "/filters"}) {
        for (const auto& entry : std::filesystem::recursive_directory_iterator(
                 BACKSIFT_SOURCE_DIR + std::string(folder))) {
            if (entry.path().extension() != ".toml")
                continue;
            std::ifstream file(entry.path(), std::ios::binary);
            const std::string text{std::istreambuf_iterator<char>(file), {}};
            plain += compare(text) ? 1U : 0U;
        }
    }
    EXPECT_GT(plain, 0U);
}

} // namespace
} // namespace backsift::toml
