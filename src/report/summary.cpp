#include "report/summary.hpp"

#include <algorithm>
#include <array>

#include "base/counted.hpp"
#include "base/text.hpp"
#include "report/line_text.hpp"
#include "report/list.hpp"

namespace backsift::report {

namespace {

using verdict::Word;

constexpr std::size_t k_months_shown = 12;
constexpr std::size_t k_hosts_shown = 8;
constexpr std::size_t k_storms_shown = 5;
constexpr std::size_t k_calls_shown = 10;
constexpr std::size_t k_unreadable_shown = 5;
constexpr std::size_t k_bar_columns = 20;

std::string cell(std::size_t n) {
    return n == 0 ? std::string("·") : std::to_string(n);
}

std::string of(const ByVerdict& counts, Word word) {
    return cell(counts[static_cast<std::size_t>(word)]);
}

std::string heading(std::string_view text, const Dress& dress) {
    return '\n' + paint(text, Colour::bold, dress) + '\n';
}

std::string left_out(std::size_t all, std::size_t shown, std::string_view what) {
    return all > shown
               ? "… and " + std::to_string(all - shown) + " more " + std::string(what) + '\n'
               : "";
}

std::string kinds(const Tally& tally, const Dress& dress) {
    Table table({"kind", "genuine", "backscatter", "unverifiable", "ordinary"});
    for (std::size_t column = 1; column <= 4; ++column)
        table.right_align(column);
    for (std::size_t k = 0; k < rules::k_kinds; ++k) {
        const ByVerdict& row = tally.of(static_cast<rules::Kind>(k));
        if (sum(row) != 0)
            table.row({std::string(rules::k_kind_words[k]), of(row, Word::genuine),
                       of(row, Word::backscatter), of(row, Word::unverifiable),
                       of(row, Word::ordinary)});
    }
    return '\n' + table.text(dress);
}

std::string bar(std::size_t n, std::size_t longest) {
    const std::size_t filled = longest == 0 ? 0 : (n * k_bar_columns + longest - 1) / longest;
    std::string out;
    for (std::size_t i = 0; i < filled; ++i)
        out += "▇";
    return out;
}

// The last twelve with replies; months without any are told by their absence.
std::string months(const Tally& tally, const Dress& dress) {
    const auto all = tally.months();
    if (all.size() < 2)
        return {};
    const std::size_t from = all.size() > k_months_shown ? all.size() - k_months_shown : 0;
    std::size_t longest = 0;
    for (std::size_t i = from; i < all.size(); ++i)
        longest = std::max(longest, sum(all[i].second));
    Table table({"month", "genuine", "backscatter", "unverifiable", "automatic replies"});
    for (std::size_t column = 1; column <= 3; ++column)
        table.right_align(column);
    for (std::size_t i = from; i < all.size(); ++i) {
        const auto& [month, row] = all[i];
        table.row({month, of(row, Word::genuine), of(row, Word::backscatter),
                   of(row, Word::unverifiable), bar(sum(row), longest)});
    }
    std::string earlier;
    if (from != 0)
        earlier = "… after " + std::to_string(from) + " earlier months with replies\n";
    return '\n' + table.text(dress) + earlier;
}

std::string hosts(const Tally& tally, const Dress& dress) {
    const auto top = tally.hosts(k_hosts_shown);
    if (top.empty())
        return {};
    Table table({"reporting host", "replies", "genuine", "backscatter", "unverifiable"});
    for (std::size_t column = 1; column <= 4; ++column)
        table.right_align(column);
    for (const auto& [name, row] : top)
        table.row({name, cell(sum(row)), of(row, Word::genuine), of(row, Word::backscatter),
                   of(row, Word::unverifiable)});
    return '\n' + table.text(dress);
}

std::string minute(message::UnixTime time) {
    std::string text = message::format_utc(time);
    text[text.find('T')] = ' ';
    return text.substr(0, text.rfind(':'));
}

std::string storms(const Tally& tally, const Dress& dress) {
    std::vector<Storm> all = tally.storms();
    if (all.empty())
        return {};
    std::stable_sort(all.begin(), all.end(),
                     [](const Storm& a, const Storm& b) { return a.replies > b.replies; });
    std::string out =
        heading(all.size() == 1 ? "A storm" : std::to_string(all.size()) + " storms", dress);
    const std::size_t shown = std::min(all.size(), k_storms_shown);
    for (std::size_t i = 0; i < shown; ++i) {
        const Storm& storm = all[i];
        out += "  " + minute(storm.begin) + " to " + minute(storm.end)
               + " UTC: " + std::to_string(storm.replies) + " replies, and "
               + base::counted(storm.ordinary, "ordinary message", "ordinary messages")
               + " in the same hours\n";
    }
    return out + left_out(all.size(), shown, "storms");
}

std::string calls(const Tally& tally, const Dress& dress) {
    const auto closest = tally.closest(k_calls_shown);
    if (closest.empty())
        return {};
    std::string out = heading("The closest calls", dress);
    for (const Entry& entry : closest) {
        out += to_line(entry, dress) + '\n';
        const std::string point = turning_point(entry);
        out += "    " + wrap(point.empty() ? why(entry) : point, 4, dress) + '\n';
    }
    return out;
}

std::string unreadable(const Tally& tally, const Dress& dress) {
    if (tally.unreadable() == 0)
        return {};
    std::string out =
        paint(std::to_string(tally.unreadable()) + " could not be read:", Colour::yellow, dress)
        + '\n';
    const std::size_t shown = std::min(tally.unreadable_paths().size(), k_unreadable_shown);
    for (std::size_t i = 0; i < shown; ++i)
        out += "  " + tally.unreadable_paths()[i] + '\n';
    return out + left_out(tally.unreadable(), shown, "of them");
}

} // namespace

std::string summary(const Tally& tally, const Dress& dress) {
    std::string out = wrap(headline(tally), 0, dress) + '\n';
    if (tally.interrupted())
        out += paint("Interrupted: this is what was seen by then.", Colour::yellow, dress) + '\n';
    out += kinds(tally, dress) + months(tally, dress) + hosts(tally, dress) + storms(tally, dress)
           + calls(tally, dress);
    out += '\n' + base::counted(tally.into_folder(), "message belongs", "messages belong")
           + " into the backscatter folder, "
           + std::to_string(tally.messages() - tally.into_folder()) + " into the inbox.\n";
    return out + unreadable(tally, dress);
}

} // namespace backsift::report
