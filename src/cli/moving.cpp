#include "cli/moving.hpp"

#include <string>

#include "cli/console.hpp"

namespace backsift::cli {

base::ExitStatus refuse_troubles(const journal::Outcome& outcome) {
    base::ExitStatus status = base::ExitStatus::ok;
    for (const base::Failure& trouble : outcome.troubles)
        status = refuse(trouble);
    if (outcome.untold != 0)
        complain("and " + std::to_string(outcome.untold) + " more");
    return status;
}

} // namespace backsift::cli
