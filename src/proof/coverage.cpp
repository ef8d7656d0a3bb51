#include "proof/proof.hpp"

namespace backsift::proof {
namespace {

// What left before `since` may come back for as long as a queue keeps it: 4 to 5 days (RFC 5321
// 4.5.4.1), and two more for slow queues and reports.
constexpr message::UnixTime k_longest_in_queues = 7 * message::UnixTime{24 * 60 * 60};

// A bound may have cut off just the field that is missing.
bool may_be_cut(const message::Returned& returned, const base::Limits& limits) {
    return returned.header.fields.size() >= limits.header_fields
           || returned.header.text.size() >= limits.header_bytes;
}

// The first reason why a missing mark says nothing; "" when there is none.
std::string why_absence_says_nothing(const Question& question, const Coverage& coverage) {
    if (question.returned == nullptr) {
        return "nothing of the answered mail was returned";
    }
    if (!coverage.all) {
        return "not all outgoing mail is said to carry it (covers = \"all\")";
    }
    if (!question.returned->complete() || may_be_cut(*question.returned, question.limits)) {
        return "the returned header may not be complete";
    }
    if (coverage.since && !question.arrival) {
        return "when the reply arrived cannot be told";
    }
    if (coverage.since && *question.arrival < *coverage.since) {
        return "the reply arrived before " + message::format_utc(*coverage.since) + " (since)";
    }
    if (coverage.since && *question.arrival - *coverage.since < k_longest_in_queues) {
        return "the reply arrived less than 7 days after " + message::format_utc(*coverage.since)
               + " (since), so the mail may have left before";
    }
    return {};
}

} // namespace

Answer absence(const Question& question, const Coverage& coverage, std::string& why_not) {
    why_not = why_absence_says_nothing(question, coverage);
    return why_not.empty() ? Answer::absent : Answer::unknown;
}

} // namespace backsift::proof
