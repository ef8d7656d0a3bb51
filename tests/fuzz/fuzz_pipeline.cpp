// The whole way from bytes to a report, with the promises that hold for any bytes.
#include <nlohmann/json.hpp>

#include "base/text.hpp"
#include "deliver/plan.hpp"
#include "deliver/stamp.hpp"
#include "fuzz/fuzz_judge.hpp"
#include "fuzz/fuzz_support.hpp"
#include "message/mail.hpp"
#include "report/entry.hpp"
#include "report/explain_text.hpp"
#include "report/json.hpp"
#include "verdict/verdict.hpp"

namespace {

using namespace backsift;

using fuzz::has_controls;

// What execute() writes: the mail byte by byte, but for our own field.
void plan_for(const message::Mail& mail, const verdict::Verdict& verdict,
              const evidence::Evidence& found) {
    static const config::Config config = [] {
        config::Config set;
        set.inbox = "/home/ann/Maildir";
        set.add_field = true;
        return set;
    }();
    std::vector<std::string> by;
    for (const evidence::Finding& finding : found.findings)
        by.push_back(finding.id);
    const deliver::Plan plan = deliver::plan(verdict, mail, config, by);
    fuzz::promise(plan.inbox && (plan.place == verdict::Place::inbox || plan.folder),
                  "the plan knows where");
    fuzz::promise(plan.place == verdict.place, "and it is where the verdict says");
    fuzz::promise(!plan.field.empty() && plan.field.size() <= 998 && !has_controls(plan.field)
                      && plan.field.find('\n') == std::string::npos,
                  "our field is one line");
    const deliver::Stamped stamped = deliver::stamp(mail, plan.field, deliver::FromLine::keep);
    std::string ours;
    std::string theirs;
    for (const std::string_view piece : stamped.pieces)
        (piece.data() == stamped.line.view().data() ? ours : theirs) += piece;
    fuzz::promise(ours == stamped.line.view(), "our field stands once");
    fuzz::promise(theirs == mail.text() || base::icontains(mail.text(), deliver::k_field_name),
                  "the plan loses no byte");
}

struct Judged {
    verdict::Verdict verdict;
    std::string json;
};

Judged judge(std::string_view bytes, evidence::Effort effort) {
    const base::Limits limits;
    const message::Mail mail = message::parse(base::Bytes(bytes), {}, limits);
    fuzz::promise(mail.text() == bytes, "the mail keeps its bytes");
    fuzz::promise(std::string(mail.from_line) + std::string(mail.without_from_line()) == bytes,
                  "the mbox line and the rest are all");
    auto found = evidence::collect(mail, {fuzz::rule_set(), fuzz::proofs(), limits, {}}, effort);
    const auto verdict = verdict::decide(found, verdict::Policy::careful());
    plan_for(mail, verdict, found);
    const auto entry = report::make_entry("-", mail, std::move(found), verdict, limits);
    const std::string screen = report::explain(entry, {});
    fuzz::promise(base::is_valid_utf8(screen), "explain is valid UTF-8");
    fuzz::promise(!has_controls(screen), "explain has no control characters");
    return {verdict, report::to_json(entry)};
}

} // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* bytes, std::size_t size) {
    const std::string_view text = fuzz::text(bytes, size);
    const Judged first = judge(text, evidence::Effort::decide);
    fuzz::promise(nlohmann::json::accept(first.json), "the JSON parses");
    fuzz::promise(judge(text, evidence::Effort::decide).json == first.json,
                  "the same bytes, the same answer");
    const Judged whole = judge(text, evidence::Effort::explain);
    fuzz::promise(nlohmann::json::accept(whole.json), "the JSON parses");
    fuzz::promise(whole.verdict.kind == first.verdict.kind
                      && whole.verdict.verdict == first.verdict.verdict
                      && whole.verdict.place == first.verdict.place,
                  "decide and explain agree");
    if (first.verdict.verdict == verdict::Word::ordinary && !text.empty()) {
        const Judged more =
            judge("X-Nobody-Knows-This: 1\n" + std::string(text), evidence::Effort::decide);
        fuzz::promise(more.verdict.verdict != verdict::Word::backscatter,
                      "an unknown field makes no backscatter");
    }
    return 0;
}
