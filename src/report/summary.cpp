#include "report/summary.hpp"

#include <algorithm>

#include "base/text.hpp"
#include "report/line_text.hpp"
#include "report/list.hpp"

namespace backsift::report {

namespace {

constexpr std::size_t k_most_hosts_counted = 10'000;
constexpr std::size_t k_hosts_shown = 8;
constexpr std::size_t k_calls_shown = 10;
constexpr std::size_t k_unreadable_shown = 5;

// How near an automatic reply came to another verdict; smaller is nearer. A conflict of proofs first,
// then what only one forgeable or missing mark decided, then what nothing decided.
int distance(const verdict::Verdict& v) {
    if (v.conflict) return 0;
    switch (v.proof) {
    case proof::Answer::absent: return 1;
    case proof::Answer::indicated: return 2;
    case proof::Answer::unknown: return 3;
    case proof::Answer::contradicted:
    case proof::Answer::proven: return 4;
    }
    return 4;
}

std::size_t automatic_total(const auto& by_kind, verdict::Word word) {
    std::size_t total = 0;
    for (std::size_t k = 0; k < rules::k_kinds; ++k) {
        if (rules::is_automatic_reply(static_cast<rules::Kind>(k))) total += by_kind[k][static_cast<std::size_t>(word)];
    }
    return total;
}

}  // namespace

void Summary::add(const Entry& entry) {
    ++messages_;
    const verdict::Verdict& v = entry.verdict;
    ++by_kind_[static_cast<std::size_t>(v.kind)][static_cast<std::size_t>(v.verdict)];
    if (v.place == verdict::Place::folder) ++into_folder_;
    if (!rules::is_automatic_reply(v.kind)) return;
    if (!entry.reporting_mta.empty() && (hosts_.size() < k_most_hosts_counted || hosts_.count(entry.reporting_mta) != 0)) {
        Host& host = hosts_[entry.reporting_mta];
        ++host.all;
        if (v.verdict == verdict::Word::backscatter) ++host.backscatter;
    }
    const auto nearer = [](const Entry& a, const Entry& b) { return distance(a.verdict) < distance(b.verdict); };
    if (closest_.size() == k_calls_shown && !nearer(entry, closest_.back())) return;
    closest_.insert(std::upper_bound(closest_.begin(), closest_.end(), entry, nearer), entry);
    if (closest_.size() > k_calls_shown) closest_.pop_back();
}

void Summary::add_unreadable(const std::string& path, const std::string& sentence) {
    ++unreadable_;
    if (unreadable_paths_.size() < k_unreadable_shown) unreadable_paths_.push_back(base::clean(path + ": " + sentence, 500));
}

std::string Summary::headline() const {
    const std::size_t ours = automatic_total(by_kind_, verdict::Word::genuine);
    const std::size_t false_ones = automatic_total(by_kind_, verdict::Word::backscatter);
    const std::size_t open = automatic_total(by_kind_, verdict::Word::unverifiable);
    const auto count = [](std::size_t n, std::string_view one, std::string_view many) {
        return std::to_string(n) + ' ' + std::string(n == 1 ? one : many);
    };
    return "In " + count(messages_, "message", "messages") + " there "
           + (ours + false_ones + open == 1 ? "is " : "are ") + count(ours + false_ones + open, "automatic reply", "automatic replies")
           + ": " + std::to_string(ours) + " answer your mail, " + std::to_string(false_ones) + " do not, " + std::to_string(open)
           + " cannot be told.";
}

std::string Summary::kinds_table(const Dress& dress) const {
    Table table({"kind", "genuine", "backscatter", "unverifiable", "ordinary"});
    for (std::size_t column = 1; column <= 4; ++column) table.right_align(column);
    const auto cell = [](std::size_t n) { return n == 0 ? std::string("·") : std::to_string(n); };
    for (std::size_t k = 0; k < rules::k_kinds; ++k) {
        const Row& row = by_kind_[k];
        if (std::all_of(row.begin(), row.end(), [](std::size_t n) { return n == 0; })) continue;
        const auto of = [&](verdict::Word word) { return cell(row[static_cast<std::size_t>(word)]); };
        table.row({std::string(rules::k_kind_words[k]), of(verdict::Word::genuine), of(verdict::Word::backscatter),
                   of(verdict::Word::unverifiable), of(verdict::Word::ordinary)});
    }
    return table.text(dress);
}

std::string Summary::hosts_table(const Dress& dress) const {
    std::vector<std::pair<std::string, Host>> top(hosts_.begin(), hosts_.end());
    std::stable_sort(top.begin(), top.end(), [](const auto& a, const auto& b) { return a.second.all > b.second.all; });
    if (top.size() > k_hosts_shown) top.resize(k_hosts_shown);
    if (top.empty()) return {};
    Table table({"reporting host", "replies", "backscatter"});
    table.right_align(1);
    table.right_align(2);
    for (const auto& [name, host] : top) table.row({name, std::to_string(host.all), std::to_string(host.backscatter)});
    return '\n' + table.text(dress);
}

std::string Summary::calls(const Dress& dress) const {
    std::string out;
    for (const Entry& entry : closest_) {
        if (distance(entry.verdict) >= 4) continue;
        if (out.empty()) out = '\n' + paint("The closest calls", Colour::bold, dress) + '\n';
        out += to_line(entry, dress) + '\n';
        out += "    " + wrap(why(entry), 4, dress) + '\n';
    }
    return out;
}

std::string Summary::text(const Dress& dress) const {
    std::string out = wrap(headline(), 0, dress) + "\n\n" + kinds_table(dress) + hosts_table(dress) + calls(dress);
    out += '\n' + std::to_string(into_folder_) + (into_folder_ == 1 ? " message belongs" : " messages belong")
           + " into the backscatter folder, " + std::to_string(messages_ - into_folder_) + " into the inbox.\n";
    if (unreadable_ != 0) {
        out += paint(std::to_string(unreadable_) + " could not be read:", Colour::yellow, dress) + '\n';
        for (const std::string& line : unreadable_paths_) out += "  " + line + '\n';
    }
    return out;
}

}  // namespace backsift::report
