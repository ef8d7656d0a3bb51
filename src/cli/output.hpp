// Where a long report goes: standard output, or the file of -o.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "base/result.hpp"
#include "os/fd.hpp"

namespace backsift::cli {

// Collects text and writes it in large pieces.
class Output {
  public:
    // "": standard output. The file is made or emptied. Fails as open(2) does.
    [[nodiscard]] static base::Result<Output> make(const std::string& path);

    // False when it could not be written; failure() then says why.
    [[nodiscard]] bool add(std::string_view text);
    bool flush();

    [[nodiscard]] bool is_file() const { return file_.is_open(); }
    [[nodiscard]] const std::optional<base::Failure>& failure() const { return failure_; }

  private:
    os::Fd file_;
    std::string path_;
    std::string pending_;
    std::optional<base::Failure> failure_;
};

} // namespace backsift::cli
