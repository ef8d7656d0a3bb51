#include "proof/trace.hpp"

#include <gtest/gtest.h>

namespace backsift::proof {
namespace {

using message::Hop;

Hop from(std::string reverse, std::string address, std::string by) {
    Hop hop;
    hop.has_from = true;
    hop.reverse = std::move(reverse);
    hop.address = std::move(address);
    hop.by = std::move(by);
    return hop;
}

Hop own_line(std::string by) {
    Hop hop;
    hop.local = true;
    hop.by = std::move(by);
    return hop;
}

const Hop k_relay_to_mx = from("mail.example.org", "192.0.2.10", "mx.example.net");
const Hop k_spammer_to_mx = from("host166.spam.test", "192.0.2.166", "mx.example.net");
const Hop k_laptop_to_relay = from("laptop.example.org", "192.0.2.77", "mail.example.org");

TEST(ClientOf, GoesByTheRecordedAddress) {
    EXPECT_EQ(client_of(k_relay_to_mx), Client::outside);
    EXPECT_EQ(client_of(from("", "127.0.0.1", "a")), Client::loopback);
    EXPECT_EQ(client_of(from("", "::1", "a")), Client::loopback);
    EXPECT_EQ(client_of(from("x.spam.test", "10.0.0.1", "a")), Client::internal);
    EXPECT_EQ(client_of(from("", "", "a")), Client::outside);
    EXPECT_EQ(client_of(own_line("a")), Client::none);
}

TEST(ClientOf, TakesLocalhostForTheHostOnlyWithoutAnAddress) {
    EXPECT_EQ(client_of(from("localhost", "", "a")), Client::loopback);
    EXPECT_EQ(client_of(from("localhost", "192.0.2.166", "a")), Client::outside);
    Hop hop = from("", "", "a");
    hop.helo = "localhost";
    EXPECT_EQ(client_of(hop), Client::outside);
}

TEST(IsAuthenticated, KnowsTheKeywords) {
    Hop hop;
    for (const char* with : {"esmtpa", "esmtpsa", "utf8smtpsa", "lmtpa", "asmtp", "smtpa"}) {
        hop.with = with;
        EXPECT_TRUE(is_authenticated(hop)) << with;
    }
    for (const char* with : {"", "esmtp", "esmtps", "smtp", "a", "lmtp", "spa", "local"}) {
        hop.with = with;
        EXPECT_FALSE(is_authenticated(hop)) << with;
    }
}

TEST(Believe, TakesTheTopLineAndWhatItLeadsTo) {
    EXPECT_EQ(believe({}).hops, 0U);
    EXPECT_EQ(believe({k_relay_to_mx}).hops, 1U);
    const Belief belief = believe({k_relay_to_mx, k_laptop_to_relay});
    EXPECT_EQ(belief.hops, 2U);
    EXPECT_EQ(belief.first, 1U);
}

TEST(Believe, StopsWhereASpammersOwnLinesBegin) {
    EXPECT_EQ(believe({k_spammer_to_mx, k_laptop_to_relay}).hops, 1U);
    EXPECT_EQ(believe({k_spammer_to_mx, own_line("mail.example.org"), k_laptop_to_relay}).hops, 1U);
    EXPECT_EQ(believe({k_spammer_to_mx, own_line(""), k_laptop_to_relay}).hops, 1U);
    EXPECT_EQ(
        believe({k_spammer_to_mx, from("", "127.0.0.1", "localhost"), k_laptop_to_relay}).hops, 1U);
}

TEST(Believe, NeverFollowsAHelo) {
    Hop spammer = from("", "192.0.2.166", "mx.example.net");
    spammer.helo = "mail.example.org";
    EXPECT_EQ(believe({spammer, k_laptop_to_relay}).hops, 1U);
    spammer.address = "10.0.0.66";
    EXPECT_EQ(believe({spammer, k_laptop_to_relay}).hops, 1U);
}

TEST(Believe, NeverFollowsTheAddressThatALineGivesItself) {
    Hop forged = k_laptop_to_relay;
    forged.by_address = "192.0.2.166";
    EXPECT_EQ(believe({from("", "192.0.2.166", "mx.example.net"), forged}).hops, 1U);
}

TEST(Believe, FollowsALineThatIsNamedByItsAddress) {
    EXPECT_EQ(
        believe({from("", "192.0.2.10", "mx.example.net"), from("", "192.0.2.77", "192.0.2.10")})
            .hops,
        2U);
}

TEST(Believe, FollowsTheReportingSitesOwnLines) {
    const Belief forwarded =
        believe({own_line("mx.example.net"), k_relay_to_mx, k_laptop_to_relay});
    EXPECT_EQ(forwarded.hops, 3U);
    EXPECT_EQ(forwarded.first, 2U);
    // qmail: "(qmail 128 invoked from network)" twice, then the line with the names.
    EXPECT_EQ(believe({own_line(""), own_line(""), k_relay_to_mx}).hops, 3U);
    // a content filter
    EXPECT_EQ(believe({from("localhost", "127.0.0.1", "mx.example.net"),
                       from("", "127.0.0.1", "localhost"), k_relay_to_mx})
                  .hops,
              3U);
    // an inner host and one without a public name
    EXPECT_EQ(
        believe({from("mx.example.net", "10.0.0.5", "store.example.net"), k_relay_to_mx}).hops, 2U);
    EXPECT_EQ(believe({from("", "10.0.0.5", "edge.example.net"),
                       from("mail.example.org", "192.0.2.10", "ex01.corp.local")})
                  .hops,
              2U);
    // a host that names itself by an inner address
    EXPECT_EQ(believe({own_line("2002:a05:6402:1::"), k_relay_to_mx}).hops, 2U);
}

TEST(Believe, LeavesASiteOnlyByTheDoor) {
    // Something on web.spam.test wrote both lines below its own.
    EXPECT_EQ(believe({from("", "127.0.0.1", "web.spam.test"), k_laptop_to_relay}).hops, 1U);
    EXPECT_EQ(believe({own_line("web.spam.test"), own_line("localhost"), k_laptop_to_relay}).hops,
              2U);
    EXPECT_EQ(believe({from("", "100.64.9.9", "smtp.isp.test"), k_laptop_to_relay}).hops, 1U);
    // A line that took the mail from somewhere says who took it.
    EXPECT_EQ(believe({from("", "127.0.0.1", "web.spam.test"),
                       from("mail.example.org", "192.0.2.10", "")})
                  .hops,
              1U);
}

TEST(SourceOf, IsOwnWhenNoLineShowsAForeignHost) {
    const HostPatterns ours({"mail.example.org", "192.0.2.10"});
    EXPECT_EQ(source_of({}, ours, Ours::listed).origin, Origin::unseen);
    EXPECT_EQ(source_of({own_line("mail.example.org")}, ours, Ours::listed).origin, Origin::own);
    EXPECT_EQ(source_of({from("localhost", "", "mail.example.org")}, ours, Ours::listed).origin,
              Origin::own);
    const Source foreign =
        source_of({from("mx.example.net", "192.0.2.25", "mail.example.org")}, ours, Ours::listed);
    EXPECT_EQ(foreign.origin, Origin::foreign);
    EXPECT_EQ(foreign.foreign, "mx.example.net [192.0.2.25]");
}

TEST(SourceOf, AsksForTheRecorderToo) {
    const HostPatterns ours({"mail.example.org", "192.0.2.10"});
    const Hop to_store = from("mail.example.org", "192.0.2.10", "imap.example.org");
    EXPECT_EQ(source_of({to_store, own_line("mail.example.org")}, ours, Ours::listed).origin,
              Origin::foreign);
    EXPECT_EQ(
        source_of({to_store, own_line("mail.example.org")}, ours, Ours::listed_or_near).origin,
        Origin::own);
    EXPECT_EQ(source_of({own_line("mx.example.net")}, ours, Ours::listed).origin, Origin::foreign);
    EXPECT_EQ(source_of({to_store, own_line("mx.example.net")}, ours, Ours::listed_or_near).origin,
              Origin::foreign);
}

TEST(SourceOf, TakesNeighboursForOursWhereAsked) {
    const HostPatterns ours({"smtp.example.org"});
    const std::vector<Hop> hops{from("out3.example.org", "192.0.2.13", "mx.example.net"),
                                own_line("out3.example.org")};
    EXPECT_EQ(source_of(hops, ours, Ours::listed_or_near).origin, Origin::own);
    EXPECT_EQ(source_of(hops, ours, Ours::listed).origin, Origin::foreign);
    EXPECT_EQ(source_of({k_spammer_to_mx, own_line("out3.example.org")}, ours, Ours::listed_or_near)
                  .origin,
              Origin::foreign);
}

TEST(SourceOf, TakesNoPrivateAddressForOurs) {
    const HostPatterns ours({"mail.example.org"});
    EXPECT_EQ(source_of({from("", "192.168.1.7", "mail.example.org")}, ours, Ours::listed).origin,
              Origin::foreign);
}

TEST(SourceOf, RemembersWhetherAnybodyGaveAName) {
    const HostPatterns ours({"mail.example.org"});
    EXPECT_FALSE(source_of({own_line("")}, ours, Ours::listed).named);
    EXPECT_TRUE(source_of({own_line(""), own_line("mail.example.org")}, ours, Ours::listed).named);
}

TEST(ClientText, IsCleaned) {
    const std::string text = client_text(from("a\x1b[31mb\n", "x\ny", "c"));
    EXPECT_EQ(text.find('\x1b'), std::string::npos);
    EXPECT_EQ(text.find('\n'), std::string::npos);
    EXPECT_EQ(client_text(from("", "", "c")), "an unnamed host");
}

} // namespace
} // namespace backsift::proof
