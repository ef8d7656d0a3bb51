// Looks at an account: who its owner is, where his mail lies and what it tells, which programs send
// and deliver it. Reads, and changes nothing.
#pragma once

#include <cstddef>
#include <string>
#include <vector>

#include "os/world.hpp"
#include "setup/found.hpp"

namespace backsift::setup {

struct SurveyOrder {
    std::string system_files = "/etc"; // mailname, postfix/main.cf
    std::string spool = "/var/mail";
    std::size_t most_mails = 5'000;      // of each folder, the last by name
    std::vector<std::string> sent_extra; // named by the user
    std::vector<std::string> inbox_extra;
};

[[nodiscard]] Found survey(os::World& world, const SurveyOrder& order);

} // namespace backsift::setup
