// Our own sources as text, for the laws that a compiler does not check.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace backsift::laws {

struct SourceFile {
    std::string path; // below the checkout: "src/base/text.cpp"
    std::string room; // "base"; "cli" for a file directly in src/
    std::string text;
    std::string code; // text with comments and the insides of literals blanked, lines kept

    [[nodiscard]] std::size_t lines() const;
};

// The text with comments, literals' insides and preprocessor lines turned into blanks.
[[nodiscard]] std::string code_of(std::string_view text);

// What the #include lines name: `base/text.hpp` for both forms.
[[nodiscard]] std::vector<std::string> includes_of(std::string_view text);

// Is this identifier called anywhere in the code?
[[nodiscard]] bool calls(std::string_view code, std::string_view function);

// Statements that define something mutable that outlives a call: variables at namespace scope,
// function-local and class `static`, `thread_local`. A heuristic: it knows no types.
[[nodiscard]] std::vector<std::string> mutable_globals(std::string_view code);

// All .cpp and .hpp files below src/.
[[nodiscard]] std::vector<SourceFile> all_sources();

} // namespace backsift::laws
