// What is to be done with a judged message. Pure: the doing is execute().
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "config/config.hpp"
#include "deliver/target.hpp"
#include "message/mail.hpp"
#include "verdict/verdict.hpp"

namespace backsift::deliver {

struct Plan {
    verdict::Place place = verdict::Place::inbox; // where it goes if all goes well
    std::optional<Target> inbox;                  // nothing: none is named; then execute() fails
    std::optional<Target> folder;                 // with Place::folder; the inbox when it fails
    std::string field; // "X-Backsift: …", no line end; "" adds and removes none
    std::int64_t program_seconds = 100;
    std::vector<std::string> notes; // why it is not as the verdict has it
};

// The folder where none is named: beside the inbox when that is a Maildir.
inline constexpr const char* k_folder_name = ".Backscatter";

// `by`: the ids of the findings that made the verdict, for the field.
// A message that was not read to its end (Defect::message_too_large) goes to the inbox whatever the
// verdict; so does one for the folder when no folder is named and none can be beside the inbox.
[[nodiscard]] Plan plan(const verdict::Verdict& verdict, const message::Mail& mail,
                        const config::Config& config, const std::vector<std::string>& by = {});

// For a message that could not be judged: the inbox, bytes untouched.
[[nodiscard]] Plan plan_unjudged(const config::Config& config);

} // namespace backsift::deliver
