// Entries for the tests of reports.
#pragma once

#include "report/entry.hpp"

namespace backsift::report {

[[nodiscard]] inline Entry entry(rules::Kind kind, verdict::Word word, proof::Answer answer) {
    Entry out;
    out.path = "mail/one.eml";
    out.verdict.kind = kind;
    out.verdict.verdict = word;
    out.verdict.place =
        word == verdict::Word::backscatter ? verdict::Place::folder : verdict::Place::inbox;
    out.verdict.proof = answer;
    out.verdict.because = {"It is a bounce: a delivery report with fields."};
    out.subject = "Undelivered Mail Returned to Sender";
    out.reverse_path = "<>";
    out.reporting_mta = "mx.example.net";
    out.host = out.reporting_mta;
    out.findings.push_back(
        {"dsn-failed", "bounce", "decisive", "part 2", "Action: failed", "RFC 3464"});
    out.proofs.push_back({"token", answer, "the field is not in the returned header"});
    out.recipients.push_back({"bob@example.net", "failed", "5.1.1", "550 no such user",
                              "user-unknown", "in.example.net"});
    return out;
}

[[nodiscard]] inline Entry at(Entry entry, message::UnixTime time) {
    entry.time = time;
    entry.date = message::format_utc(time);
    return entry;
}

[[nodiscard]] inline Entry backscatter() {
    return entry(rules::Kind::bounce, verdict::Word::backscatter, proof::Answer::absent);
}

} // namespace backsift::report
