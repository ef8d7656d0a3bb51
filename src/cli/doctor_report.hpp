// What `doctor` found, for a terminal and as JSON.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "report/table.hpp"
#include "setup/check.hpp"
#include "setup/doctor.hpp"
#include "setup/doctor_advice.hpp"

namespace backsift::cli {

struct Diagnosis {
    setup::Examination examination;
    std::optional<setup::Advice> advice;
    std::vector<setup::Remark> remarks;
    std::vector<std::string> notes; // what could not be tried, and why

    [[nodiscard]] bool has_error() const;
    // Does every shape that returns a header show that the user's mail is his?
    [[nodiscard]] bool covered() const;
};

[[nodiscard]] std::string to_text(const Diagnosis& diagnosis, const report::Dress& dress);
[[nodiscard]] std::string to_json(const Diagnosis& diagnosis); // one line, with its end

} // namespace backsift::cli
