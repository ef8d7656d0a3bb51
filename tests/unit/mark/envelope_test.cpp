#include "mark/envelope.hpp"

#include <gtest/gtest.h>

#include "proof/envelope_id.hpp"
#include "proof/envelope_tag.hpp"
#include "support/fake_world.hpp"

namespace backsift::mark {
namespace {

const std::string k_lines = "z 2025-01-01 " + std::string(42, 'A') + "Q= retired\na 2026-01-01 "
                            + std::string(43, 'A') + "=\n";
const std::vector<std::string> k_addresses{"ann@example.org", "*@ann.example"};

EnvelopeMarker marker(EnvelopeForm form) {
    return std::move(
        *EnvelopeMarker::make(std::move(*read_keys(k_lines, "keys")), k_addresses, form, '+'));
}
proof::TokenKey signs() {
    auto keys = read_keys(k_lines, "keys");
    return std::move((*keys)[1].key);
}

TEST(EnvelopeMarker, TagsAnAddressOfOursOnce) {
    test::FakeWorld world;
    for (const EnvelopeForm form : {EnvelopeForm::plus, EnvelopeForm::prvs}) {
        const auto tagged = marker(form).tagged("ann@example.org", world);
        ASSERT_TRUE(tagged);
        const auto tag = proof::read_envelope_tag(*tagged);
        ASSERT_TRUE(tag) << *tagged;
        EXPECT_EQ(tag->address, "ann@example.org");
        EXPECT_TRUE(proof::fits(*tag, signs(), 1, "ann@example.org"));
        EXPECT_EQ(*marker(form).tagged(*tagged, world), *tagged);
        EXPECT_TRUE(marker(form).tagged("Shop+x@ann.example", world));
    }
    EXPECT_EQ(*marker(EnvelopeForm::none).tagged("ann@example.org", world), "ann@example.org");
}

TEST(EnvelopeMarker, TagsNoOthers) {
    test::FakeWorld world;
    for (const char* address : {"", "<>", "ann", "bob@example.net", "ann@example.org.test"}) {
        EXPECT_FALSE(marker(EnvelopeForm::plus).tagged(address, world)) << address;
    }
    EXPECT_FALSE(marker(EnvelopeForm::plus).tagged(std::string(60, 'x') + "@ann.example", world));
}

TEST(EnvelopeMarker, MakesIdsForTheFrom) {
    test::FakeWorld world;
    message::Defects defects;
    std::size_t body_at = 0;
    const auto header =
        message::scan_header("From: Shop <shop@ann.example>\n\n", base::Limits{}, defects, body_at);
    const auto read = proof::read_envelope_id(marker(EnvelopeForm::none).id(header, world));
    ASSERT_TRUE(read);
    EXPECT_TRUE(proof::fits_envelope_id(*read, signs(), "shop@ann.example"));
    EXPECT_EQ(marker(EnvelopeForm::none).sender(header), "shop@ann.example");
    EXPECT_EQ(marker(EnvelopeForm::none).sender({}), "");
}

TEST(EnvelopeMarker, NeedsAKeyThatMaySign) {
    EXPECT_FALSE(EnvelopeMarker::make({}, k_addresses, EnvelopeForm::plus, '+'));
}

} // namespace
} // namespace backsift::mark
