#include "report/page_json.hpp"

#include <functional>

#include <nlohmann/json.hpp>

#include "base/text.hpp"

namespace backsift::report {

namespace {

using Json = nlohmann::json;

constexpr std::size_t k_most_texts = 20'000;
constexpr std::size_t k_most_seen = 500'000; // texts, by hash: some 16 MB
constexpr std::size_t k_hosts_shown = 12;
constexpr std::size_t k_calls_shown = 10;
constexpr std::size_t k_findings_shown = 8;
constexpr std::size_t k_recipients_shown = 10;

// Paths are bytes; everything else is clean already.
std::string dump(const Json& json) {
    const std::string text = json.dump(-1, ' ', false, Json::error_handler_t::replace);
    std::string out;
    out.reserve(text.size());
    for (const char c : text) {
        switch (c) {
        case '<':
            out += "\\u003c";
            break;
        case '>':
            out += "\\u003e";
            break;
        case '&':
            out += "\\u0026";
            break;
        default:
            out += c;
        }
    }
    return out;
}

Json once(const std::string& text, PageTexts& texts) {
    const int number = texts.number_of(text);
    return number < 0 ? Json(text) : Json(number);
}

Json sentences(const std::vector<std::string>& all, PageTexts& texts) {
    Json out = Json::array();
    for (const std::string& sentence : all)
        out.push_back(once(sentence, texts));
    return out;
}

Json proofs(const Entry& entry, PageTexts& texts) {
    Json out = Json::array();
    for (const proof::Reply& reply : entry.proofs)
        out.push_back(once(reply.name + '\n' + std::to_string(static_cast<int>(reply.answer)) + '\n'
                               + reply.detail,
                           texts));
    return out;
}

Json findings(const Entry& entry, PageTexts& texts) {
    Json out = Json::array();
    for (const evidence::Finding& f : entry.findings) {
        if (out.size() < k_findings_shown)
            out.push_back(
                {once(f.id + '\n' + f.strength + '\n' + f.where, texts), once(f.excerpt, texts)});
    }
    return out;
}

Json recipients(const Entry& entry, PageTexts& texts) {
    Json out = Json::array();
    for (const evidence::Recipient& r : entry.recipients) {
        if (out.size() < k_recipients_shown)
            out.push_back({once(r.address, texts), once(r.action, texts), once(r.status, texts),
                           once(r.reason, texts), once(r.smtp, texts)});
    }
    return out;
}

Json defects(const Entry& entry) {
    Json out = Json::array();
    for (std::size_t i = 0; i < message::k_defects; ++i) {
        const auto defect = static_cast<message::Defect>(i);
        if (entry.defects.has(defect))
            out.push_back(message::word(defect));
    }
    return out;
}

// Of an ordinary message only what is not said of all of them.
Json detail(const Entry& entry, PageTexts& texts) {
    Json out = {{"b", sentences(entry.verdict.because, texts)},
                {"s", once(entry.reverse_path, texts)},
                {"t", once(entry.to, texts)}};
    if (!entry.findings.empty())
        out["f"] = findings(entry, texts);
    if (!rules::is_automatic_reply(entry.verdict.kind))
        return out;
    out["c"] = sentences(entry.verdict.would_change, texts);
    out["p"] = proofs(entry, texts);
    out["r"] = recipients(entry, texts);
    out["o"] = {word(entry.original), entry.original_complete, once(entry.original_subject, texts),
                entry.original_message_id};
    out["d"] = defects(entry);
    return out;
}

Json named(const std::vector<std::pair<std::string, ByVerdict>>& rows) {
    Json out = Json::array();
    for (const auto& [name, counts] : rows)
        out.push_back({name, counts[1], counts[2], counts[3]});
    return out;
}

Json by_kind(const Tally& tally) {
    Json out = Json::array();
    for (std::size_t k = 1; k < rules::k_kinds; ++k) {
        const ByVerdict& counts = tally.of(static_cast<rules::Kind>(k));
        if (sum(counts) != 0)
            out.push_back({rules::k_kind_words[k], counts[1], counts[2], counts[3], counts[0]});
    }
    return out;
}

Json days(const Tally& tally) {
    Json out = Json::array();
    for (const auto& [day, counts] : tally.days())
        out.push_back({day, counts[1], counts[2], counts[3]});
    return out;
}

Json storms(const Tally& tally) {
    Json out = Json::array();
    for (const Storm& storm : tally.storms())
        out.push_back({storm.begin, storm.end, storm.replies, storm.ordinary});
    return out;
}

Json closest(const Tally& tally) {
    Json out = Json::array();
    for (const Entry& entry : tally.closest(k_calls_shown)) {
        out.push_back({entry.path, entry.offset ? static_cast<std::int64_t>(*entry.offset) : -1,
                       static_cast<int>(entry.verdict.kind),
                       static_cast<int>(entry.verdict.verdict), entry.subject, entry.date,
                       turning_point(entry)});
    }
    return out;
}

} // namespace

int PageTexts::number_of(const std::string& text) {
    const auto found = numbers_.find(text);
    if (found != numbers_.end())
        return found->second;
    if (texts_.size() == k_most_texts || is_new(text))
        return -1;
    const int number = static_cast<int>(texts_.size());
    texts_.push_back(&numbers_.emplace(text, number).first->first);
    return number;
}

// Two that share a hash cost a number for a text that occurs once, nothing else.
bool PageTexts::is_new(const std::string& text) {
    if (seen_.size() < k_most_seen)
        return seen_.insert(std::hash<std::string>{}(text)).second;
    return seen_.count(std::hash<std::string>{}(text)) == 0;
}

std::string PageTexts::json() const {
    Json out = Json::array();
    for (const std::string* const text : texts_)
        out.push_back(*text);
    return dump(out);
}

std::string page_row(const Entry& entry, PageTexts& texts) {
    const std::size_t slash = entry.path.rfind('/') + 1;
    const bool reply = rules::is_automatic_reply(entry.verdict.kind);
    return dump(Json::array(
        {entry.time ? Json(*entry.time) : Json(), static_cast<int>(entry.verdict.kind),
         static_cast<int>(entry.verdict.verdict), static_cast<int>(entry.verdict.place),
         once(entry.host, texts), once(entry.from, texts), once(entry.subject, texts),
         once(entry.path.substr(0, slash), texts), entry.path.substr(slash),
         entry.offset ? static_cast<std::int64_t>(*entry.offset) : -1,
         once(reply ? deciding_proof(entry) : std::string(), texts), detail(entry, texts)}));
}

std::string page_result(const Tally& tally, const PageAbout& about, std::size_t left_out) {
    Json out;
    out["title"] = about.title;
    out["paths"] = about.paths;
    out["version"] = about.version;
    out["made"] = message::format_utc(about.made);
    out["interrupted"] = tally.interrupted();
    out["messages"] = tally.messages();
    out["into_folder"] = tally.into_folder();
    out["replies"] = tally.replies();
    out["kinds"] = rules::k_kind_words;
    out["answers"] = proof::k_answer_words;
    out["by_kind"] = by_kind(tally);
    out["days"] = days(tally);
    out["hosts"] = named(tally.hosts(k_hosts_shown));
    out["proofs"] = named(tally.proofs());
    out["storms"] = storms(tally);
    out["closest"] = closest(tally);
    out["left_out"] = left_out;
    out["unreadable"] = tally.unreadable();
    out["unreadable_paths"] = tally.unreadable_paths();
    return dump(out);
}

} // namespace backsift::report
