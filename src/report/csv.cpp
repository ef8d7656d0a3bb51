#include "report/csv.hpp"

#include <algorithm>
#include <array>

#include "base/text.hpp"
#include "report/closest.hpp"
#include "report/list.hpp"

namespace backsift::report {

namespace {

constexpr std::size_t k_longest_path = 4096;

// The cells of all recipients in one, for most replies are about one.
std::string recipients(const Entry& entry, std::string evidence::Recipient::*member) {
    std::string out;
    for (const evidence::Recipient& recipient : entry.recipients) {
        if ((recipient.*member).empty())
            continue;
        if (!out.empty())
            out += "; ";
        out += recipient.*member;
    }
    return out;
}

std::string path_of(const Entry& entry) {
    return base::clean(entry.path, k_longest_path);
}

std::string offset_of(const Entry& entry) {
    return entry.offset ? std::to_string(*entry.offset) : std::string();
}

struct Column {
    std::string_view name;
    std::string (*cell)(const Entry&);
};

constexpr std::array k_columns{
    Column{"path", path_of},
    Column{"offset", offset_of},
    Column{"date", [](const Entry& e) { return e.date; }},
    Column{"kind", [](const Entry& e) { return std::string(rules::word(e.verdict.kind)); }},
    Column{"verdict", [](const Entry& e) { return std::string(verdict::word(e.verdict.verdict)); }},
    Column{"place", [](const Entry& e) { return std::string(verdict::word(e.verdict.place)); }},
    Column{"proof", [](const Entry& e) { return std::string(proof::word(e.verdict.proof)); }},
    Column{"host", [](const Entry& e) { return e.host; }},
    Column{"reverse_path", [](const Entry& e) { return e.reverse_path; }},
    Column{"from", [](const Entry& e) { return e.from; }},
    Column{"to", [](const Entry& e) { return e.to; }},
    Column{"subject", [](const Entry& e) { return e.subject; }},
    Column{"recipients",
           [](const Entry& e) { return recipients(e, &evidence::Recipient::address); }},
    Column{"status", [](const Entry& e) { return recipients(e, &evidence::Recipient::status); }},
    Column{"reason", [](const Entry& e) { return recipients(e, &evidence::Recipient::reason); }},
    Column{"returned", [](const Entry& e) { return std::string(word(e.original)); }},
    Column{"returned_message_id", [](const Entry& e) { return e.original_message_id; }},
    Column{"bytes", [](const Entry& e) { return std::to_string(e.bytes); }},
    Column{"why",
           [](const Entry& e) {
               return rules::is_automatic_reply(e.verdict.kind) ? why(e) : std::string();
           }},
    Column{"what_would_change_it", turning_point},
};
constexpr std::string_view k_error = "error";

bool reads_as_formula(std::string_view cell) {
    constexpr std::array<std::string_view, 8> k_openings{"=",  "+",  "-",  "@",
                                                         "＝", "＋", "－", "＠"};
    return std::any_of(k_openings.begin(), k_openings.end(),
                       [cell](std::string_view opening) { return cell.starts_with(opening); });
}

void append(std::string& record, std::string_view cell) {
    if (!record.empty())
        record += ',';
    record += '"';
    if (reads_as_formula(cell))
        record += '\'';
    for (const char c : cell) {
        if (c == '"')
            record += '"';
        record += c;
    }
    record += '"';
}

} // namespace

std::string csv_head() {
    std::string record;
    for (const Column& column : k_columns)
        append(record, column.name);
    append(record, k_error);
    return record += "\r\n";
}

std::string csv_row(const Entry& entry) {
    std::string record;
    for (const Column& column : k_columns)
        append(record, column.cell(entry));
    append(record, "");
    return record += "\r\n";
}

std::string unreadable_csv_row(const std::string& path, const std::string& sentence) {
    std::string record;
    append(record, base::clean(path, k_longest_path));
    for (std::size_t i = 1; i < k_columns.size(); ++i)
        append(record, "");
    append(record, base::clean(sentence, 400));
    return record += "\r\n";
}

} // namespace backsift::report
