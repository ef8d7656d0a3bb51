// The result model: what every report is made from, whatever its format. Holds clean UTF-8 only, so
// that no format has to think of what an attacker may have written.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "evidence/evidence.hpp"
#include "message/date.hpp"
#include "message/mail.hpp"
#include "verdict/verdict.hpp"

namespace backsift::report {

// Where the original stands in the bounce; the words are those of the JSON key `returned`.
enum class Original : std::uint8_t { none, text, headers, full };
[[nodiscard]] std::string_view word(Original original);

struct Entry {
    std::string path;                  // as the caller named it; "-" for standard input
    std::optional<std::size_t> offset; // of the message in an mbox
    verdict::Verdict verdict;
    std::vector<evidence::Finding> findings;
    std::vector<proof::Reply> proofs;
    std::vector<evidence::Recipient> recipients;
    std::string reporting_mta;
    Original original = Original::none;
    bool original_complete = false;
    std::string original_where;
    std::string original_message_id;
    std::string original_subject;
    std::string reverse_path; // "<>" null, "" unknown, else the address
    std::string from;
    std::string to;
    std::string subject;
    std::optional<message::UnixTime> time; // when it reached us
    std::string date;                      // the same as "2026-11-21T10:14:29Z", "" unknown
    std::string host; // who wrote it: the reporting MTA, else the domain of the author; "" unknown
    message::Defects defects;
    std::size_t bytes = 0;
    bool recalled = false; // from the journal, which keeps no findings and no proofs
};

enum class Detail : std::uint8_t {
    whole,
    // What a Tally asks for: of a message that no summary could name (ordinary mail with nothing
    // that speaks against it) only what is counted. Who wrote what to whom stays unread, and empty
    // here.
    counted
};

[[nodiscard]] Entry make_entry(std::string path, const message::Mail& mail,
                               evidence::Evidence evidence, verdict::Verdict verdict,
                               const base::Limits& limits, Detail detail = Detail::whole);

} // namespace backsift::report
