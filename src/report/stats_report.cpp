#include "report/stats_report.hpp"

#include <algorithm>
#include <array>
#include <utility>
#include <vector>

#include <nlohmann/json.hpp>

#include "base/text.hpp"

namespace backsift::report {

namespace {

using journal::Counts;
using journal::Stats;
using Json = nlohmann::ordered_json;
using verdict::Word;

constexpr std::size_t k_hosts_shown = 10;
constexpr std::size_t k_spark_columns = 60;

std::string number(std::uint64_t value) {
    return value == 0 ? "·" : std::to_string(value);
}

// Genuine, backscatter, unverifiable.
constexpr std::array k_reply_words{Word::genuine, Word::backscatter, Word::unverifiable};

std::vector<std::string> reply_cells(const Counts& counts) {
    std::vector<std::string> cells;
    cells.reserve(k_reply_words.size());
    for (const Word word : k_reply_words)
        cells.push_back(number(counts.of(word)));
    return cells;
}

std::string periods_table(const Stats& stats, const Dress& dress) {
    Table table({std::string(journal::k_period_words[static_cast<std::size_t>(stats.period)]),
                 "messages", "genuine", "backscatter", "unverifiable", "ordinary", "unjudged",
                 "in the folder"});
    for (std::size_t column = 1; column <= 7; ++column)
        table.right_align(column);
    const auto row = [&](const std::string& name, const Counts& counts) {
        std::vector<std::string> cells{name, number(counts.messages())};
        for (std::string& cell : reply_cells(counts))
            cells.push_back(std::move(cell));
        cells.push_back(number(counts.of(Word::ordinary)));
        cells.push_back(number(counts.unjudged));
        cells.push_back(number(counts.in_folder));
        table.row(std::move(cells));
    };
    for (const auto& [period, counts] : stats.periods)
        row(journal::period_name(period, stats.period), counts);
    row("all", stats.total);
    return table.text(dress);
}

std::string kinds_table(const Stats& stats, const Dress& dress) {
    Table table({"kind", "genuine", "backscatter", "unverifiable"});
    for (std::size_t column = 1; column <= 3; ++column)
        table.right_align(column);
    for (std::size_t i = 0; i < rules::k_kinds; ++i) {
        const auto kind = static_cast<rules::Kind>(i);
        if (!rules::is_automatic_reply(kind) || stats.total.of(kind) == 0)
            continue;
        std::vector<std::string> cells{std::string(rules::word(kind))};
        for (const Word word : k_reply_words)
            cells.push_back(number(stats.total.of(kind, word)));
        table.row(std::move(cells));
    }
    return table.text(dress);
}

std::string proofs_table(const Stats& stats, const Dress& dress) {
    Table table({"what the proofs said", "replies"});
    table.right_align(1);
    for (std::size_t i = proof::k_answer_words.size(); i-- > 0;) {
        if (stats.total.by_proof[i] != 0)
            table.row({std::string(proof::k_answer_words[i]), number(stats.total.by_proof[i])});
    }
    return table.text(dress);
}

std::vector<std::pair<std::string, Counts>> busiest_hosts(const Stats& stats, std::size_t most) {
    std::vector<std::pair<std::string, Counts>> hosts(stats.hosts.begin(), stats.hosts.end());
    std::stable_sort(hosts.begin(), hosts.end(), [](const auto& a, const auto& b) {
        return a.second.messages() > b.second.messages();
    });
    if (hosts.size() > most)
        hosts.erase(hosts.begin() + static_cast<std::ptrdiff_t>(most), hosts.end());
    return hosts;
}

std::string hosts_table(const Stats& stats, const Dress& dress) {
    Table table({"reporting host", "replies", "genuine", "backscatter", "unverifiable"});
    for (std::size_t column = 1; column <= 4; ++column)
        table.right_align(column);
    for (const auto& [host, counts] : busiest_hosts(stats, k_hosts_shown)) {
        std::vector<std::string> cells{base::clean(host, 255), number(counts.messages())};
        for (std::string& cell : reply_cells(counts))
            cells.push_back(std::move(cell));
        table.row(std::move(cells));
    }
    return table.text(dress);
}

// One column a period, those without a message too; the last sixty.
std::string sparkline(const Stats& stats) {
    constexpr std::array<std::string_view, 9> k_bars{" ", "▁", "▂", "▃", "▄", "▅", "▆", "▇", "█"};
    if (stats.periods.size() < 2)
        return {};
    const std::int64_t last = stats.periods.rbegin()->first;
    const std::int64_t first = std::max(stats.periods.begin()->first,
                                        last - static_cast<std::int64_t>(k_spark_columns) + 1);
    std::vector<std::uint64_t> values;
    for (std::int64_t period = first; period <= last; ++period) {
        const auto found = stats.periods.find(period);
        values.push_back(found == stats.periods.end() ? 0 : found->second.of(Word::backscatter));
    }
    const std::uint64_t most = *std::max_element(values.begin(), values.end());
    if (most == 0)
        return {};
    std::string bars;
    for (const std::uint64_t value : values)
        bars += k_bars[value == 0 ? 0 : 1 + value * 7 / most];
    return "Backscatter, " + journal::period_name(first, stats.period) + " to "
           + journal::period_name(last, stats.period) + ", at most " + std::to_string(most) + " a "
           + std::string(journal::k_period_words[static_cast<std::size_t>(stats.period)]) + ":\n"
           + bars + "\n\n";
}

Json counts_json(const Counts& counts) {
    Json out;
    out["messages"] = counts.messages();
    out["unjudged"] = counts.unjudged;
    out["in_folder"] = counts.in_folder;
    out["with_trouble"] = counts.with_trouble;
    out["bytes"] = counts.bytes;
    for (std::size_t i = 0; i < verdict::k_verdict_words.size(); ++i)
        out["verdicts"][verdict::k_verdict_words[i]] = counts.of(static_cast<Word>(i));
    out["kinds"] = Json::object();
    for (std::size_t i = 0; i < rules::k_kinds; ++i) {
        const auto kind = static_cast<rules::Kind>(i);
        if (counts.of(kind) == 0)
            continue;
        for (std::size_t v = 0; v < verdict::k_verdict_words.size(); ++v)
            out["kinds"][rules::word(kind)][verdict::k_verdict_words[v]] =
                counts.of(kind, static_cast<Word>(v));
    }
    for (std::size_t i = 0; i < proof::k_answer_words.size(); ++i)
        out["proofs"][proof::k_answer_words[i]] = counts.by_proof[i];
    return out;
}

} // namespace

std::string stats_text(const Stats& stats, const Dress& dress) {
    if (stats.total.messages() == 0)
        return "The journal holds no message.\n";
    std::string out = sparkline(stats) + periods_table(stats, dress);
    if (stats.total.replies() != 0)
        out += '\n' + kinds_table(stats, dress) + '\n' + proofs_table(stats, dress);
    if (!stats.hosts.empty())
        out += '\n' + hosts_table(stats, dress);
    return out;
}

std::string stats_json(const Stats& stats) {
    constexpr int k_schema = 1;
    Json out;
    out["schema"] = k_schema;
    out["by"] = journal::k_period_words[static_cast<std::size_t>(stats.period)];
    out["periods"] = Json::array();
    for (const auto& [period, counts] : stats.periods) {
        Json row = counts_json(counts);
        row["period"] = journal::period_name(period, stats.period);
        out["periods"].push_back(std::move(row));
    }
    out["total"] = counts_json(stats.total);
    out["hosts"] = Json::array();
    for (const auto& [host, counts] : busiest_hosts(stats, stats.hosts.size())) {
        Json row = counts_json(counts);
        row["host"] = host;
        out["hosts"].push_back(std::move(row));
    }
    return out.dump(-1, ' ', false, Json::error_handler_t::replace) + '\n';
}

Entry entry_of(const journal::Record& record) {
    Entry entry;
    entry.path = record.path;
    if (record.judged) {
        entry.verdict.kind = record.judged->kind;
        entry.verdict.verdict = record.judged->verdict;
        entry.verdict.proof = record.judged->proof;
    }
    entry.verdict.place = record.place;
    entry.reverse_path = record.from;
    entry.subject = record.subject;
    entry.host = record.host;
    entry.reporting_mta = record.host;
    entry.time = journal::came(record);
    entry.date = message::format_utc(*entry.time);
    entry.bytes = record.bytes;
    entry.recalled = true;
    return entry;
}

} // namespace backsift::report
