#include <gtest/gtest.h>

#include "base/text.hpp"
#include "message/received.hpp"

namespace backsift::message {
namespace {

// "helo|reverse|address|by"
std::string places(std::string_view value) {
    const Hop hop = parse_received(value);
    return hop.helo + '|' + hop.reverse + '|' + hop.address + '|' + hop.by;
}

TEST(Received, ReadsPostfix) {
    const Hop hop = parse_received(
        "from mail.example.org (rdns.example.net. [192.0.2.10]) (using TLSv1.3 with cipher "
        "TLS_AES_256_GCM_SHA384 (256/256 bits)) (No client certificate requested) by "
        "MX.example.com "
        "(Postfix) with ESMTPS id 4AB for <ann@example.com>; Sat, 21 Nov 2026 05:20:43 +0000 "
        "(UTC)");
    EXPECT_TRUE(hop.has_from);
    EXPECT_EQ(hop.helo, "mail.example.org");
    EXPECT_EQ(hop.reverse, "rdns.example.net");
    EXPECT_EQ(hop.address, "192.0.2.10");
    EXPECT_EQ(hop.by, "mx.example.com");
    EXPECT_EQ(hop.by_address, "");
    EXPECT_EQ(hop.with, "esmtps");
    EXPECT_EQ(hop.for_address, "ann@example.com");
    EXPECT_EQ(hop.date, parse_date("Sat, 21 Nov 2026 05:20:43 +0000"));
    EXPECT_FALSE(hop.local);
    EXPECT_EQ(
        places("from a.test (unknown [IPv6:2001:db8::10]) by mx.test (Postfix) with ESMTP id 1; x"),
        "a.test||2001:db8::10|mx.test");
    EXPECT_EQ(
        places("from [10.0.0.1] (rdns.test [192.0.2.1]) by mx.test (Postfix) with ESMTP id 1; x"),
        "[10.0.0.1]|rdns.test|192.0.2.1|mx.test");
}

TEST(Received, ReadsExim) {
    EXPECT_EQ(places("from rdns.test ([192.0.2.1] helo=said.test) by mx.test with esmtp (Exim "
                     "4.96) id 1; x"),
              "said.test|rdns.test|192.0.2.1|mx.test");
    EXPECT_EQ(places("from rdns.test ([192.0.2.1]:34821) by mx.test with esmtp (Exim 4.96) "
                     "(envelope-from <a@b>) id 1; x"),
              "rdns.test|rdns.test|192.0.2.1|mx.test");
    EXPECT_EQ(places("from [192.0.2.1] (helo=said.test) by mx.test with esmtps (TLS1.3) tls X "
                     "(Exim 4.96) id 1; x"),
              "said.test||192.0.2.1|mx.test");
    EXPECT_EQ(places("from [192.0.2.1] (port=54594 helo=[10.1.1.1] ident=x) by mx.test with "
                     "esmtpsa (Exim 4.96) id 1; x"),
              "[10.1.1.1]||192.0.2.1|mx.test");
    EXPECT_EQ(places("from [192.0.2.1]:25 (helo=x) by mx.test with smtp id 1"),
              "x||192.0.2.1|mx.test");
    EXPECT_EQ(
        places(
            "from rdns.test ([192.0.2.1]) by mx.test with esmtps id 1xUdgk-00006n-1D for a@b; x"),
        "rdns.test|rdns.test|192.0.2.1|mx.test");
    EXPECT_EQ(places("from rdns.test ([192.0.2.1]) by mx.test with esmtps id "
                     "1xUdgk-000000006n1-1Dab for a@b; x"),
              "rdns.test|rdns.test|192.0.2.1|mx.test");
}

TEST(Received, ReadsSendmail) {
    EXPECT_EQ(places("from said.test (rdns.test [192.0.2.1]) by mx.test (8.17.1/8.17.1) with ESMTP "
                     "id 2AL; x"),
              "said.test|rdns.test|192.0.2.1|mx.test");
    EXPECT_EQ(places("from said.test ([192.0.2.1]) by mx.test (8.17.1/8.17.1) with ESMTP id 2AL; "
                     "Sat, 21 Nov 2026 05:20:43 +0000"),
              "said.test||192.0.2.1|mx.test");
    EXPECT_EQ(
        places(
            "from said.test (IDENT:root@rdns.test [192.0.2.1]) by mx.test (8.9.3/8.9.3) id 2; x"),
        "said.test|rdns.test|192.0.2.1|mx.test");
    EXPECT_EQ(places("from said.test (IDENT:root@[192.0.2.1]) by mx.test (8.9.3/8.9.3) id 2; x"),
              "said.test||192.0.2.1|mx.test");
    EXPECT_EQ(places("from localhost (localhost) by mx.test (8.17.1/8.17.1) id 2AL; x"),
              "localhost|localhost||mx.test");
    EXPECT_EQ(places("from a.test by b.test; Tue, 24 Dec 91 05:52:04 -0800"), "a.test|||b.test");
    EXPECT_EQ(parse_received("by b.test; 24 Dec 91 05:52:04 -0800").date,
              parse_date("24 Dec 1991 13:52:04 +0000"));
}

TEST(Received, ANameThatMayBeForgedIsNoReverseName) {
    EXPECT_EQ(places("from said.test (mail.example.org [192.0.2.1] (may be forged)) by mx.test "
                     "(8.12.3) id 2; x"),
              "said.test||192.0.2.1|mx.test");
}

TEST(Received, ReadsQmail) {
    EXPECT_EQ(places("from unknown (HELO said.test) (user@192.0.2.1) by mx.test with SMTP; 21 Nov "
                     "2026 05:44:56 -0000"),
              "said.test||192.0.2.1|mx.test");
    EXPECT_EQ(places("from rdns.test (HELO said.test) (192.0.2.1) by mx.test with SMTP; 21 Nov "
                     "2026 05:44:56 -0000"),
              "said.test|rdns.test|192.0.2.1|mx.test");
    EXPECT_EQ(places("from rdns.test (192.0.2.1) by mx.test with SMTP; 21 Nov 2026 05:44:56 -0000"),
              "rdns.test|rdns.test|192.0.2.1|mx.test");
    EXPECT_EQ(places("from rdns.test (HELO [10.0.0.1]) ([192.0.2.1]) by mx.test with ESMTP/TLS/X; "
                     "21 Nov 2026 05:44:56 -0000"),
              "[10.0.0.1]|rdns.test|192.0.2.1|mx.test");
    EXPECT_FALSE(
        parse_received("(qmail 0 invoked from network); 21 Nov 2026 05:44:56 -0000").local);
    for (const std::string_view value :
         {"(qmail 123 invoked by uid 0); 21 Nov 2026 05:44:56 -0000",
          "(qmail 123 invoked by alias); 21 Nov 2026 05:44:56 -0000",
          "(qmail 123 invoked for bounce); 21 Nov 2026 05:44:56 -0000"}) {
        const Hop hop = parse_received(value);
        EXPECT_TRUE(hop.local);
        EXPECT_FALSE(hop.has_from);
        EXPECT_EQ(hop.date, parse_date("21 Nov 2026 05:44:56 +0000"));
    }
}

TEST(Received, ReadsCourier) {
    EXPECT_EQ(
        places("from said.test (rdns.test [::ffff:192.0.2.10]) by mx.test with ESMTP id 1; x"),
        "said.test|rdns.test|192.0.2.10|mx.test");
    EXPECT_EQ(places("from said.test ([::ffff:192.0.2.10]) (IDENT: uid 0, AUTH: PLAIN) by mx.test "
                     "with ESMTP id 1; x"),
              "said.test||192.0.2.10|mx.test");
}

TEST(Received, ReadsExchange) {
    const Hop hop = parse_received(
        "from A.example.org (192.0.2.1) by B.example.org (192.0.2.2) with Microsoft SMTP Server "
        "(version=TLS1_2, cipher=X) id 15.2 via Frontend Transport; Sat, 21 Nov 2026 05:20:43 "
        "+0000");
    EXPECT_EQ(hop.helo, "a.example.org");
    EXPECT_EQ(hop.reverse, "");
    EXPECT_EQ(hop.address, "192.0.2.1");
    EXPECT_EQ(hop.by, "b.example.org");
    EXPECT_EQ(hop.by_address, "192.0.2.2");
    EXPECT_EQ(hop.with, "microsoft");
    EXPECT_EQ(places("from A.TEST (2603:10a6:20b:28f::25) by B.TEST (2603:10a6:10:1ca::15) with "
                     "Microsoft SMTP Server id 1; x"),
              "a.test||2603:10a6:20b:28f::25|b.test");
    EXPECT_EQ(parse_received(
                  "from A.TEST ([fe80::659b:59f5]) by B.TEST ([fe80::1862%5]) with mapi id 15; x")
                  .by_address,
              "fe80::1862");
    EXPECT_EQ(places("from PC ([192.0.2.1] RDNS failed) by mx.test with Microsoft "
                     "SMTPSVC(6.0.3790.4675); x"),
              "pc||192.0.2.1|mx.test");
    EXPECT_TRUE(
        parse_received("from mail pickup service by mx.test with Microsoft SMTPSVC; x").local);
}

TEST(Received, ReadsGmail) {
    EXPECT_EQ(places("from said.test (rdns.test. [192.0.2.1]) by mx.google.com with ESMTPS id "
                     "a1-b2si3.4 for <a@b> (version=TLS1_3); x"),
              "said.test|rdns.test|192.0.2.1|mx.google.com");
    EXPECT_EQ(places("from said.test ([192.0.2.1]) by smtp.gmail.com with ESMTPSA id a; Sat, 21 "
                     "Nov 2026 05:20:43 -0800 (PST)"),
              "said.test||192.0.2.1|smtp.gmail.com");
    const Hop hop = parse_received(
        "by 2002:a05:6a10:8d9::1 with SMTP id x9csp; Sat, 21 Nov 2026 05:20:43 -0800 (PST)");
    EXPECT_FALSE(hop.has_from);
    EXPECT_FALSE(hop.local);
    EXPECT_EQ(hop.by, "2002:a05:6a10:8d9::1");
    EXPECT_EQ(hop.by_address, "2002:a05:6a10:8d9::1");
    EXPECT_EQ(hop.with, "smtp");
}

TEST(Received, ReadsOthers) {
    // OpenSMTPD
    EXPECT_EQ(places("from said.test (rdns.test [192.0.2.1]) by mx.test (OpenSMTPD) with ESMTP id "
                     "0 for <a@b>; x"),
              "said.test|rdns.test|192.0.2.1|mx.test");
    // Domino
    EXPECT_EQ(places("from said.test ([192.0.2.22]) by mx.test (Lotus Domino Release 8.0.2FP6) "
                     "with ESMTP id 2017 ; Thu,17 Jul 2017 23:34:45 +0200"),
              "said.test||192.0.2.22|mx.test");
    // Sun, Oracle, PMDF
    EXPECT_EQ(places("from said.test (rdns.test [192.0.2.1]) by mx.test (Sun Java System Messaging "
                     "Server 6.3 (built May)) with ESMTP id <0H@mx.test> for a@b; x"),
              "said.test|rdns.test|192.0.2.1|mx.test");
    // ZMailer
    EXPECT_EQ(
        places(
            "from rdns.test ([192.0.2.1]:42893 \"EHLO said.test\") by mx.test with ESMTP id S1; x"),
        "said.test|rdns.test|192.0.2.1|mx.test");
    // fetchmail
    EXPECT_EQ(places("from pop.test [192.0.2.1] by localhost with IMAP (fetchmail-5.9.0) for "
                     "a@localhost (single-drop); x"),
              "pop.test||192.0.2.1|localhost");
    // name and address without a blank
    EXPECT_EQ(
        places("from [10.0.0.1] (rdns.test[192.0.2.1]) by mx.test (out4) with ESMTP id <1>; x"),
        "[10.0.0.1]|rdns.test|192.0.2.1|mx.test");
    EXPECT_EQ(places("from said.test[192.0.2.1] by mx.test with SMTP id 1; x"),
              "said.test||192.0.2.1|mx.test");
    // amavisd
    const Hop hop = parse_received("from a.test ([127.0.0.1]) by localhost (a.test [127.0.0.1]) "
                                   "(amavisd-new, port 10024) with ESMTP id 1; x");
    EXPECT_EQ(hop.by, "localhost");
    EXPECT_EQ(hop.by_address, "127.0.0.1");
    // web mail
    EXPECT_EQ(
        places("from 192.0.2.1 (SquirrelMail authenticated user ann) by mx.test with HTTP; x"),
        "||192.0.2.1|mx.test");
}

TEST(Received, KnowsWhatHasNoClientHost) {
    for (const std::string_view value :
         {"by mx.test (Postfix, from userid 1000) id 4; Sat, 21 Nov 2026 05:20:43 +0000",
          "by mx.test (\"Other name\", from userid 0) id 4; x",
          "(from ann@localhost) by mx.test (8.11.6/8.11.6/Submit) id g7; x",
          "from ann by mx.test with local (Exim 4.96) id 1xUdfU-00000P-2A for a@b; x",
          "from ann (uid 1000) (envelope-from ann@mx.test) id 160002 by mx.test (DragonFly Mail "
          "Agent v0.13); x",
          "from mx.test (mx.test [local]) by mx.test (OpenSMTPD) with ESMTPA id 0 for <a@b>; x",
          "from ann (uid 1000) by mx.test with local id 1; x",
          "from SpoolDir by MX (Mercury 1.44); x", "(nullmailer pid 29 invoked by uid 1000); x"}) {
        const Hop hop = parse_received(value);
        EXPECT_TRUE(hop.local) << value;
        EXPECT_EQ(hop.helo + hop.reverse + hop.address, "") << value;
    }
}

TEST(Received, WhatTheClientSaysOfItselfDoesNotMakeItLocal) {
    EXPECT_FALSE(parse_received("from a.test (a.test [192.0.2.1]) (Client CN \"from userid 0\", "
                                "Issuer \"invoked by\") by mx.test (Postfix) id 1; x")
                     .local);
    EXPECT_FALSE(parse_received("from [192.0.2.1] by mx.test with local; x").local);
    EXPECT_FALSE(
        parse_received("from local (unknown [192.0.2.1]) by mx.test (Postfix) id 1; x").local);
}

TEST(Received, AClientMayCallItselfAnything) {
    EXPECT_EQ(places("from by (rdns.test [192.0.2.1]) by mx.test (Postfix) with ESMTP id 1; x"),
              "by|rdns.test|192.0.2.1|mx.test");
    EXPECT_EQ(places("from with (rdns.test [192.0.2.1]) by mx.test (Postfix) with ESMTP id 1; x"),
              "with|rdns.test|192.0.2.1|mx.test");
    EXPECT_EQ(places("from from (rdns.test [192.0.2.1]) by mx.test (Postfix) with ESMTP id 1; x"),
              "from|rdns.test|192.0.2.1|mx.test");
}

TEST(Received, WhatTheClientSaysIsNeverItsReverseName) {
    constexpr std::string_view k_ours = "mail.example.org";
    for (const std::string_view value :
         {"from mail.example.org (unknown [192.0.2.66]) by mx.test (Postfix) with ESMTP id 1; Sat, "
          "21 Nov 2026 05:20:43 +0000",
          "from mail.example.org ([192.0.2.66]) by mx.test (8.17.1/8.17.1) with ESMTP id 1; Sat, "
          "21 Nov 2026 05:20:43 +0000",
          "from unknown (HELO mail.example.org) (192.0.2.66) by mx.test with SMTP; 21 Nov 2026 "
          "05:20:43 -0000",
          "from [192.0.2.66] (helo=mail.example.org) by mx.test with esmtp (Exim 4.96) id 1; x",
          "from evil.test ([192.0.2.66] helo=mail.example.org) by mx.test with esmtp (Exim 4.96) "
          "id 1; x",
          "from mail.example.org (192.0.2.66) by mx.test (192.0.2.2) with Microsoft SMTP Server id "
          "15; Sat, 21 Nov 2026 05:20:43 +0000",
          "from mail.example.org ([192.0.2.66]) by mx.test with Microsoft SMTPSVC(6.0); Sat, 21 "
          "Nov 2026 05:20:43 +0000",
          "from mail.example.org ([192.0.2.66]) by smtp.gmail.com with ESMTPSA id a; Sat, 21 Nov "
          "2026 05:20:43 -0800",
          "from mail.example.org by mx.test with SMTP id 1; Sat, 21 Nov 2026 05:20:43 +0000",
          "from mail.example.org (mail.example.org [192.0.2.66] (may be forged)) by mx.test (8.12) "
          "id 1; x"}) {
        const Hop hop = parse_received(value);
        EXPECT_NE(hop.reverse, k_ours) << value;
        EXPECT_EQ(hop.helo, k_ours) << value;
    }
}

TEST(Received, AnAddressThatTheClientSaysIsNotItsAddress) {
    EXPECT_EQ(
        parse_received("from [192.0.2.10] (unknown [192.0.2.66]) by mx.test (Postfix) id 1; x")
            .address,
        "192.0.2.66");
    EXPECT_EQ(
        parse_received("from unknown (HELO [192.0.2.10]) (192.0.2.66) by mx.test with SMTP; x")
            .address,
        "192.0.2.66");
    EXPECT_EQ(parse_received(
                  "from [192.0.2.66] (helo=[192.0.2.10]) by mx.test with esmtp (Exim 4.96) id 1; x")
                  .address,
              "192.0.2.66");
    EXPECT_EQ(parse_received("from 192.0.2.10 by mx.test with SMTP; x").address, "");
}

TEST(Received, DropsTheRootDotAndPunctuation) {
    EXPECT_EQ(places("from A.TEST. (RDNS.test. [192.0.2.1]) by MX.test., with SMTP; x"),
              "a.test|rdns.test|192.0.2.1|mx.test");
    EXPECT_EQ(places("from a.test (rdns.test [192.0.2.1]) by mx.test; 21 Nov 2026 05:20:43 +0000"),
              "a.test|rdns.test|192.0.2.1|mx.test");
}

TEST(Received, TheDateStandsBehindTheLastSemicolonOutsideComments) {
    EXPECT_TRUE(
        parse_received("from a (b [192.0.2.1]; x) by c (d;e); 21 Nov 2026 05:20:43 +0000 (a;b)")
            .date);
    EXPECT_EQ(parse_received("by c; id 4; 21 Nov 2026 05:20:43 +0000").by, "c");
    EXPECT_TRUE(parse_received("by c; id 4; 21 Nov 2026 05:20:43 +0000").date);
    EXPECT_FALSE(parse_received("from a by c; no date").date);
}

TEST(Received, NonsenseGivesAnEmptyHop) {
    for (const std::string_view value :
         {"", " ", "from", "by", "(", ")", ";", "from (", "from by", "by (x", "from [",
          "with for id", "()", "from ()", "by by with with for for"}) {
        const Hop hop = parse_received(value);
        EXPECT_EQ(hop.address + hop.reverse, "") << value;
    }
    EXPECT_TRUE(
        base::is_valid_utf8(places("from \xFF\xC3 (\xFE [192.0.2.1]) by \x80 for \xFF@x; x")));
}

TEST(Received, HostileInputIsReadInOnePass) {
    for (const std::string_view piece : {"(", ")", ";", "from ", "by ", "[", "(a [192.0.2.1]) ",
                                         "for a@b ", "with ", "a@", "<", "(((", "a;", "id "}) {
        std::string value = "from a ";
        while (value.size() < 64'000)
            value += piece;
        EXPECT_LE(places(value).size(), 1000U) << piece;
    }
}

HeaderBlock block_of(std::size_t hops, std::string& text) {
    HeaderBlock block;
    text = "from a.test (b.test [192.0.2.1])\r\n by c.test; Sat, 21 Nov 2026 05:20:43 +0000";
    for (std::size_t i = 0; i < hops; ++i) {
        block.fields.push_back({"RECEIVED", text, 0});
        block.fields.push_back({"X-Received", text, 0});
    }
    return block;
}

TEST(Received, KeepsAtMostTheBoundedNumberOfHops) {
    const base::Limits limits;
    std::string text;
    Defects defects;
    EXPECT_EQ(received_hops(block_of(limits.received_hops, text), limits, defects).size(),
              limits.received_hops);
    EXPECT_FALSE(defects.has(Defect::too_many_hops));
    EXPECT_EQ(received_hops(block_of(limits.received_hops + 1, text), limits, defects).size(),
              limits.received_hops);
    EXPECT_TRUE(defects.has(Defect::too_many_hops));
}

TEST(Received, UnfoldsTheFieldsOfABlock) {
    std::string text;
    Defects defects;
    const auto hops = received_hops(block_of(1, text), base::Limits(), defects);
    ASSERT_EQ(hops.size(), 1U);
    EXPECT_EQ(hops[0].by, "c.test");
    EXPECT_EQ(hops[0].reverse, "b.test");
    EXPECT_TRUE(hops[0].date);
}

TEST(Received, DmaNamesAUserWhereOthersNameAHost) {
    const Hop hop = parse_received("from MAILER-DAEMON id 14635a by mail.example.org "
                                   "(DragonFly Mail Agent v0.13); Sat, 21 Nov 2026 06:02:00 +0000");
    EXPECT_TRUE(hop.local);
    EXPECT_EQ(hop.by, "mail.example.org");
    EXPECT_EQ(hop.helo, "");
}

TEST(Received, TellsItsDateWithoutTheRest) {
    const std::string value =
        "from a.test (b.test [192.0.2.1]) by c.test (one; two) with SMTP id 1; "
        "Sat, 21 Nov 2026 06:02:00 +0000 (UTC)";
    EXPECT_TRUE(received_date(value));
    EXPECT_EQ(received_date(value), parse_received(value).date);
    EXPECT_EQ(received_date("from a.test by c.test"), std::nullopt);
    EXPECT_EQ(received_date(" from a.test (one;\r\n\ttwo) by c.test;\r\n\tSat, 21 Nov 2026\r\n"
                            "\t06:02:00 +0000 (a;\r\n b)\r\n"),
              received_date(value));
}

TEST(Received, TakesNoBytesForAProtocol) {
    const Hop hop = parse_received("from a.test by b.test with \xff\xffSMTP with esmtps id 1");
    EXPECT_EQ(hop.with, "esmtps");
}

} // namespace
} // namespace backsift::message
