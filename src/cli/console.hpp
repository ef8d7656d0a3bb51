// What a person sees: standard output and standard error, checked, with colours only on a terminal.
#pragma once

#include <string_view>

#include "base/result.hpp"
#include "cli/exit_status.hpp"
#include "report/table.hpp"

namespace backsift::cli {

// Writes everything to standard output. Fails with Kind::temporary (disk full, reader gone).
[[nodiscard]] base::Result<base::Done> print(std::string_view text);

// "backsift: sentence" on standard error. Never in delivery mode.
void complain(const base::Failure& failure);
void complain(std::string_view sentence);

// The text as it is on standard error; for what a person should see beside a report.
void print_error(std::string_view text);

// Complains, and gives the status that a person's command then leaves with.
[[nodiscard]] base::ExitStatus refuse(const base::Failure& failure);
// The same for either mode. What we print may become mail where an MTA is the caller, so a delivery
// tells the system's log; and the person who tries one at a terminal.
[[nodiscard]] base::ExitStatus refuse(const base::Failure& failure, Mode mode);

// How to dress text for standard output: colours on a terminal unless NO_COLOR is set.
[[nodiscard]] report::Dress dress();

[[nodiscard]] bool input_is_terminal();
[[nodiscard]] bool output_is_terminal();
[[nodiscard]] bool error_is_terminal();
// How wide standard error is; 80 where it is no terminal.
[[nodiscard]] std::size_t error_columns();

// Whether an MTA, or anybody else, has written something to standard input that nobody has read.
// Waits a second for the first byte where a pipe is open: who hands over a message has it at hand.
[[nodiscard]] bool input_holds_a_message();

} // namespace backsift::cli
