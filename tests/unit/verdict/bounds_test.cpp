// The law of base/limits: a bound that is reached shows as a defect, convicts nobody, and loses no
// byte. Here every row is set small enough for one mail to reach it.
#include <optional>
#include <set>
#include <string>

#include <gtest/gtest.h>

#include "evidence/evidence.hpp"
#include "support/mail_builder.hpp"
#include "verdict/verdict.hpp"

namespace backsift::verdict {
namespace {

using base::Limits;
using message::Defect;

struct Bound {
    std::string_view name;
    std::size_t reached_at; // a size that the mail below exceeds
    std::optional<Defect> defect;
    std::string_view why_none; // where no defect is noted
};

constexpr Bound k_bounds[] = {
    {"message_bytes", 1000, Defect::message_too_large, ""},
    {"header_bytes", 200, Defect::header_too_long, ""},
    {"header_fields", 3, Defect::too_many_fields, ""},
    {"field_bytes", 20, Defect::field_too_long, ""},
    {"mime_depth", 1, Defect::too_deep, ""},
    {"mime_parts", 3, Defect::too_many_parts, ""},
    {"boundary_bytes", 1, Defect::boundary_too_long, ""},
    {"decoded_part_bytes", 16, Defect::part_cut, ""},
    {"searched_text_bytes", 16, Defect::text_cut, ""},
    {"block_search_lines", 2, Defect::block_search_cut, ""},
    {"received_hops", 1, Defect::too_many_hops, ""},
    {"status_recipients", 1, Defect::too_many_recipients, ""},
    {"addresses", 1, Defect::too_many_addresses, ""},
    {"message_ids", 1, Defect::too_many_ids, ""},
    {"excerpt_bytes", 8, std::nullopt, "of what is shown, not of what is read"},
    {"visits", 1, std::nullopt, "asked before a program gets the message; no verdict rests on it"},
    {"given_up_patterns", 1, std::nullopt, "asked of a user's own rules: Rules.StopsAsking…"},
    {"own_pattern_bytes", 1, std::nullopt, "asked of a user's own rules: Rules.StopsAsking…"},
};

// A genuine bounce in a multipart of its own, with two recipients and two hops.
std::string nested_bounce() {
    std::string bounce = test::bounce(test::k_sent_by_ann);
    const std::string type = "Content-Type: multipart/report";
    const std::size_t at = bounce.find(type);
    const std::size_t header_end = bounce.find("\n\n") + 1;
    const std::string report_type = bounce.substr(at, header_end - at);
    bounce.replace(
        at, header_end - at,
        "Received: from a.example.net (a.example.net [192.0.2.26])\n\tby mx.example.net; "
        "Sat, 21 Nov 2026 05:20:42 +0000\n"
        "Cc: bob@example.net, eve@example.net\n"
        "References: <one@example.org> <two@example.org>\n"
        "Content-Type: multipart/mixed; boundary=outer\n\n--outer\n"
            + report_type);
    const std::string notice = "I could not deliver your message.\n";
    bounce.insert(bounce.find(notice) + notice.size(),
                  "It came from here:\n\nReceived: from a\nand there\n");
    const std::string recipient = "Final-Recipient:";
    bounce.insert(bounce.find(recipient),
                  "Final-Recipient: rfc822; eve@example.net\nAction: failed\nStatus: 5.1.1\n\n");
    return bounce + "\n--outer--\n";
}

class Bounds : public testing::TestWithParam<Bound> {
  protected:
    Bounds() {
        proofs_.push_back(
            proof::static_token("X-Your-Special-Header", "With its content", {true, 0}));
        proofs_.push_back(proof::own_report({"mail.example.org"}));
        proofs_.push_back(proof::relays({"mail.example.org", "192.0.2.10"}, {true, 0}));
        proofs_.push_back(proof::sending_addresses({"ann@example.org"}, {"ann@example.org"}));
    }

    struct Judged {
        evidence::Evidence evidence;
        Verdict verdict;
    };

    Judged judge(const std::string& text, const Limits& limits, evidence::Effort effort) {
        const message::Mail mail = message::parse(base::Bytes(text), {}, limits);
        EXPECT_EQ(mail.text(), text);
        Judged out;
        out.evidence = evidence::collect(mail, {rules_, proofs_, limits, {}}, effort);
        out.verdict = decide(out.evidence, Policy::careful());
        return out;
    }

    static Limits with(std::string_view name, std::size_t value) {
        Limits limits;
        for (const base::LimitRow& row : base::limit_rows()) {
            if (row.name == name)
                limits.*row.member = value;
        }
        return limits;
    }

    const rules::RuleSet rules_ = rules::RuleSet::builtin();
    proof::Proofs proofs_;
};

TEST(Bound, StandsHereForEveryLimitWithItsDefectOrAReason) {
    std::set<std::string_view> here;
    for (const Bound& bound : k_bounds) {
        EXPECT_TRUE(here.insert(bound.name).second) << bound.name;
        EXPECT_NE(bound.defect.has_value(), !bound.why_none.empty()) << bound.name;
    }
    std::set<std::string_view> limits;
    for (const base::LimitRow& row : base::limit_rows())
        limits.insert(row.name);
    EXPECT_EQ(here, limits);
}

TEST_P(Bounds, IsNotedWhenItIsReachedAndOnlyThen) {
    if (!GetParam().defect)
        return; // why_none says why
    const std::string mail = nested_bounce();
    const Judged reached =
        judge(mail, with(GetParam().name, GetParam().reached_at), evidence::Effort::explain);
    EXPECT_TRUE(reached.evidence.defects.has(*GetParam().defect));
    EXPECT_FALSE(
        judge(mail, {}, evidence::Effort::explain).evidence.defects.has(*GetParam().defect));
}

TEST_P(Bounds, ConvictsNoTrueBounceAtAnySize) {
    const std::string plain = test::bounce(test::k_sent_by_ann);
    const std::string nested = nested_bounce();
    ASSERT_EQ(judge(plain, {}, evidence::Effort::decide).verdict.verdict, Word::genuine);
    std::size_t size = 1;
    while (size < plain.size() * 2) {
        const Limits limits = with(GetParam().name, size);
        for (const std::string& mail : {plain, nested}) {
            const Verdict verdict = judge(mail, limits, evidence::Effort::decide).verdict;
            EXPECT_NE(verdict.verdict, Word::backscatter) << size;
            EXPECT_EQ(verdict.place, Place::inbox) << size;
        }
        size += size < 40 ? 1 : size / 16;
    }
}

INSTANTIATE_TEST_SUITE_P(Limits, Bounds, testing::ValuesIn(k_bounds),
                         [](const auto& tested) { return std::string(tested.param.name); });

} // namespace
} // namespace backsift::verdict
