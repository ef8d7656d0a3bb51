#include "journal/record.hpp"

#include <string>

#include <gtest/gtest.h>

#include "support/fake_world.hpp"

namespace backsift::journal {
namespace {

using namespace std::string_literals;

Record bounce() {
    Record record;
    record.time = 1'795'255'469;
    record.id = "0123456789ab";
    record.judged = Judged{rules::Kind::bounce, verdict::Word::backscatter, proof::Answer::absent};
    record.place = verdict::Place::folder;
    record.by = "dsn-part,null-path";
    record.from = "<>";
    record.subject = "Undelivered Mail";
    record.bytes = 4711;
    record.path = "/home/ann/Maildir/.Backscatter/new/1.M2P3Q4R5.mx,S=4711";
    record.microseconds = 900;
    return record;
}

TEST(Record, IsOneLine) {
    EXPECT_EQ(
        format(bounce()),
        "1\t2026-11-21T10:04:29Z\tid=0123456789ab\tkind=bounce\tverdict=backscatter\tproof=absent\t"
        "place=folder\tby=dsn-part,null-path\tfrom=<>\tbytes=4711\tus=900\t"
        "path=/home/ann/Maildir/.Backscatter/new/1.M2P3Q4R5.mx,S=4711\tsubject=Undelivered Mail\n");
}

TEST(Record, ComesBackAsItWas) {
    Record record = bounce();
    record.note = "the folder failed: disk full";
    record.path = "/home/ann/Mail dir\t100%\n/new/\xff";
    record.host = "mx.example.net";
    record.arrived = record.time - 86'400;
    const auto read = parse_record(format(record));
    ASSERT_TRUE(read);
    EXPECT_EQ(format(*read), format(record));
    EXPECT_EQ(read->path, record.path);
    EXPECT_EQ(read->time, record.time);
    EXPECT_EQ(read->host, record.host);
    EXPECT_EQ(read->arrived, record.arrived);
    EXPECT_EQ(read->judged->verdict, verdict::Word::backscatter);
    record.judged.reset();
    EXPECT_FALSE(parse_record(format(record))->judged);
}

TEST(Record, CleansAndCutsWhatAStrangerWrote) {
    Record record = bounce();
    record.subject = "a\tverdict=genuine\n1\t2026\x1b[2J\0"s + std::string(5000, 'x');
    record.from = std::string(5000, 'a') + "\nb";
    record.by = std::string(5000, 'b');
    record.path = std::string(5000, 'p');
    record.note = std::string(5000, '\n') + std::string(5000, 'n');
    const std::string line = format(record);
    EXPECT_LE(line.size(), 4096U);
    EXPECT_EQ(line.find('\n'), line.size() - 1);
    EXPECT_EQ(line.find('\x1b'), std::string::npos);
    const auto read = parse_record(line);
    ASSERT_TRUE(read);
    EXPECT_EQ(read->judged->verdict, verdict::Word::backscatter);
    EXPECT_LE(read->subject.size(), 80U);
    EXPECT_EQ(read->path, "") << "a path cut short would be another file's";
}

TEST(Record, PassesOverKeysItDoesNotKnow) {
    EXPECT_TRUE(parse_record("1\t2026-11-21T10:04:29Z\tid=a\tfuture=x=y\tplace=inbox"));
}

TEST(Record, RefusesWhatIsNone) {
    for (const char* line :
         {"", "\n", "1", "1\t2026-11-21T10:04:29Z", "2\t2026-11-21T10:04:29Z\tid=a",
          "1\t2026-11-31T10:04:29Z\tid=a", "1\t2026-11-21 10:04:29\tid=a",
          "1\t2026-11-21T10:04:29Z\tplace=inbox",
          "1\t2026-11-21T10:04:29Z\tid= ", "1\t2026-11-21T10:04:29Z\tid=a\tkind=bouncy",
          "1\t2026-11-21T10:04:29Z\tid=a\tbytes=-1", "1\t2026-11-21T10:04:29Z\tid=a\tcut"}) {
        EXPECT_FALSE(parse_record(line)) << line;
    }
}

TEST(Record, IsMadeFromADelivery) {
    test::FakeWorld world;
    message::Mail mail;
    mail.envelope.reverse_path = message::NullPath{};
    deliver::Receipt receipt;
    receipt.place = verdict::Place::inbox;
    receipt.path = "/usr/bin/procmail";
    receipt.way = deliver::Way::program;
    receipt.bytes = 12;
    receipt.notes = {"first", "second"};
    verdict::Verdict verdict;
    verdict.kind = rules::Kind::delay;
    os::Moment began = world.moment;
    began.microseconds -= 500;
    const Record record = record_of(&verdict, {"a", "b"}, mail, receipt, world, began);
    EXPECT_EQ(record.id, "456789abcdef");
    EXPECT_EQ(record.by, "a,b");
    EXPECT_EQ(record.from, "<>");
    EXPECT_EQ(record.path, "|/usr/bin/procmail");
    EXPECT_EQ(record.note, "first; second");
    EXPECT_EQ(record.microseconds, 500U);
    mail.envelope.reverse_path = "bob@example.net";
    EXPECT_EQ(record_of(&verdict, {}, mail, receipt, world, began).from, "bob@example.net");
    mail.envelope.reverse_path = {};
    EXPECT_EQ(record_of(&verdict, {}, mail, receipt, world, began).from, "") << "not known";
    began.seconds += 100;
    EXPECT_EQ(record_of(nullptr, {}, mail, receipt, world, began).microseconds, 0U);
}

} // namespace
} // namespace backsift::journal
