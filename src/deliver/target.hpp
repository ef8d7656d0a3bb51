// Where a message can go: a Maildir, or a program.
//
//   /home/ann/Maildir    a Maildir; the whole text is the path, blanks included
//   ~/Maildir            ~ and $HOME: the home directory; $USER: the user's name
//   |/usr/bin/procmail -a "$EXTENSION" -d ann
//
// A program's words are separated by blanks; '…' keeps everything as written, "…" keeps blanks, a
// backslash takes the next character as it is (not inside '…'). There is no shell and no other
// expansion: ~ at the start of a word, $HOME, $USER, $SENDER, $RECIPIENT, $EXTENSION as parts of
// one; any other $ is an error rather than a surprise. A value never splits a word, and a
// stranger's that is not harmless (environment.hpp) is empty. In a Maildir's path any other $
// stands for itself.
#pragma once

#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.hpp"

namespace backsift::deliver {

enum class Way { maildir, program };

struct Target {
    Way way = Way::maildir;
    std::string text; // as written, checked, not yet expanded
};

// The value of one of the names above without its "$"; nothing: not known here.
using Names = std::function<std::optional<std::string>(std::string_view name)>;

// Fails with Kind::usage and the column (in place.column, line 1, with the text as source line).
[[nodiscard]] base::Result<Target> parse_target(std::string_view text);

// The Maildir's path, without slashes at its end. Fails where a name it needs is not known.
[[nodiscard]] base::Result<std::string> maildir_path(const Target& target, const Names& names);
// The program's words.
[[nodiscard]] base::Result<std::vector<std::string>> program_words(const Target& target,
                                                                   const Names& names);

} // namespace backsift::deliver
