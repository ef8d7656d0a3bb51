#include "cli/moving.hpp"

#include <string>
#include <string_view>

#include "cli/console.hpp"
#include "journal/journal.hpp"
#include "mailbox/message_path.hpp"

namespace backsift::cli {

namespace {

bool is_record_id(std::string_view text) {
    return text.size() == 12
           && text.find_first_not_of("0123456789abcdef") == std::string_view::npos;
}

} // namespace

base::ExitStatus refuse_troubles(const journal::Outcome& outcome) {
    base::ExitStatus status = base::ExitStatus::ok;
    for (const base::Failure& trouble : outcome.troubles)
        status = refuse(trouble);
    if (outcome.untold != 0)
        complain("and " + std::to_string(outcome.untold) + " more");
    return status;
}

std::string path_named_by(const std::string& operand, const std::string& state_directory) {
    if (!is_record_id(operand))
        return operand;
    std::string path = operand;
    static_cast<void>(journal::read_back(state_directory, 0, [&](const journal::Record& record) {
        if (record.id == operand)
            path = record.path;
        return true;
    }));
    const auto written = mailbox::read_message_path(path);
    const auto now = written ? mailbox::Finder().find(*written) : std::nullopt;
    return now ? now->text() : path;
}

} // namespace backsift::cli
