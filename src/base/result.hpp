// An expected failure is a value: what kind it is, one sentence for a person, and the place it
// points at. Exceptions are for bugs and memory. `Result` is tl::expected with that error type,
// and it may not be ignored.
#pragma once

#include <cstddef>
#include <string>
#include <utility>

#include <tl/expected.hpp>

namespace backsift::base {

// Why something could not be done. `cli::exit_status` is the one place that turns this into a
// number.
enum class Kind {
    usage,      // the command line is wrong
    config,     // a config, rule or key file is wrong or not to be trusted
    no_input,   // a file named by the user is not there or cannot be read
    temporary,  // disk full, out of memory, interrupted, deadline: may succeed later
    permission, // the system refuses; may succeed when somebody mends it
    malformed,  // a file of ours (index, journal, key) does not read as one
    internal    // a promise of our own is broken
};

// Where in a file a failure points. Line and column count from 1 (0: unknown); column in bytes.
struct Place {
    std::string file;
    std::size_t line = 0;
    std::size_t column = 0;
};

struct Failure {
    Kind kind = Kind::internal;
    std::string sentence; // no final full stop, no newline; never contains a secret
    Place place;
    std::string source_line; // the line the place points at, for the caret; may be empty
    std::string hint;        // e.g. did you mean "since"?; may be empty
};

template<class T>
class [[nodiscard]] Result : public tl::expected<T, Failure> {
  public:
    using tl::expected<T, Failure>::expected;
    Result(tl::expected<T, Failure> other) : tl::expected<T, Failure>(std::move(other)) {}
};

// What a function returns that has nothing to give but may fail.
struct Done {};

// Cold, so that the code which makes failures lies apart from what a delivery runs: there each page
// that is touched costs.
[[nodiscard, gnu::cold]] inline tl::unexpected<Failure> fail(Kind kind, std::string sentence,
                                                             Place place = {}) {
    return tl::unexpected<Failure>(Failure{kind, std::move(sentence), std::move(place), {}, {}});
}

[[nodiscard, gnu::cold]] inline tl::unexpected<Failure> fail(Failure failure) {
    return tl::unexpected<Failure>(std::move(failure));
}

// "FILE:LINE:COLUMN: sentence", then the line, a caret and the hint where they are known.
// Everything that may come from outside is cleaned of control characters.
[[nodiscard]] std::string describe(const Failure& failure);

} // namespace backsift::base
