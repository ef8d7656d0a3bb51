#include <gtest/gtest.h>

#include "unit/proof/answered.hpp"

namespace backsift::proof {
namespace {

const std::vector<std::string> k_ours{"alice@example.org", "info@example.org", "*@alice.example"};
const std::vector<std::string> k_sending{"alice@example.org", "bounce-*@alice.example"};

Answered bounce_to(std::string_view to_lines, std::vector<std::string> recipients = {}) {
    Answered answered(to_lines, joined({k_spammer_handed_over, k_rest}));
    answered.mail().envelope.recipients = std::move(recipients);
    return answered;
}

Answer ask(const Answered& answered) {
    return answered.ask(sending_addresses(k_ours, k_sending)).answer;
}

TEST(SendingAddresses, ContradictABounceToAnAddressThatNeverSends) {
    EXPECT_EQ(ask(bounce_to("To: info@example.org\n")), Answer::contradicted);
    EXPECT_EQ(ask(bounce_to("X-Original-To: info@example.org\nDelivered-To: uid1000@localhost\n")),
              Answer::contradicted);
    EXPECT_EQ(ask(bounce_to("", {"INFO@Example.org"})), Answer::contradicted);
    EXPECT_EQ(ask(bounce_to("To: \"Shop\" <shop@alice.example>\n")), Answer::contradicted);
    EXPECT_EQ(bounce_to("To: info@example.org\n").ask(sending_addresses(k_ours, k_sending)).name,
              "recipient");
}

TEST(SendingAddresses, AreUnknownWhenAnyOfTheAddressesSends) {
    EXPECT_EQ(ask(bounce_to("To: alice@example.org\n")), Answer::unknown);
    EXPECT_EQ(ask(bounce_to("Delivered-To: alice@example.org\nDelivered-To: info@example.org\nTo: "
                            "info@example.org\n")),
              Answer::unknown);
    EXPECT_EQ(ask(bounce_to("To: info@example.org\n", {"alice@example.org"})), Answer::unknown);
    EXPECT_EQ(ask(bounce_to("To: bounce-17@alice.example\n")), Answer::unknown);
}

TEST(SendingAddresses, LookBehindTags) {
    for (const char* to : {"alice+shop@example.org", "prvs=1234abcdef=alice@example.org",
                           "SRS0=HH=TT=example.org=alice@relay.example"}) {
        EXPECT_EQ(ask(bounce_to(joined({"To: ", to, "\n"}))), Answer::unknown) << to;
    }
    for (const char* to : {"info+shop@example.org", "prvs=1234abcdef=info@example.org",
                           "SRS0=HH=TT=example.org=info@relay.example"}) {
        EXPECT_EQ(ask(bounce_to(joined({"To: ", to, "\n"}))), Answer::contradicted) << to;
    }
}

TEST(SendingAddresses, AreUnknownWhenNoneIsOurs) {
    EXPECT_EQ(ask(bounce_to("To: bob@example.net\n", {"alice"})), Answer::unknown);
    EXPECT_EQ(ask(bounce_to("")), Answer::unknown);
    EXPECT_EQ(ask(bounce_to("To: undisclosed-recipients:;\n")), Answer::unknown);
}

TEST(SendingAddresses, SpeakOnlyOfReportsToTheNullPath) {
    Answered answered = bounce_to("To: info@example.org\n");
    answered.mail().envelope.reverse_path = std::string("list-bounces@example.net");
    EXPECT_EQ(ask(answered), Answer::unknown);
    answered.mail().envelope.reverse_path = message::UnknownPath{};
    EXPECT_EQ(ask(answered), Answer::unknown);
    answered.status.recipients.emplace_back();
    EXPECT_EQ(ask(answered), Answer::contradicted);
}

TEST(SendingAddresses, SayNothingOfReceipts) {
    Answered answered = bounce_to("To: info@example.org\n");
    answered.status.disposition = "manual-action/mdn-sent-manually; displayed";
    EXPECT_EQ(ask(answered), Answer::unknown);
}

TEST(SendingAddresses, AskForAReportOrAReturnedMail) {
    Answered nothing("To: info@example.org\n", std::nullopt);
    EXPECT_EQ(ask(nothing), Answer::unknown);
    nothing.status.recipients.emplace_back();
    EXPECT_EQ(ask(nothing), Answer::contradicted);
}

TEST(SendingAddresses, AreUnknownWhenNoneSends) {
    EXPECT_EQ(bounce_to("To: info@example.org\n").ask(sending_addresses(k_ours, {})).answer,
              Answer::unknown);
}

TEST(SendingAddresses, GiveUpOnMoreAddressesThanTheBound) {
    std::string to = "To: info@example.org";
    for (int i = 0; i < 500; ++i) {
        to += ",\n b" + std::to_string(i) + "@example.net";
    }
    EXPECT_EQ(ask(bounce_to(to + '\n')), Answer::unknown);
}

} // namespace
} // namespace backsift::proof
