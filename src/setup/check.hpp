// What is doubtful about a config that loads: patterns that match nothing or everything, secrets
// that are none, files that are missing or that others may write, claims that contradict each
// other.
#pragma once

#include <cstdint>
#include <functional>
#include <string>
#include <vector>

#include "base/result.hpp"
#include "config/config.hpp"

namespace backsift::setup {

enum class Severity : std::uint8_t {
    note,    // worth knowing
    warning, // probably not what was meant
    error    // does not work, or judges wrongly
};

struct Remark {
    Severity severity = Severity::note;
    std::string sentence; // no final full stop; never a secret
    base::Place place;    // of the key, or of the element of a list
    std::string hint;     // may be empty
};

// What stands at a path.
struct Seen {
    bool exists = false;
    bool is_folder = false;
    bool is_maildir = false; // holds cur, new and tmp
    bool may_be_run = false; // a file that we may execute
    bool others_may_read = false;
    std::string distrust; // why others could have written it ("belongs to user 7"), or ""
};

// The world as far as `check` looks at it; a test gives its own.
struct Surroundings {
    std::int64_t now = 0; // Unix time
    std::function<Seen(const std::string& path)> look;
};

[[nodiscard]] Surroundings real_surroundings();

// The remarks in the order of the sections. Paths must be expanded, as config::load does. Changes
// nothing and reads no mail.
[[nodiscard]] std::vector<Remark> check(const config::Config& config,
                                        const Surroundings& surroundings);

} // namespace backsift::setup
