#include "report/entry_store.hpp"

#include <gtest/gtest.h>

#include "base/text.hpp"
#include "entries.hpp"
#include "report/json.hpp"

namespace backsift::report {
namespace {

Entry full() {
    Entry out = at(backscatter(), 1'795'239'060);
    out.verdict.would_change = {"one", "two"};
    out.verdict.conflict = true;
    out.original = Original::headers;
    out.original_complete = true;
    out.original_where = "part 3";
    out.original_message_id = "one@example.org";
    out.original_subject = "lunch";
    out.from = "Ann <ann@example.org>";
    out.to = "bob@example.net";
    out.defects.note(message::Defect::header_only);
    out.bytes = 4711;
    return out;
}

TEST(EntryStore, GivesBackWhatItTook) {
    const Entry before = full();
    const auto after = from_bytes(to_bytes(before));
    ASSERT_TRUE(after);
    Entry placed = *after;
    placed.path = before.path;
    EXPECT_EQ(to_json(placed), to_json(before));
    EXPECT_EQ(placed.verdict.because, before.verdict.because);
    EXPECT_EQ(placed.verdict.would_change, before.verdict.would_change);
    EXPECT_EQ(placed.verdict.conflict, before.verdict.conflict);
    EXPECT_EQ(placed.time, before.time);
    EXPECT_EQ(placed.host, before.host);
    EXPECT_EQ(placed.from, before.from);
    EXPECT_EQ(placed.to, before.to);
    EXPECT_EQ(placed.bytes, before.bytes);
    EXPECT_EQ(placed.original_complete, before.original_complete);
    EXPECT_EQ(to_bytes(placed), to_bytes(before));
}

TEST(EntryStore, KeepsAnUnknownTimeUnknown) {
    const auto after = from_bytes(to_bytes(backscatter()));
    ASSERT_TRUE(after);
    EXPECT_FALSE(after->time);
}

TEST(EntryStore, TakesNoOtherBytesForAnEntry) {
    const std::string bytes = to_bytes(full());
    for (std::size_t end = 0; end < bytes.size(); ++end)
        EXPECT_FALSE(from_bytes(bytes.substr(0, end))) << end;
    EXPECT_FALSE(from_bytes("\x90"));
    EXPECT_FALSE(from_bytes("\x93\x01\x02\x03"));
}

// A disk may change any of them. Then it is an entry all the same, which every format can write, or
// none.
TEST(EntryStore, IsNotLedIntoTheDepthByADamagedFile) {
    EXPECT_FALSE(from_bytes(std::string(1'000'000, '\x91'))); // arrays of one element each
    EXPECT_FALSE(from_bytes(std::string(1'000'000, '\x81'))); // maps
}

TEST(EntryStore, TakesNoValueThatTheResultModelDoesNotHave) {
    const std::string bytes = to_bytes(full());
    std::size_t taken = 0;
    for (std::size_t at = 0; at < bytes.size(); ++at) {
        for (const char changed : std::string("\x00\x05\x0b\x7f\x1b\xc1\xcb\xcf\xff", 9)) {
            std::string damaged = bytes;
            damaged[at] = changed;
            const auto entry = from_bytes(damaged);
            if (!entry)
                continue;
            ++taken;
            const std::string json = to_json(*entry);
            EXPECT_EQ(base::clean(json, json.size()), json) << at;
            EXPECT_EQ(to_bytes(*from_bytes(to_bytes(*entry))), to_bytes(*entry)) << at;
        }
    }
    EXPECT_GT(taken, 0U);
    std::string no_list = bytes;
    const std::size_t list = no_list.find("\x92\xa3one\xa3two"); // would_change
    ASSERT_NE(list, std::string::npos);
    no_list.replace(list, 9, "\xa3one");
    EXPECT_FALSE(from_bytes(no_list));
    std::string far = bytes;
    far.replace(far.size() - 1, 1, "\xcb\x7f\xef\xff\xff\xff\xff\xff\xff"); // the greatest double
    EXPECT_FALSE(from_bytes(far));
}

} // namespace
} // namespace backsift::report
