#include "report/entry.hpp"

#include <gtest/gtest.h>

#include "message/mail.hpp"

namespace backsift::report {
namespace {

Entry made(rules::Kind kind, Detail detail, std::vector<evidence::Finding> findings = {}) {
    const base::Limits limits;
    const message::Mail mail =
        message::parse(base::Bytes("Received: by mx.test; Sat, 21 Nov 2026 06:02:00 +0000\n"
                                   "From: Ann <ann@example.org>\nSubject: hello\n\nhello\n"),
                       {}, limits);
    evidence::Evidence evidence;
    evidence.findings = std::move(findings);
    verdict::Verdict verdict;
    verdict.kind = kind;
    return make_entry("path", mail, std::move(evidence), std::move(verdict), limits, detail);
}

TEST(Entry, OfMailThatIsOnlyCountedHoldsNoWords) {
    const Entry counted = made(rules::Kind::ordinary, Detail::counted);
    const Entry whole = made(rules::Kind::ordinary, Detail::whole);
    EXPECT_EQ(counted.subject + counted.from + counted.host + counted.date, "");
    EXPECT_EQ(counted.time, whole.time);
    EXPECT_EQ(counted.bytes, whole.bytes);
    EXPECT_EQ(whole.subject, "hello");
    EXPECT_EQ(whole.host, "example.org");
}

TEST(Entry, OfMailThatASummaryMayNameIsWhole) {
    EXPECT_EQ(made(rules::Kind::bounce, Detail::counted).subject, "hello");
    const evidence::Finding sign{"sign", "bounce", "weak", "Subject", "", ""};
    EXPECT_EQ(made(rules::Kind::ordinary, Detail::counted, {sign}).subject, "hello");
}

} // namespace
} // namespace backsift::report
