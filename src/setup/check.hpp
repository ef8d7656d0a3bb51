// What is doubtful about a config that loads: patterns that match nothing or everything, secrets
// that are none, files that are missing or that others may write, rules whose patterns take for
// ever, claims that contradict each other.
#pragma once

#include <cstddef>
#include <cstdint>
#include <functional>
#include <string>
#include <string_view>
#include <vector>

#include "base/bytes.hpp"
#include "base/result.hpp"
#include "config/config.hpp"

namespace backsift::setup {

enum class Severity : std::uint8_t {
    note,    // worth knowing
    warning, // probably not what was meant
    error    // does not work, or judges wrongly
};

[[nodiscard]] std::string_view word(Severity severity);

// An address, or a pattern that stands for some: with one @, or * for all.
[[nodiscard]] bool may_be_address(std::string_view text);

struct Remark {
    Severity severity = Severity::note;
    std::string sentence; // no final full stop; never a secret
    base::Place place;    // of the key, or of the element of a list; or in a file that it names
    std::string hint;     // may be empty
    std::string line{};   // the line of that place, for the caret; "" unknown, or holds a secret
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
    // A file of ours that nobody else may write, at most `most` bytes.
    std::function<base::Result<base::Bytes>(const std::string& path, std::size_t most)> read;
    std::string public_suffixes; // the text of the Public Suffix List; "" where there is none
};

[[nodiscard]] Surroundings real_surroundings();

// The remarks in the order of the sections. Paths must be expanded, as config::load does. Changes
// nothing and reads no mail. Tries every pattern of the user's rules on stress texts: some
// milliseconds for each.
[[nodiscard]] std::vector<Remark> check(const config::Config& config,
                                        const Surroundings& surroundings);

// How a remark is shown: "FILE:LINE:COLUMN: warning: sentence", the line, a caret, the hint.
[[nodiscard]] std::string describe(const Remark& remark);

} // namespace backsift::setup
