// One regular expression. The only file that includes Boost.Regex stands behind this.
#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.hpp"
#include "rules/expression.hpp"

namespace backsift::rules {

// undetermined: the engine gave up (its state limit) or the text was cut before an answer.
// It never counts towards a conviction.
enum class Match : std::uint8_t { miss, hit, undetermined };

struct Found {
    Match match = Match::miss;
    std::size_t offset = 0; // of the hit in the searched text
    std::size_t length = 0;
};

class Pattern {
  public:
    // Compiles what read_expression (expression.hpp) has written out. Fails with Kind::config,
    // sentence and column (in Place) when the engine refuses it.
    [[nodiscard]] static base::Result<Pattern> compile(std::string_view expression);
    Pattern(Pattern&&) noexcept;
    Pattern& operator=(Pattern&&) noexcept;
    ~Pattern();

    // Thread-safe. Never throws.
    [[nodiscard]] Found search(std::string_view text) const noexcept;

    // Tries the pattern on its stress texts. Fails with Kind::config when the engine gives up on
    // any of them. Takes milliseconds.
    [[nodiscard]] base::Result<base::Done> survive_stress(const Expression& written) const;

  private:
    struct Engine;
    explicit Pattern(std::unique_ptr<Engine> engine);
    std::unique_ptr<Engine> engine_;
};

// Texts of 16 KiB that blow up careless patterns (nested or adjacent repeats): what the pattern
// itself is made of (its literals, characters of its sets) and some others over and over, with and
// without an end that fits nothing, and behind one of its literals.
[[nodiscard]] std::vector<std::string> stress_texts(const Expression& written);

} // namespace backsift::rules
