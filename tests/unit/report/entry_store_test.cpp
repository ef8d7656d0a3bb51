#include "report/entry_store.hpp"

#include <gtest/gtest.h>

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

} // namespace
} // namespace backsift::report
