// The journal's counts for people and for programs.
#pragma once

#include <string>

#include "journal/stats.hpp"
#include "report/entry.hpp"
#include "report/table.hpp"

namespace backsift::report {

// Tables by period, kind, proof and host, and a line that shows how many false replies came when.
[[nodiscard]] std::string stats_text(const journal::Stats& stats, const Dress& dress);

// One object: schema (1), by, periods, total, hosts.
[[nodiscard]] std::string stats_json(const journal::Stats& stats);

// For the reports that a scan makes, the page above all: what the journal knows of a message.
[[nodiscard]] Entry entry_of(const journal::Record& record);

} // namespace backsift::report
