#include "report/complaint.hpp"

#include <gtest/gtest.h>

#include "support/mail_builder.hpp"

namespace backsift::report {
namespace {

Entry backscatter() {
    Entry entry;
    entry.verdict.kind = rules::Kind::bounce;
    entry.verdict.verdict = verdict::Word::backscatter;
    entry.verdict.proof = proof::Answer::absent;
    entry.proofs.push_back({"token", proof::Answer::absent, "The header bears no X-Secret-Mark."});
    entry.host = "mx.example.net";
    entry.reverse_path = "<>";
    entry.time = 1'795'255'469;
    entry.date = "2026-11-21T10:04:29Z";
    return entry;
}

Complaint about(ComplaintForm form) {
    Complaint out;
    out.form = form;
    out.from = "ann@example.org";
    out.host = "mx.example.net";
    out.domain = "example.net";
    out.version = "1";
    out.unique = "0123456789abcdef";
    out.now = 1'795'255'469;
    return out;
}

TEST(Complaint, NeverUsesABoundaryThatStandsInTheReply) {
    const auto mail = test::mail("Subject: x\n\n--=_0123456789abcdef\n--=_0123456789abcdef_--\n");
    const std::string text = complaint(about(ComplaintForm::arf), backscatter(), mail);
    EXPECT_NE(text.find("boundary=\"=_0123456789abcdef__\""), std::string::npos);
}

TEST(Complaint, TellsNoStrangerWhatMarksOurMail) {
    const auto mail = test::mail("Subject: x\n\nbody\n");
    for (const ComplaintForm form : {ComplaintForm::arf, ComplaintForm::plain})
        EXPECT_EQ(complaint(about(form), backscatter(), mail).find("X-Secret-Mark"),
                  std::string::npos);
}

TEST(Complaint, HasNoLineThatMailCannotCarry) {
    const auto mail = test::mail("Subject: " + std::string(4000, 'x') + "\nX: a\n\nbody");
    const std::string text = complaint(about(ComplaintForm::arf), backscatter(), mail);
    std::size_t begin = 0;
    while (begin < text.size()) {
        const std::size_t end = std::min(text.find('\n', begin), text.size());
        EXPECT_LE(end - begin, 998U);
        begin = end + 1;
    }
    EXPECT_NE(text.find("text/rfc822-headers"), std::string::npos);
}

TEST(MailDate, IsThatOfRfc5322) {
    EXPECT_EQ(mail_date(1'795'255'469), "Sat, 21 Nov 2026 10:04:29 +0000");
    EXPECT_EQ(mail_date(0), "Thu, 01 Jan 1970 00:00:00 +0000");
}

} // namespace
} // namespace backsift::report
