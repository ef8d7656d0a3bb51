// Lines that are too many for memory, kept in a temporary file without a name ($TMPDIR, else /tmp)
// until the process ends.
#pragma once

#include <functional>
#include <string>
#include <string_view>

#include "base/result.hpp"
#include "os/fd.hpp"

namespace backsift::os {

class Spill {
  public:
    // `directory`: where; the file is gone from there at once.
    [[nodiscard]] static base::Result<Spill> make(const std::string& directory);

    // The line may hold anything but a newline. Fails with Kind::temporary (disk full).
    [[nodiscard]] base::Result<base::Done> add(std::string_view line);

    // Calls `visit` for every line in the order of adding until it returns false. May be called
    // several times.
    [[nodiscard]] base::Result<base::Done> each(const std::function<bool(std::string_view)>& visit);

  private:
    explicit Spill(Fd file) : file_(std::move(file)) {}
    [[nodiscard]] base::Result<base::Done> flush();

    Fd file_;
    std::string pending_;
};

} // namespace backsift::os
