#include "evidence/recipients.hpp"

#include <gtest/gtest.h>

#include "support/mail_builder.hpp"

namespace backsift::evidence {
namespace {

TEST(Reason, IsReadFromTheEnhancedStatusCode) {
    EXPECT_EQ(reason("5.1.1", ""), "user-unknown");
    EXPECT_EQ(reason("4.2.2", ""), "mailbox-full");
    EXPECT_EQ(reason("5.7.26", ""), "policy");
    EXPECT_EQ(reason("4.4.7", ""), "expired");
    EXPECT_EQ(reason("5.1.10", ""), "null-mx");
}

TEST(Reason, FallsBackToTheReplyAndSaysNothingOfWhatSaysNothing) {
    EXPECT_EQ(reason("5.0.0", "550 5.1.1 <bob@example.net>: unknown"), "user-unknown");
    EXPECT_EQ(reason("", "550-5.7.1 no"), "policy");
    EXPECT_EQ(reason("5.0.0", ""), "");
    EXPECT_EQ(reason("", "host 192.0.2.5.1 said: 4.4"), "");
    EXPECT_EQ(reason("", ""), "");
}

TEST(Recipients, ComeFromTheDeliveryStatus) {
    const auto mail = test::mail("From: x@example.net\n\n");
    message::Defects defects;
    const auto status =
        message::parse_delivery_status("Reporting-MTA: dns; mx.example.net\n\nFinal-Recipient: "
                                       "rfc822; bob@example.net\nAction: failed\nStatus: 5.1.1\n"
                                       "Diagnostic-Code: smtp; 550 no\n\nFinal-Recipient: rfc822; "
                                       "eve@example.net\nAction: delayed\nStatus: 4.4.7\n",
                                       {}, defects);
    const auto found = recipients(mail, status, {});
    ASSERT_EQ(found.size(), 2U);
    EXPECT_EQ(found[0].address, "bob@example.net");
    EXPECT_EQ(found[0].reason, "user-unknown");
    EXPECT_EQ(found[0].smtp, "550 no");
    EXPECT_EQ(found[1].action, "delayed");
}

TEST(Recipients, ComeFromEximsFieldWhereThereIsNoStatus) {
    const auto mail = test::mail("X-Failed-Recipients: bob@example.net,\n eve@example.net\n\n");
    const auto found = recipients(mail, {}, {});
    ASSERT_EQ(found.size(), 2U);
    EXPECT_EQ(found[1].address, "eve@example.net");
    EXPECT_EQ(found[1].action, "failed");
}

std::vector<std::string> named(std::string_view notice) {
    const auto mail = test::mail("From: MAILER-DAEMON@mx.example.net\nTo: ann@example.org\n\n");
    std::vector<std::string> out;
    for (const Recipient& one : recipients_named_in(notice, mail, nullptr, {}))
        out.push_back(one.address);
    return out;
}

TEST(RecipientsNamedInTheText, BeginAParagraph) {
    EXPECT_EQ(named("sorry.\n<bob@example.net>: unknown user"),
              std::vector<std::string>{"bob@example.net"});
    EXPECT_EQ(named("failed:\nbob@example.net unrouteable address\neve@example.net"),
              (std::vector<std::string>{"bob@example.net", "eve@example.net"}));
    EXPECT_EQ(named("bob@example.net<mailto:bob@example.net>\nunknown"),
              std::vector<std::string>{"bob@example.net"});
    EXPECT_EQ(named("support\xE3\x81\xAF<help@example.net>\nbob@example.net"),
              std::vector<std::string>{"bob@example.net"});
    EXPECT_TRUE(named("please write to bob@example.net for help").empty());
    EXPECT_TRUE(named("").empty());
    EXPECT_TRUE(named("bob<eve@example.net").empty());
    EXPECT_TRUE(named("<>: no\n@example.net\nbob@\n<bob@example.net.>").empty());
}

TEST(RecipientsNamedInTheText, StandInBracketsWhereNoParagraphBeginsWithOne) {
    EXPECT_EQ(named("this is dma.\nthere was an error delivering to <bob@example.net>.\nask "
                    "<carl@example.net>"),
              std::vector<std::string>{"bob@example.net"});
    EXPECT_EQ(named("neither <bob@example.net> nor <eve@example.net> exists"),
              (std::vector<std::string>{"bob@example.net", "eve@example.net"}));
    EXPECT_EQ(named("not for <bob@example.net>\neve@example.net: unknown"),
              std::vector<std::string>{"eve@example.net"});
    EXPECT_TRUE(
        named("turn to <postmaster@example.net> or <bob@example.net.evil or a<b and <@").empty());
}

TEST(RecipientsNamedInTheText, StandWithWordsAndAColon) {
    const std::vector<std::string> bob{"bob@example.net"};
    for (const char* notice :
         {"sorry.\nrecipient bob@example.net: no such mailbox", "recipient: <bob@example.net>",
          "unknown user: bob@example.net", "user mailbox exceeds allowed size: bob@example.net",
          "failed: bob@example.net\nfor help: help@example.net", "recipient <bob@example.net>: no",
          "rcpt to:<bob@example.net> 550 no", "\xD0\xBA\xD0\xBE\xD0\xBC\xD1\x83: bob@example.net",
          "to whom:\nrecipient: bob@example.net 5.1.1 <eve@example.net>"}) {
        EXPECT_EQ(named(notice), bob) << notice;
    }
    EXPECT_EQ(
        named("recipient: bob@example.net\nrecipient: eve@example.net\ncontact: x@example.net"),
        (std::vector<std::string>{"bob@example.net", "eve@example.net"}));
    EXPECT_EQ(named("ask <bob@example.net>\nrecipient: eve@example.net"), bob);
    EXPECT_EQ(named("contact: help@example.net\n<bob@example.net>: unknown"), bob);
    for (const char* other :
         {"from: bob@example.net to: eve@example.net", "reply-to: bob@example.net",
          "we are sorry, bob: bob@example.net", "one two three four five six: bob@example.net",
          "your mail to bob@example.net failed", "time 10:00: bob@example.net",
          "contact: postmaster@example.net", "see: http://x/?a=bob@example.net", "user: bob@"}) {
        EXPECT_TRUE(named(other).empty()) << other;
    }
}

TEST(RecipientsNamedInTheText, AreNotWhomTheReportWentTo) {
    EXPECT_TRUE(named("ann@example.org\nMAILER-DAEMON@mx.example.net").empty());
    EXPECT_TRUE(named("your mail <ann@example.org> failed").empty());
}

TEST(RecipientsNamedInTheText, AreNotWhereHelpIsToBeHad) {
    for (const char* notice :
         {"for further assistance, please contact <support@example.net>",
          "abuse: abuse@example.net", "write to <hostmaster@example.net> or <info@example.net>"}) {
        EXPECT_TRUE(named(notice).empty()) << notice;
    }
    EXPECT_EQ(named("ask <support@example.net>\nnot to <bob@example.net>"),
              std::vector<std::string>{"bob@example.net"});
    EXPECT_EQ(named("<support@example.net>: unknown user"),
              std::vector<std::string>{"support@example.net"});
}

TEST(RecipientsNamedInTheText, AreNotWhoSentWhatIsReturned) {
    const auto mail = test::mail("From: MAILER-DAEMON@mx.example.net\nTo: b+7@example.org\n\n");
    message::Returned returned;
    returned.bytes = base::Bytes(std::string_view("From: Ann <ann@example.org>\n\n"));
    message::Defects defects;
    std::size_t body_at = 0;
    returned.header = message::scan_header(returned.bytes.view(), {}, defects, body_at);
    const std::string_view notice =
        "your mail\nfrom: ann <Ann@example.org> to: bob <bob@example.net>\nfailed";
    const auto found = recipients_named_in(notice, mail, &returned, {});
    ASSERT_EQ(found.size(), 1U);
    EXPECT_EQ(found[0].address, "bob@example.net");
}

TEST(RecipientsNamedInTheText, AreFewAndEachOnce) {
    std::string text;
    for (int i = 0; i < 1000; ++i)
        text += "bob" + std::to_string(i % 50) + "@example.net: no\n";
    EXPECT_EQ(named(text).size(), k_named);
    EXPECT_EQ(named("bob@example.net\nBOB@example.net").size(), 1U);
    EXPECT_TRUE(named(std::string(100'000, 'a') + "@example.net").empty());
    std::string bracketed = "a ";
    for (int i = 0; i < 1000; ++i)
        bracketed += "<bob" + std::to_string(i % 50) + "@example.net> ";
    EXPECT_EQ(named(bracketed).size(), k_named);
}

} // namespace
} // namespace backsift::evidence
