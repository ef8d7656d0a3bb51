// Rule files: any text either loads or says where it does not, and what loads can be asked about a
// bounce.
#include "evidence/evidence.hpp"
#include "fuzz/fuzz_support.hpp"
#include "message/mail.hpp"
#include "rules/rule_set.hpp"

using namespace backsift;

namespace {

constexpr std::string_view k_bounce =
    "Return-Path: <>\nReceived: from mx.example.net by mail.example.org; Sat, 21 Nov 2026 10:00:00 "
    "+0000\n"
    "From: Mail Delivery System <MAILER-DAEMON@mx.example.net>\nTo: ann@example.org\nSubject: "
    "Undelivered Mail\n"
    "Auto-Submitted: auto-replied\nMIME-Version: 1.0\n"
    "Content-Type: multipart/report; report-type=delivery-status; boundary=b\n\n"
    "--b\n\nYour message could not be delivered to <bob@example.net>: user unknown.\n"
    "--b\nContent-Type: message/delivery-status\n\nReporting-MTA: dns; mx.example.net\n\n"
    "Final-Recipient: rfc822; bob@example.net\nAction: failed\nStatus: 5.1.1\n"
    "--b\nContent-Type: text/rfc822-headers\n\nFrom: ann@example.org\nTo: "
    "bob@example.net\nSubject: Hello\n"
    "Message-ID: <1@example.org>\n--b--\n";

} // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* bytes, std::size_t size) {
    rules::RuleSet rules = rules::RuleSet::empty();
    const auto loaded = rules.load(fuzz::text(bytes, size), "fuzz.toml");
    if (!loaded) {
        fuzz::promise(rules.rules().empty(), "a file that does not load adds nothing");
        fuzz::promise_that_it_can_be_shown(loaded.error());
        return 0;
    }
    static const base::Limits limits;
    static const message::Mail mail = message::parse(base::Bytes(k_bounce), {}, limits);
    const proof::Proofs none;
    const auto brief = evidence::collect(mail, {rules, none, limits, {}}, evidence::Effort::decide);
    const auto whole =
        evidence::collect(mail, {rules, none, limits, {}}, evidence::Effort::explain);
    fuzz::promise(brief.kind == whole.kind, "decide and explain agree");
    return 0;
}
