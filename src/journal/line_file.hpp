// The journal's files are lines: reading them with memory that does not grow, adding to them so
// that several processes and a crash in the middle of a line do no harm.
#pragma once

#include <cstddef>
#include <functional>
#include <string>
#include <string_view>

#include "base/result.hpp"
#include "os/fd.hpp"

namespace backsift::journal {

inline constexpr std::size_t k_line_bytes = 16U << 10U; // a longer one is cut: it is no record

enum class Ended { yes, no }; // by a newline; a last line without one was cut off

// A line without its newline, and which of the file's it is, from 1.
using VisitLine = std::function<bool(std::string_view line, Ended ended, std::size_t number)>;

// Calls `visit` for every line that is not empty until it returns false. A missing file has no
// lines. Fails when the file is not ours (os/file.hpp) or cannot be read.
[[nodiscard]] base::Result<base::Done> each_line(const std::string& path, const VisitLine& visit);

// Opens for append_line(); makes the directory (0700) and the file (0600). Refuses a file that
// others may write, a link, a FIFO.
[[nodiscard]] base::Result<os::Fd> open_for_lines(const std::string& directory,
                                                  const std::string& path);

// One write(2) with O_APPEND, so that lines of several processes do not mix; not synced. Behind a
// line that a crash or a full disk cut off it begins a new one.
[[nodiscard]] base::Result<base::Done> append_line(int fd, std::string line,
                                                   const std::string& path);

// Above `most` bytes the file becomes PATH.1, in place of the one before. Others that have it open
// write on into the file under its new name.
void put_aside_when_large(int fd, const std::string& path, std::size_t most);
[[nodiscard]] std::string put_aside_name(const std::string& path);

} // namespace backsift::journal
