#include <algorithm>

#include "message/header_end.hpp"
#include "proof/passed_on.hpp"
#include "proof/proof.hpp"
#include "proof/recipient_check.hpp"
#include "proof/what_failed.hpp"

namespace backsift::proof {
namespace {

// What left before `since` may come back for as long as a queue keeps it: 4 to 5 days (RFC 5321
// 4.5.4.1), and two more for slow queues and reports.
constexpr message::UnixTime k_longest_in_queues = 7 * message::UnixTime{24} * 60 * 60;

// A bound may have cut off just the field that is missing.
bool may_be_cut(const message::Returned& returned, const base::Limits& limits) {
    return returned.header.fields.size() >= limits.header_fields
           || returned.header.text.size() >= limits.header_bytes;
}

// A receipt comes when somebody opens the mail or throws it away, months later.
bool is_dated_before(const message::Returned& returned, message::UnixTime since) {
    const auto date = message::parse_date(returned.header.unfolded("Date"));
    return date && *date < since;
}

// A list makes a mail of its own of a post: some drop fields that they do not know. Its bounces it
// gets itself; what readers' programs answer (receipts, absences) goes to who wrote the post.
bool is_a_lists(const message::HeaderBlock& header) {
    return header.has("List-Id") || header.has("List-Post") || header.has("Mailing-List");
}

// What is missing may stand in the rest of another copy.
bool is_cut_copy(const message::Returned& copy) {
    return copy.bounds.has(message::Defect::part_cut)
           || copy.bounds.has(message::Defect::header_too_long)
           || copy.bounds.has(message::Defect::too_many_fields);
}

// "To: bob@exam", where the report is about bob@example.net: the domain looks whole by itself.
bool is_cut_in_recipient(const Question& question) {
    const std::string last =
        mailbox_key(message::last_address(question.returned->header, question.limits));
    const auto failed = failed_recipients(question);
    return !last.empty()
           && std::any_of(failed.begin(), failed.end(), [&last](const FailedRecipient& one) {
                  return (one.last.size() > last.size() && one.last.starts_with(last))
                         || (one.original.size() > last.size() && one.original.starts_with(last));
              });
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
    if (std::any_of(question.copies.begin(), question.copies.end(), is_cut_copy)) {
        return "another copy is longer than is looked at";
    }
    if (is_cut_in_recipient(question)) {
        return "the returned header stops within the address of the recipient";
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
    if (coverage.since && is_dated_before(*question.returned, *coverage.since)) {
        return "the returned mail is dated before " + message::format_utc(*coverage.since)
               + " (since)";
    }
    if (!question.is_delivery_report && is_a_lists(question.returned->header)) {
        return "it answers a list's copy, which need not bear what the list does not know";
    }
    if (std::string why = why_none_of_ours(question); !why.empty()) {
        return why;
    }
    return why_not_what_failed(question);
}

} // namespace

Answer absence(const Question& question, const Coverage& coverage, std::string& why_not) {
    why_not = why_absence_says_nothing(question, coverage);
    return why_not.empty() ? Answer::absent : Answer::unknown;
}

bool covering_all_would_decide(const Question& question, const Coverage& coverage) {
    return !coverage.all && why_absence_says_nothing(question, {true, coverage.since}).empty();
}

} // namespace backsift::proof
