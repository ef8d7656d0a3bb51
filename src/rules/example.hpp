// The examples a rule brings: mails it must hit and mails it must leave alone.
#pragma once

#include <string>
#include <string_view>

#include "base/result.hpp"

namespace backsift::rules {

struct Example {
    std::string rule_id;
    std::string mail; // always a whole mail; shorter forms have been completed to one
    bool wanted = true;
    base::Place place;
};

} // namespace backsift::rules
