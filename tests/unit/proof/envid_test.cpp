#include "proof/envelope_id.hpp"

#include <gtest/gtest.h>

#include "unit/proof/answered.hpp"

namespace backsift::proof {
namespace {

constexpr Day k_day = 20'778; // 2026-11-21, when `Answered` arrives
const std::vector<std::string> k_addresses{"alice@example.org", "alice@example.com"};

TokenKey key(const std::string& id = "7f3a9c") {
    return {id, std::move(*Secret::from_base64(std::string(43, 'A') + '='))};
}
SharedKeys keys() {
    auto all = std::make_shared<std::vector<TokenKey>>();
    all->push_back(key("old"));
    all->push_back(key());
    return all;
}
std::string id(Day day = k_day, const std::string& identity = "alice@example.org",
               const TokenKey& with = key()) {
    return write_envelope_id(with, day, "twelve bytes", identity);
}

constexpr std::string_view k_spammer_elsewhere =
    "Received: from host166.spam.test (host166.spam.test [192.0.2.166])\n"
    "\tby mx.elsewhere.test with ESMTP id 4; Sat, 21 Nov 2026 05:20:43 +0000\n";

Reply ask(const std::string& written, const std::vector<std::string>& addresses = k_addresses,
          const std::string& recipient = "no-such-user@example.net") {
    const bool ours = recipient.ends_with("@example.net");
    Answered answered(k_to_us,
                      joined({ours ? k_our_relay_handed_over : k_spammer_elsewhere, k_rest}));
    answered.status.original_envelope_id = written;
    answered.status.recipients.resize(1);
    answered.status.recipients[0].final_recipient = recipient;
    return answered.ask(envelope_id(keys(), addresses));
}

TEST(EnvelopeId, IsWrittenAsItIsDescribed) {
    const std::string text = id(k_day, "ann@example.org");
    // Computed with Python's hmac module.
    EXPECT_EQ(text, "bs1.7f3a9c.20778.or3wk3dwmuqge6lumvzq.4rtchkkic6nv6lr4avppkbdwdq");
    EXPECT_LE(text.size(), 100U) << "RFC 3461 4.4";
    const auto read = read_envelope_id(text);
    ASSERT_TRUE(read);
    EXPECT_TRUE(fits_envelope_id(*read, key(), "Ann@example.org"));
    EXPECT_FALSE(fits_envelope_id(*read, key(), "bob@example.org"));
    EXPECT_FALSE(fits_envelope_id(*read, key("other"), "ann@example.org"));
}

TEST(EnvelopeId, ThatWeMadeIsProof) {
    EXPECT_EQ(ask(id()).answer, Answer::proven);
    EXPECT_EQ(ask(id()).name, "envid");
    EXPECT_EQ(ask(id(k_day, "alice@example.com")).answer, Answer::proven);
    std::string loud = id();
    for (char& c : loud) {
        c = c >= 'a' && c <= 'z' ? static_cast<char>(c - 'a' + 'A') : c;
    }
    EXPECT_EQ(ask(loud).answer, Answer::proven);
}

TEST(EnvelopeId, IsProofWhereNothingIsReturned) {
    Answered answered(k_to_us, std::nullopt);
    answered.status.original_envelope_id = id();
    EXPECT_EQ(answered.ask(envelope_id(keys(), k_addresses)).answer, Answer::proven);
    answered.status.original_envelope_id = id(k_day, "shop@alice.example");
    const auto any = envelope_id(keys(), {"*@alice.example"});
    EXPECT_EQ(answered.ask(any).answer, Answer::unknown) << "a pattern cannot be listed";
    answered.mail().envelope.recipients = {"shop+x@alice.example"};
    EXPECT_EQ(answered.ask(any).answer, Answer::proven);
}

TEST(EnvelopeId, ThatIsOldOnlyIndicates) {
    EXPECT_EQ(ask(id(k_day - 30)).answer, Answer::proven);
    EXPECT_EQ(ask(id(k_day - 31)).answer, Answer::indicated);
    EXPECT_EQ(ask(id(k_day + 3)).answer, Answer::indicated);
}

TEST(EnvelopeId, ThatNamesOurKeyWronglyIsForged) {
    EXPECT_EQ(ask(id(k_day, "mallory@spam.test")).answer, Answer::contradicted);
    std::string later = id();
    later.replace(later.find("20778"), 5, "20779");
    EXPECT_EQ(ask(later).answer, Answer::contradicted);
    EXPECT_EQ(ask(later, {"*@example.org"}).answer, Answer::unknown);
}

TEST(EnvelopeId, OfAnotherSaysNothing) {
    for (const std::string& text : std::initializer_list<std::string>{
             "", "QQ314159", id() + ".x", id().substr(1),
             id(k_day, "alice@example.org", key("gone")), std::string(5000, 'a'), "bs1....",
             "bs1.7f3a9c.20778.x.y"}) {
        EXPECT_EQ(ask(text).answer, Answer::unknown) << text;
    }
}

TEST(EnvelopeId, ReplayedToSomebodyElseSaysNothing) {
    EXPECT_EQ(ask(id(), k_addresses, "victim@elsewhere.test").answer, Answer::unknown);
}

} // namespace
} // namespace backsift::proof
