// What DESIGN.md and CONVENTIONS.md say of the sources and no compiler checks.
#include <algorithm>
#include <map>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include <gtest/gtest.h>

#include "source_file.hpp"

namespace backsift::laws {
namespace {

using Names = std::set<std::string>;

// DESIGN.md, "Rooms": who may know whom directly.
const std::map<std::string, Names>& may_know() {
    static const std::map<std::string, Names> k_table{
        {"base", {}},
        {"manual", {"base"}},
        {"os", {"base"}},
        {"toml", {"base"}},
        {"message", {"base"}},
        {"rules", {"message", "toml"}},
        {"proof", {"message"}},
        {"evidence", {"rules", "proof"}},
        {"verdict", {"evidence"}},
        {"config", {"toml", "os"}},
        {"mailbox", {"message", "os"}},
        {"deliver", {"mailbox", "verdict", "config"}},
        {"journal", {"deliver"}},
        {"mark", {"proof", "os"}},
        {"report", {"verdict", "journal"}},
        {"setup", {"config", "mark", "journal"}},
        {"cli",
         {"base", "os", "toml", "message", "rules", "proof", "evidence", "verdict", "config",
          "mailbox", "deliver", "journal", "mark", "report", "setup", "manual"}}};
    return k_table;
}

// A room sees what the rooms it knows show in their headers.
Names reachable(const std::string& room) {
    Names seen{room};
    std::vector<std::string> open{room};
    while (!open.empty()) {
        const std::string next = open.back();
        open.pop_back();
        for (const std::string& known : may_know().at(next)) {
            if (seen.insert(known).second) {
                open.push_back(known);
            }
        }
    }
    return seen;
}

// Files that are longer than the rest may be, and why.
const std::map<std::string, std::string>& long_files() {
    static const std::map<std::string, std::string> k_table{
        {"src/config/options.cpp", "the option table: a row for each key, with its text"}};
    return k_table;
}
constexpr std::size_t k_most_lines = 400;

// Files that keep state which outlives a call, and why.
const std::map<std::string, std::string>& files_with_state() {
    static const std::map<std::string, std::string> k_table{
        {"src/os/guard.cpp", "a signal handler reaches nothing but globals"}};
    return k_table;
}

std::vector<SourceFile> sources() {
    std::vector<SourceFile> files = all_sources();
    EXPECT_GT(files.size(), 10U) << "looked in the wrong place";
    return files;
}

bool is_in(const SourceFile& file, const Names& rooms) {
    return rooms.count(file.room) > 0;
}

TEST(Rooms, AreThoseOfTheDesign) {
    for (const SourceFile& file : sources()) {
        EXPECT_EQ(may_know().count(file.room), 1U) << file.path << " is in no room of the design";
    }
}

TEST(Rooms, LookOnlyAtRoomsTheyMayKnow) {
    for (const SourceFile& file : sources()) {
        if (may_know().count(file.room) == 0) {
            continue; // told above
        }
        const Names allowed = reachable(file.room);
        for (const std::string& include : includes_of(file.text)) {
            const std::string room = include.substr(0, include.find('/'));
            if (include.find('/') != std::string::npos && may_know().count(room) > 0) {
                EXPECT_EQ(allowed.count(room), 1U) << file.path << " includes " << include;
            }
        }
    }
}

TEST(Rooms, KnowEachOtherInOneDirectionOnly) {
    for (const auto& [room, known] : may_know()) {
        for (const std::string& other : known) {
            EXPECT_EQ(reachable(other).count(room), 0U) << room << " and " << other;
        }
    }
}

TEST(ForeignLibraries, AreIncludedByOneFileEachOfOneRoom) {
    const std::vector<std::pair<std::string, std::string>> homes{
        {"mimetic/", "message"}, {"boost/regex", "rules"}, {"toml++/", "toml"},
        {"sodium", "proof"},     {"nettle/", "proof"},     {"openssl/", "proof"}};
    const std::vector<SourceFile> files = sources();
    for (const auto& [prefix, room] : homes) {
        Names users;
        for (const SourceFile& file : files) {
            for (const std::string& include : includes_of(file.text)) {
                if (include.starts_with(prefix)) {
                    users.insert(file.path);
                    EXPECT_EQ(file.room, room) << file.path << " includes " << include;
                }
            }
        }
        EXPECT_LE(users.size(), 1U) << prefix << ": " << testing::PrintToString(users);
    }
}

TEST(Headers, OfStreamsRegexLocaleAndRangesAreIncludedNowhere) {
    const Names banned{"iostream", "regex", "locale", "clocale", "locale.h", "ranges", "codecvt"};
    for (const SourceFile& file : sources()) {
        for (const std::string& include : includes_of(file.text)) {
            EXPECT_EQ(banned.count(include), 0U) << file.path << " includes <" << include << '>';
        }
    }
}

TEST(TheWorld, IsNeverReachedThroughAShell) {
    for (const SourceFile& file : sources()) {
        for (const std::string_view function : {"system", "popen", "setlocale"}) {
            EXPECT_FALSE(calls(file.code, function)) << file.path << " calls " << function;
        }
    }
}

TEST(TheWorld, ShowsItsEnvironmentToCliAndOsOnly) {
    for (const SourceFile& file : sources()) {
        for (const std::string_view function : {"getenv", "secure_getenv"}) {
            EXPECT_TRUE(is_in(file, {"cli", "os"}) || !calls(file.code, function))
                << file.path << " calls " << function;
        }
    }
}

TEST(Files, AreNotLongerThanAPersonReads) {
    for (const SourceFile& file : sources()) {
        EXPECT_TRUE(file.lines() <= k_most_lines || long_files().count(file.path) > 0)
            << file.path << " has " << file.lines() << " lines";
    }
    for (const auto& [path, why] : long_files()) {
        EXPECT_FALSE(why.empty()) << path;
    }
}

TEST(State, IsNeverKeptInAMutableGlobal) {
    for (const SourceFile& file : sources()) {
        if (file.path.ends_with("/main.cpp") || files_with_state().count(file.path) > 0) {
            continue;
        }
        for (const std::string& statement : mutable_globals(file.code)) {
            ADD_FAILURE() << file.path << ": " << statement;
        }
    }
}

} // namespace
} // namespace backsift::laws
