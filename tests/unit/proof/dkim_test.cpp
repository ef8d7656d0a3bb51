#include <gtest/gtest.h>

#include "answered.hpp"
#include "dkim_signer.hpp"

namespace backsift::proof {
namespace {

const std::vector<DkimKey> k_keys{{"example.org", "s1", std::string(k_ed25519_record)}};
constexpr std::string_view k_body = "Shall we?\n";

Answered bounced(std::string_view header, std::string_view recipient = "no-such-user@example.net") {
    Answered answered(k_to_us, std::string(header));
    message::RecipientStatus status;
    status.final_recipient = recipient;
    answered.status.recipients.push_back(std::move(status));
    answered.status.fields.emplace_back("final-recipient", recipient);
    return answered;
}

Reply ask(const Answered& answered, const std::vector<std::string>& mine = {"alice@example.org"}) {
    return answered.ask(dkim(k_keys, mine));
}

std::string with_trace(const std::string& header) {
    return std::string(k_our_relay_handed_over) + header;
}

TEST(Dkim, ProvesASignedHeaderThatCameBack) {
    const Reply reply = ask(bounced(with_trace(dkim_signed(k_rest, k_body))));
    EXPECT_EQ(reply.answer, Answer::proven) << reply.detail;
    EXPECT_NE(reply.detail.find("s1._domainkey.example.org"), std::string::npos);
}

TEST(Dkim, ProvesWithSimpleCanonicalisationToo) {
    Signing how;
    how.header = how.body = Canonical::simple;
    EXPECT_EQ(ask(bounced(with_trace(dkim_signed(k_rest, k_body, how)))).answer, Answer::proven);
}

TEST(Dkim, KnowsNothingWithoutASignatureOfOurs) {
    EXPECT_EQ(ask(bounced(k_rest)).answer, Answer::unknown);
    EXPECT_EQ(ask(Answered(k_to_us, std::nullopt)).answer, Answer::unknown);
    Signing another;
    another.selector = "s2";
    EXPECT_EQ(ask(bounced(dkim_signed(k_rest, k_body, another))).answer, Answer::unknown);
    another.selector = "s1";
    another.domain = "example.net";
    EXPECT_EQ(ask(bounced(dkim_signed(k_rest, k_body, another))).answer, Answer::unknown);
}

TEST(Dkim, IsUnknownAndNeverContradictedWhenTheSignatureDoesNotVerify) {
    std::string mangled = dkim_signed(k_rest, k_body);
    mangled.replace(mangled.find("Meeting"), 7, "MEETING");
    const Reply reply = ask(bounced(mangled));
    EXPECT_EQ(reply.answer, Answer::unknown);
    EXPECT_NE(reply.detail.find("does not verify"), std::string::npos);
}

TEST(Dkim, IsUnknownForAnotherAuthorOfOurDomain) {
    const std::string header = dkim_signed(k_rest, k_body);
    EXPECT_EQ(ask(bounced(header), {"bob@example.org"}).answer, Answer::unknown);
    EXPECT_EQ(ask(bounced(header), {}).answer, Answer::unknown);
    EXPECT_EQ(ask(bounced(header), {"*@example.org"}).answer, Answer::proven);
}

TEST(Dkim, IsUnknownWithMoreThanOneFromOrAuthor) {
    const std::string header = dkim_signed(k_rest, k_body);
    EXPECT_EQ(ask(bounced("From: spam@spam.test\n" + header)).answer, Answer::unknown);
    EXPECT_EQ(ask(bounced(header + "From: alice@example.org\n")).answer, Answer::unknown);
    EXPECT_EQ(ask(bounced(dkim_signed(joined({"From: alice@example.org, eve@spam.test\n",
                                              "To: no-such-user@example.net\n",
                                              "Date: Sat, 21 Nov 2026 05:06:20 +0000\n",
                                              "Message-ID: <a@example.org>\n"}),
                                      k_body)))
                  .answer,
              Answer::unknown);
}

TEST(Dkim, IsUnknownWhenAnotherRecipientFailed) {
    const std::string header = dkim_signed(k_rest, k_body);
    EXPECT_EQ(ask(bounced(header, "victim@example.com")).answer, Answer::unknown);
    // A To above the signed one, and one that is not signed at all, name nobody.
    EXPECT_EQ(ask(bounced("To: victim@example.com\n" + header, "victim@example.com")).answer,
              Answer::unknown);
    Signing how;
    how.names = "from:date:message-id:to";
    EXPECT_EQ(ask(bounced("Cc: victim@example.com\n" + dkim_signed(k_rest, k_body, how),
                          "victim@example.com"))
                  .answer,
              Answer::unknown);
}

TEST(Dkim, IsWeakerWhereLessIsSigned) {
    Signing how;
    how.names = "from:date:message-id";
    EXPECT_EQ(ask(bounced(dkim_signed(k_rest, k_body, how))).answer, Answer::unknown);
    how.names = "from:to:message-id";
    EXPECT_EQ(ask(bounced(dkim_signed(k_rest, k_body, how))).answer, Answer::indicated);
    how.names = "from:to:date";
    EXPECT_EQ(ask(bounced(dkim_signed(k_rest, k_body, how))).answer, Answer::indicated);
}

TEST(Dkim, LooksAtTheTimesAgainstTheArrival) {
    Signing how;
    how.more = "t=1795237580; x=1795842380; ";
    EXPECT_EQ(ask(bounced(dkim_signed(k_rest, k_body, how))).answer, Answer::proven);
    how.more = "t=1785237580; x=1785842380; ";
    EXPECT_EQ(ask(bounced(dkim_signed(k_rest, k_body, how))).answer, Answer::indicated);
    how.more = "t=1799999999; ";
    EXPECT_EQ(ask(bounced(dkim_signed(k_rest, k_body, how))).answer, Answer::indicated);
}

TEST(Dkim, LooksAtTheBodyWhereItCameBackWhole) {
    constexpr std::string_view k_multipart = "Content-Type: multipart/mixed; boundary=b\n";
    const std::string whole = "--b\n\nShall we?\n--b--\n";
    const std::string header = dkim_signed(std::string(k_rest) + std::string(k_multipart), whole);
    const auto with_body = [&](const std::string& body) {
        Answered answered = bounced("");
        message::Returned& returned = answered.returned();
        returned.bytes = base::Bytes(header + '\n' + body);
        message::Defects defects;
        std::size_t at = 0;
        returned.header = message::scan_header(returned.bytes.view(), answered.limits, defects, at);
        returned.body = returned.bytes.view().substr(at);
        returned.form = message::ReturnedForm::full;
        return ask(answered).answer;
    };
    EXPECT_EQ(with_body(whole), Answer::proven);
    EXPECT_EQ(with_body(whole + "\n\n"), Answer::proven);
    EXPECT_EQ(with_body("--b\n\nBuy watches!\n--b--\n"), Answer::unknown);
    EXPECT_EQ(with_body(whole.substr(0, 10)), Answer::proven); // cut
}

TEST(Dkim, TakesNoSignatureThatTheStandardRefuses) {
    for (const char* more : {"i=@example.com; ", "i=alice@badexample.org; ", "l=x; ", "x=-1; ",
                             "c=relaxed; ", "t=99999999999999; "}) {
        std::string header = dkim_signed(k_rest, k_body);
        header.insert(header.find("h=from"), more);
        EXPECT_EQ(ask(bounced(header)).answer, Answer::unknown) << more;
    }
    Signing how;
    how.more = "i=@mail.example.org; ";
    EXPECT_EQ(ask(bounced(dkim_signed(k_rest, k_body, how))).answer, Answer::proven);
}

TEST(Dkim, TriesAFewSignaturesOnly) {
    const std::string good = dkim_signed(k_rest, k_body);
    std::string bad = good.substr(0, good.find("Date:"));
    bad.replace(bad.find("bh=") + 3, 4, "AAAA");
    std::string some;
    std::string many;
    for (int i = 0; i < 100; ++i) {
        (i < 2 ? some : many) += bad;
    }
    EXPECT_EQ(ask(bounced(some + good)).answer, Answer::proven);
    EXPECT_EQ(ask(bounced(many + good)).answer, Answer::unknown);
}

TEST(Dkim, IsInTroubleWithAKeyThatIsNone) {
    const std::string header = dkim_signed(k_rest, k_body);
    for (const char* text : {"", "v=DKIM1; p=", "nonsense"}) {
        const auto proof = dkim({{"example.org", "s1", text}}, {"alice@example.org"});
        const Reply reply = bounced(header).ask(proof);
        EXPECT_EQ(reply.answer, Answer::unknown);
        EXPECT_NE(reply.trouble, "");
        EXPECT_EQ(bounced(k_rest).ask(proof).trouble, "") << "there is nothing to verify";
    }
}

} // namespace
} // namespace backsift::proof
