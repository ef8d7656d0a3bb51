// Running a program with a message on its standard input. No shell sees any of it.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "base/result.hpp"
#include "os/write.hpp"

namespace backsift::os {

// Where a program named without a slash is looked for, and what it gets as PATH.
inline constexpr const char* k_path = "/usr/local/bin:/usr/bin:/bin";

struct Program {
    std::vector<std::string> words;       // the program, then its arguments
    std::vector<std::string> environment; // "NAME=value"; nothing else is handed on
    std::string directory;                // where it runs; "" or missing: "/"
    std::int64_t seconds = 120; // then its process group is stopped: TERM, a second later KILL
};

// Success, with the number of bytes handed over, only when the program read all of them and exited
// with 0. Everything else is Kind::temporary: not found, not executable, another status, death by
// signal, time up, input not read to its end (a pipe that breaks: mail that was not stored).
// Output goes to /dev/null; descriptors from 3 up are closed; signals are as the system has them.
[[nodiscard]] base::Result<std::uint64_t> run_program(const Program& program, const Source& input);

} // namespace backsift::os
