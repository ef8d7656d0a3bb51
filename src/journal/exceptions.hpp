// What releases taught, in one small file under the state directory: a line for each exception,
// replaced as a whole.
//
//   1 TAB <learnt> TAB <until> TAB <id> TAB <host> TAB <domain> TAB <run>
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <vector>

#include "base/once.hpp"
#include "base/result.hpp"
#include "message/date.hpp"
#include "os/world.hpp"
#include "verdict/exception.hpp"

namespace backsift::journal {

inline constexpr message::UnixTime k_exception_seconds = message::UnixTime{90} * 86'400;
inline constexpr std::size_t k_most_exceptions = 1000; // the oldest go first

[[nodiscard]] std::string exceptions_path(const std::string& state_directory);

struct KeptExceptions {
    std::vector<verdict::Exception> all; // expired ones too
    std::size_t unread = 0;              // lines that do not read as one
    std::size_t first_unread = 0;        // the number of the first of them
};

// All that the file holds. No file is no failure.
[[nodiscard]] base::Result<KeptExceptions> read_exceptions(const std::string& state_directory);

// What a person should know of the file: that lines of it do not read.
[[nodiscard]] std::optional<base::Failure> damage(const KeptExceptions& kept,
                                                  const std::string& state_directory);

// Adds what a release taught, or renews what is known already; drops what has expired. Returns how
// it stands in the file now. A file of which lines do not read is kept as "exceptions.damaged" (or
// ".damaged.2" and so on) beside the new one. Call with the lock of the runs held (run_log.hpp).
[[nodiscard]] base::Result<std::vector<verdict::Exception>>
remember(const std::string& state_directory, const std::vector<verdict::Exception>& learnt,
         const std::string& run, os::World& world);

// Takes out those with this id, or taught by this run; returns how many went. The rest as
// remember().
[[nodiscard]] base::Result<std::size_t> forget(const std::string& state_directory,
                                               const std::string& id_or_run);

// The exceptions in force at one time, read when they are first asked for. A file that cannot be
// read is none, and so is a line of it: then the folder gets what it would have got. May be shared
// by threads.
class LearntExceptions {
  public:
    LearntExceptions(std::string state_directory, message::UnixTime now)
        : state_directory_(std::move(state_directory)),
          now_(now) {}
    [[nodiscard]] const std::vector<verdict::Exception>& in_force() const;
    // Why the file, or a line of it, does not count; reads it too.
    [[nodiscard]] const std::optional<base::Failure>& trouble() const;

  private:
    void read() const;

    std::string state_directory_;
    message::UnixTime now_;
    mutable base::Once read_;
    mutable std::vector<verdict::Exception> in_force_;
    mutable std::optional<base::Failure> trouble_;
};

} // namespace backsift::journal
