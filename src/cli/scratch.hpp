// A folder for the time of one command, gone when its owner goes.
#pragma once

#include <string>

#include "base/result.hpp"

namespace backsift::cli {

class Scratch {
  public:
    // Under $TMPDIR (as the world has it), else /tmp; mode 0700.
    [[nodiscard]] static base::Result<Scratch> make(const std::string& parent);
    Scratch(Scratch&& other) noexcept : path_(std::move(other.path_)) { other.path_.clear(); }
    Scratch& operator=(Scratch&&) = delete;
    Scratch(const Scratch&) = delete;
    Scratch& operator=(const Scratch&) = delete;
    ~Scratch();

    [[nodiscard]] const std::string& path() const { return path_; }

  private:
    explicit Scratch(std::string path) : path_(std::move(path)) {}
    std::string path_;
};

} // namespace backsift::cli
