#include "cli/doctor_report.hpp"

#include <algorithm>
#include <array>

#include <nlohmann/json.hpp>

namespace backsift::cli {

namespace {

using Json = nlohmann::ordered_json;

std::string of(std::size_t part, std::size_t whole) {
    return std::to_string(part) + " of " + std::to_string(whole);
}

std::string table(const setup::Examination& examination, const report::Dress& dress) {
    const std::vector<std::string> proofs = examination.proofs();
    std::vector<std::string> heads{"comes back as", "yours"};
    heads.insert(heads.end(), proofs.begin(), proofs.end());
    heads.insert(heads.end(), {"yours goes to", "a forgery", "goes to"});
    report::Table out(std::move(heads));
    for (const setup::Trial& trial : examination.trials) {
        std::vector<std::string> cells{
            trial.shape, trial.recognised ? std::string(verdict::word(trial.own.verdict))
                                          : "taken for " + trial.own.kind};
        for (const std::string& proof : proofs)
            cells.push_back(setup::answer_of(trial.own, proof));
        cells.emplace_back(verdict::word(trial.own.place));
        cells.emplace_back(verdict::word(trial.forged.verdict));
        cells.emplace_back(verdict::word(trial.forged.place));
        out.row(std::move(cells));
    }
    return out.text(dress);
}

std::string summary(const Diagnosis& diagnosis, const report::Dress& dress) {
    const setup::Examination& seen = diagnosis.examination;
    const std::size_t all = seen.trials.size();
    std::string out = "Your letter is told to be yours in " + of(seen.genuine(), all)
                      + " of the ways in which it may come back, and what answers a forgery goes "
                        "to the folder in "
                      + of(seen.filed(), all) + ".";
    if (seen.lost() > 0)
        out += " " + std::to_string(seen.lost()) + " bounces of your own mail would be filed.";
    std::string uncovered;
    for (const setup::Trial& trial : seen.trials) {
        if (trial.own.verdict != verdict::Word::genuine)
            uncovered += (uncovered.empty() ? "" : "; ") + trial.shape;
    }
    out = report::wrap(out, 0, dress) + '\n';
    if (!uncovered.empty())
        out += report::wrap("Not covered: " + uncovered + '.', 2, dress) + '\n';
    for (const std::string& note : diagnosis.notes)
        out += report::wrap(note, 2, dress) + '\n';
    if (!diagnosis.advice)
        return out + "No single change would do better.\n";
    const setup::Advice& advice = *diagnosis.advice;
    return out
           + report::wrap("What would help most: " + std::string(advice.change->sentence)
                              + ". Then yours are told in " + of(advice.genuine, all)
                              + ", and forgeries filed in " + of(advice.filed, all) + ".",
                          2, dress)
           + '\n';
}

Json opinion(const setup::Opinion& opinion) {
    Json proofs = Json::array();
    for (const proof::Reply& reply : opinion.proofs) {
        proofs.push_back({{"name", reply.name},
                          {"answer", proof::word(reply.answer)},
                          {"detail", reply.detail}});
    }
    return {{"kind", opinion.kind},
            {"verdict", verdict::word(opinion.verdict)},
            {"place", verdict::word(opinion.place)},
            {"proofs", std::move(proofs)}};
}

} // namespace

bool Diagnosis::has_error() const {
    return std::any_of(remarks.begin(), remarks.end(), [](const setup::Remark& remark) {
        return remark.severity == setup::Severity::error;
    });
}

bool Diagnosis::covered() const {
    return std::all_of(
        examination.trials.begin(), examination.trials.end(), [](const setup::Trial& trial) {
            return !trial.returns_header || trial.own.verdict == verdict::Word::genuine;
        });
}

std::string to_text(const Diagnosis& diagnosis, const report::Dress& dress) {
    std::string out = table(diagnosis.examination, dress) + '\n' + summary(diagnosis, dress);
    if (!diagnosis.remarks.empty())
        out += '\n';
    for (const setup::Remark& remark : diagnosis.remarks)
        out += setup::describe(remark) + '\n';
    return out;
}

std::string to_json(const Diagnosis& diagnosis) {
    constexpr int k_schema = 1;
    Json trials = Json::array();
    for (const setup::Trial& trial : diagnosis.examination.trials) {
        trials.push_back({{"shape", trial.shape},
                          {"returns_header", trial.returns_header},
                          {"recognised", trial.recognised},
                          {"own", opinion(trial.own)},
                          {"forged", opinion(trial.forged)}});
    }
    Json remarks = Json::array();
    constexpr std::array k_severities{"note", "warning", "error"};
    for (const setup::Remark& remark : diagnosis.remarks) {
        remarks.push_back({{"severity", k_severities[static_cast<std::size_t>(remark.severity)]},
                           {"sentence", remark.sentence},
                           {"file", remark.place.file},
                           {"line", remark.place.line},
                           {"column", remark.place.column},
                           {"hint", remark.hint}});
    }
    Json advice;
    if (diagnosis.advice) {
        advice = {{"change", diagnosis.advice->change->name},
                  {"sentence", diagnosis.advice->change->sentence},
                  {"genuine", diagnosis.advice->genuine},
                  {"filed", diagnosis.advice->filed}};
    }
    const Json out{{"schema", k_schema},
                   {"genuine", diagnosis.examination.genuine()},
                   {"filed", diagnosis.examination.filed()},
                   {"trials", std::move(trials)},
                   {"notes", diagnosis.notes},
                   {"advice", std::move(advice)},
                   {"remarks", std::move(remarks)}};
    return out.dump(-1, ' ', false, Json::error_handler_t::replace) + '\n';
}

} // namespace backsift::cli
