// Where a long report goes: standard output, or the file of -o.
#pragma once

#include <optional>
#include <span>
#include <string>
#include <string_view>

#include <sys/types.h>

#include "base/result.hpp"
#include "os/fd.hpp"
#include "os/fresh_file.hpp"

namespace backsift::cli {

// Collects text and writes it in large pieces. A regular file gets its name when the report is
// whole (finish()): until then an older one of that name stays as it is, and without finish() for
// good. What is no regular file (a FIFO, /dev/stderr) is written to directly.
class Output {
  public:
    // "": standard output. Fails as open(2) does, and with Kind::usage where the file is one of
    // `inputs`, or would stand among the messages of such a folder.
    [[nodiscard]] static base::Result<Output> make(const std::string& path,
                                                   std::span<const std::string> inputs = {});

    // False when it could not be written; failure() then says why.
    [[nodiscard]] bool add(std::string_view text);
    bool flush();

    // Flushes, and puts the file in its place with the mode of the one it replaces (none: 0600).
    [[nodiscard]] base::Result<base::Done> finish();

    [[nodiscard]] bool is_file() const { return file_.is_open() || fresh_.has_value(); }
    [[nodiscard]] bool is_terminal() const;

  private:
    [[nodiscard]] int descriptor() const;
    [[nodiscard]] base::Result<base::Done> begin_fresh(mode_t mode);

    os::Fd file_;
    std::optional<os::FreshFile> fresh_;
    std::string path_; // links followed
    std::string temporary_;
    mode_t mode_ = 0600;
    std::string pending_;
    std::optional<base::Failure> failure_;
};

} // namespace backsift::cli
