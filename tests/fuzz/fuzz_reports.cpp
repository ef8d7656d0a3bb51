// What is shown, kept and sent of a mail: a row of each format, a scan's memory, a complaint.
#include <string>
#include <utility>
#include <vector>

#include <nlohmann/json.hpp>

#include "base/text.hpp"
#include "fuzz/fuzz_judge.hpp"
#include "fuzz/fuzz_support.hpp"
#include "message/mail.hpp"
#include "report/complaint.hpp"
#include "report/csv.hpp"
#include "report/entry.hpp"
#include "report/entry_store.hpp"
#include "report/json.hpp"
#include "report/list.hpp"
#include "report/page_json.hpp"
#include "verdict/verdict.hpp"

namespace {

using namespace backsift;
using report::Entry;

// RFC 4180: the cells of one record, quotes taken off; promises that it is one record.
std::vector<std::string> cells(std::string_view row) {
    fuzz::promise(row.ends_with("\r\n"), "a record ends with CRLF");
    row.remove_suffix(2);
    std::vector<std::string> out(1);
    bool quoted = false;
    for (std::size_t at = 0; at < row.size(); ++at) {
        const bool doubled = quoted && row[at] == '"' && row.substr(at + 1, 1) == "\"";
        if (doubled)
            out.back() += row[++at];
        else if (row[at] == '"')
            quoted = !quoted;
        else if (row[at] == ',' && !quoted)
            out.emplace_back();
        else
            out.back() += row[at];
    }
    fuzz::promise(!quoted, "every quote is closed");
    return out;
}

void check_csv(const Entry& entry) {
    static const std::size_t columns = cells(report::csv_head()).size();
    const std::string row = report::csv_row(entry);
    const auto all = cells(row);
    fuzz::promise(all.size() == columns, "a record has a cell for each column");
    for (const std::string& cell : all) {
        fuzz::promise(base::is_valid_utf8(cell) && !fuzz::has_controls(cell), "a cell is clean");
        fuzz::promise(cell.empty()
                          || std::string_view("=+-@").find(cell.front()) == std::string::npos,
                      "and no formula");
    }
}

void check_page(const Entry& entry) {
    report::PageTexts texts;
    for (int i = 0; i < 2; ++i) { // the second time its texts are numbers
        const std::string row = report::page_row(entry, texts);
        fuzz::promise(nlohmann::json::accept(row), "a row of the page is JSON");
        fuzz::promise(row.find_first_of("<>&\n") == std::string::npos,
                      "that no script element ends at");
    }
    fuzz::promise(nlohmann::json::accept(texts.json()), "so are the texts");
}

void check_list(const Entry& entry) {
    for (const report::Dress& dress : {report::Dress{}, report::Dress{false, 40}}) {
        const std::string row = report::list_row(entry, dress);
        fuzz::promise(base::is_valid_utf8(row) && !fuzz::has_controls(row),
                      "a row of the list is clean");
    }
}

void check_memory(const Entry& entry) {
    const auto again = report::from_bytes(report::to_bytes(entry));
    fuzz::promise(again.has_value(), "every entry comes back from a scan's memory");
    Entry placed = *again;
    placed.path = entry.path;
    fuzz::promise(report::to_json(placed) == report::to_json(entry), "and says the same");
}

void check_complaint(const Entry& entry, const message::Mail& mail) {
    for (const auto form : {report::ComplaintForm::arf, report::ComplaintForm::plain}) {
        const report::Complaint about{form,          "ann@example.org",  "mx.example.net",
                                      "example.net", "192.0.2.1",        "mail.example.org",
                                      "0.1.0",       "0123456789abcdef", 1'795'239'060};
        const std::string text = report::complaint(about, entry, mail);
        fuzz::promise(text.find('\0') == std::string::npos, "a complaint holds no NUL");
        for (const std::string_view line : base::split(text, '\n'))
            fuzz::promise(line.size() <= 998, "and no line longer than RFC 5322 allows");
        const message::Mail read = message::parse(base::Bytes(text), {}, base::Limits());
        fuzz::promise(read.parts.size() >= 3, "it has the parts it was made of");
    }
}

} // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* bytes, std::size_t size) {
    const base::Limits limits;
    const message::Mail mail = message::parse(base::Bytes(fuzz::text(bytes, size)), {}, limits);
    auto found = evidence::collect(mail, {fuzz::rule_set(), fuzz::proofs(), limits, {}},
                                   evidence::Effort::explain);
    const auto verdict = verdict::decide(found, verdict::Policy::careful());
    const Entry entry = report::make_entry("/home/ann/1", mail, std::move(found), verdict, limits);
    check_csv(entry);
    check_page(entry);
    check_list(entry);
    check_memory(entry);
    check_complaint(entry, mail);
    return 0;
}
