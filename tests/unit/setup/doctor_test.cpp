#include "setup/doctor.hpp"

#include <gtest/gtest.h>

#include <set>

#include "evidence/evidence.hpp"
#include "setup/bounce_shape.hpp"
#include "setup/doctor_advice.hpp"

namespace backsift::setup {
namespace {

constexpr std::int64_t k_now = 1795000000;

config::Config ann() {
    config::Config config;
    config.addresses = {"ann@example.org"};
    config.relay_names = {"192.0.2.99", "*.out.example.org"};
    return config;
}

// Judges by the built-in rules and the static token.
Opinion judged(const message::Mail& mail) {
    static const rules::RuleSet k_rules = rules::RuleSet::builtin();
    const base::Limits limits;
    proof::Proofs proofs;
    proofs.push_back(proof::static_token("X-Mine", "kV3x9QbLr7TzNwPf", {true, k_now - 30 * 86400}));
    auto evidence =
        evidence::collect(mail, {k_rules, proofs, limits, k_now}, evidence::Effort::explain);
    const auto verdict = verdict::decide(evidence, verdict::Policy::careful());
    return {std::string(rules::word(verdict.kind)), verdict.verdict, verdict.place,
            std::move(evidence.proofs)};
}

Letter marked() {
    Letter letter = own_letter(ann(), "host.example.org", k_now);
    letter.header = "X-Mine: kV3x9QbLr7TzNwPf\n" + letter.header;
    return letter;
}

TEST(Letter, LeavesByTheRelayOfTheConfig) {
    const Letter letter = own_letter(ann(), "host", k_now);
    EXPECT_EQ(letter.author, "ann@example.org");
    EXPECT_EQ(letter.client, "out.out.example.org");
    EXPECT_EQ(letter.client_address, "192.0.2.99");
    const Letter bare = own_letter({}, "host", k_now);
    EXPECT_EQ(bare.client, "host.invalid");
    EXPECT_EQ(rfc_date(k_now), "Wed, 18 Nov 2026 11:06:40 +0000");
}

TEST(Letter, CanBeOneThatWasReallySent) {
    const base::Limits limits;
    const auto letter = letter_from(
        "From: Me <me@example.org>\r\nTo: you@example.net\r\nMessage-ID: <x@y>\r\n\r\nhi\r\n",
        marked(), limits);
    ASSERT_TRUE(letter);
    EXPECT_EQ(letter->author + ' ' + letter->recipient + ' ' + letter->id,
              "me@example.org you@example.net x@y");
    EXPECT_FALSE(letter_from("", marked(), limits));
    EXPECT_FALSE(letter_from("From: me@example.org\n\n", marked(), limits));
}

TEST(Shapes, ArePlentyAndEachHasItsName) {
    std::set<std::string_view> names;
    for (const Shape& shape : shapes()) {
        EXPECT_TRUE(names.insert(shape.name).second) << shape.name;
        const std::string mail = bounce_of(shape, marked(), k_now);
        EXPECT_TRUE(mail.starts_with("Return-Path: <>\n")) << shape.name;
        for (const char* left : {"@OWN", "@TO@", "@ID@", "@DATE@", "@CLIENT", "@HEADER", "@QUOTED",
                                 "@MESSAGE", "@BODY@"})
            EXPECT_EQ(mail.find(left), std::string::npos) << shape.name << ' ' << left;
    }
    EXPECT_GE(names.size(), 14U);
}

TEST(Shapes, ShowTheMarkWhereTheyReturnAHeader) {
    const Examination seen = examine(marked(), forged_letter(marked(), k_now), judged, k_now);
    ASSERT_EQ(seen.trials.size(), shapes().size());
    for (const Trial& trial : seen.trials) {
        EXPECT_TRUE(trial.recognised)
            << trial.shape << " is taken for " << trial.own.kind << " and " << trial.forged.kind;
        EXPECT_EQ(answer_of(trial.own, "token"), trial.returns_header ? "indicated" : "unknown")
            << trial.shape;
        EXPECT_NE(trial.forged.verdict, verdict::Word::genuine) << trial.shape;
        EXPECT_EQ(trial.own.place, verdict::Place::inbox) << trial.shape;
    }
    EXPECT_EQ(seen.genuine(), shapes().size() - 3);
    EXPECT_EQ(seen.lost(), 0U);
    EXPECT_GE(seen.filed(), 10U);
    EXPECT_EQ(seen.proofs(), std::vector<std::string>{"token"});
}

// A judge by the config alone: what has a token is told, what lacks it filed where all is covered.
std::optional<Examination> pretended(const config::Config& config) {
    Examination out;
    for (int i = 0; i < 4; ++i) {
        Trial trial{"x", true, true, {}, {}};
        if (!config.token_key_file.empty() || (!config.sent_folders.empty() && i < 2))
            trial.own.verdict = verdict::Word::genuine;
        if (config.preset == "strict") {
            trial.forged.place = verdict::Place::folder;
            if (trial.own.verdict != verdict::Word::genuine)
                trial.own.place = verdict::Place::folder;
        }
        if (config.token_covers == "all")
            trial.forged.place = verdict::Place::folder;
        out.trials.push_back(trial);
    }
    return out;
}

TEST(Advice, IsTheChangeThatDoesMost) {
    const Props props{"/keys", "/Sent", k_now};
    config::Config config;
    auto advice = best_change(config, props, pretended);
    ASSERT_TRUE(advice);
    EXPECT_EQ(advice->change->name, "token");
    EXPECT_EQ(advice->genuine, 4U);
    config.token_header = "X-Mine";
    config.token_key_file = "/keys";
    config.token_covers = "some";
    EXPECT_EQ(best_change(config, props, pretended)->change->name, "token-covers");
    config.token_covers = "all";
    EXPECT_FALSE(best_change(config, props, pretended));
}

TEST(Advice, NeverGainsByFilingTheUsersOwnBounces) {
    const auto strict_only = [](const config::Config& config) -> std::optional<Examination> {
        config::Config bare;
        bare.preset = config.preset;
        return pretended(bare);
    };
    EXPECT_FALSE(best_change({}, {"/keys", "/Sent", k_now}, strict_only));
    EXPECT_FALSE(best_change({}, {"/keys", "/Sent", k_now},
                             [](const config::Config&) { return std::optional<Examination>(); }));
}

} // namespace
} // namespace backsift::setup
