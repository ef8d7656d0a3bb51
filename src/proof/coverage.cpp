#include "proof/proof.hpp"

namespace backsift::proof {
namespace {

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
    return {};
}

} // namespace

Answer absence(const Question& question, const Coverage& coverage, std::string& why_not) {
    why_not = why_absence_says_nothing(question, coverage);
    return why_not.empty() ? Answer::absent : Answer::unknown;
}

} // namespace backsift::proof
