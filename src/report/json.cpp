#include "report/json.hpp"

#include <nlohmann/json.hpp>

#include "base/text.hpp"

namespace backsift::report {

using Json = nlohmann::ordered_json;

namespace {

constexpr int k_schema = 1;

// Paths are bytes; everything else in an Entry is clean already.
std::string dump(const Json& json) {
    return json.dump(-1, ' ', false, Json::error_handler_t::replace);
}

Json proofs(const Entry& entry) {
    Json rows = Json::array();
    for (const proof::Reply& reply : entry.proofs) {
        rows.push_back({{"name", reply.name},
                        {"answer", proof::word(reply.answer)},
                        {"detail", reply.detail}});
    }
    return rows;
}

Json recipients(const Entry& entry) {
    Json rows = Json::array();
    for (const evidence::Recipient& r : entry.recipients) {
        rows.push_back({{"address", r.address},
                        {"action", r.action},
                        {"status", r.status},
                        {"smtp", r.smtp},
                        {"reason", r.reason},
                        {"remote_mta", r.remote_mta}});
    }
    return rows;
}

Json findings(const Entry& entry) {
    Json rows = Json::array();
    for (const evidence::Finding& f : entry.findings) {
        rows.push_back({{"id", f.id},
                        {"shows", f.shows},
                        {"strength", f.strength},
                        {"where", f.where},
                        {"excerpt", f.excerpt}});
    }
    return rows;
}

Json defects(const Entry& entry) {
    Json rows = Json::array();
    for (std::size_t i = 0; i < message::k_defects; ++i) {
        const auto defect = static_cast<message::Defect>(i);
        if (entry.defects.has(defect))
            rows.push_back(message::word(defect));
    }
    return rows;
}

} // namespace

std::string to_json(const Entry& entry) {
    Json out;
    out["schema"] = k_schema;
    out["path"] = entry.path;
    if (entry.offset)
        out["offset"] = *entry.offset;
    out["kind"] = rules::word(entry.verdict.kind);
    out["verdict"] = verdict::word(entry.verdict.verdict);
    out["place"] = verdict::word(entry.verdict.place);
    out["proof"] = proof::word(entry.verdict.proof);
    out["proofs"] = proofs(entry);
    out["reverse_path"] = entry.reverse_path.empty() ? Json() : Json(entry.reverse_path);
    out["reporting_mta"] = entry.reporting_mta;
    out["recipients"] = recipients(entry);
    out["returned"] = word(entry.original);
    out["returned_message_id"] = entry.original_message_id;
    out["subject"] = entry.subject;
    out["date"] = entry.date;
    out["findings"] = findings(entry);
    out["defects"] = defects(entry);
    return dump(out);
}

std::string unreadable_json(const std::string& path, const std::string& sentence) {
    Json out;
    out["schema"] = k_schema;
    out["path"] = path;
    out["kind"] = rules::word(rules::Kind::ordinary);
    out["verdict"] = verdict::word(verdict::Word::ordinary);
    out["place"] = verdict::word(verdict::Place::inbox);
    out["proof"] = proof::word(proof::Answer::unknown);
    out["proofs"] = Json::array();
    out["error"] = base::clean(sentence, 400);
    return dump(out);
}

} // namespace backsift::report
