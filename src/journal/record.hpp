// One line per message: what was decided, why, and where the message is.
//
//   1 TAB 2026-11-21T10:14:29Z TAB id=… TAB kind=bounce TAB verdict=backscatter TAB place=folder
//   TAB …
//
// The 1 is the version. Then "key=value", in this order, empty values left out; a reader passes
// over keys it does not know. Foreign words are cleaned (no tab, newline or control character) and
// cut.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "deliver/execute.hpp"
#include "message/date.hpp"
#include "message/mail.hpp"
#include "os/world.hpp"
#include "verdict/verdict.hpp"

namespace backsift::journal {

// What was judged; none of it for a message that could not be.
struct Judged {
    rules::Kind kind = rules::Kind::ordinary;
    verdict::Word verdict = verdict::Word::ordinary;
    proof::Answer proof = proof::Answer::unknown;
};

struct Record {
    message::UnixTime time = 0;
    std::string id; // 12 hex digits, for `undo` and `release`
    std::optional<Judged> judged;
    verdict::Place place = verdict::Place::inbox; // where it is, not where the verdict wanted it
    std::string by;                               // ids of findings, comma-separated
    std::string from;                             // reverse-path: "<>", an address, or "" unknown
    std::string subject;                          // at most 80 bytes
    std::string host;                             // that reports, by its own word
    std::optional<message::UnixTime> arrived;     // where it was judged later than it came
    std::uint64_t bytes = 0;
    std::string path;               // the delivered file, or "|program"
    std::uint64_t microseconds = 0; // from start to delivered
    std::string run;                // the run that moved it (run_log.hpp), "" when none did
    std::string note;               // trouble that was got over
};

[[nodiscard]] std::string format(const Record& record); // with the newline; at most 4,096 bytes
[[nodiscard]] std::optional<Record> parse_record(std::string_view line);

// Twelve hexadecimal digits by chance.
[[nodiscard]] std::string new_record_id(os::World& world);

// The record of a delivery. `verdict` null: not judged.
[[nodiscard]] Record record_of(const verdict::Verdict* verdict, const std::vector<std::string>& by,
                               const message::Mail& mail, const deliver::Receipt& receipt,
                               os::World& world, os::Moment began);

} // namespace backsift::journal
