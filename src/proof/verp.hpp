// VERP (Bernstein 1997): each recipient's mail is sent from an address that names him, so a bounce
// tells by where it comes whom it is about, even where it says nothing else.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace backsift::proof {

class VerpPatterns {
  public:
    // Such as "bounces-*@lists.example.org": the star stands for the recipient with "=" in place of
    // "@". One that has not exactly one star, in its local part, matches nothing.
    explicit VerpPatterns(const std::vector<std::string>& written);

    // "bounces-bob=example.net@lists.example.org" -> "bob@example.net"; "" where no pattern matches
    // or the star's text names no mailbox. In lower case.
    [[nodiscard]] std::string recipient_in(std::string_view address) const;

    [[nodiscard]] static bool is_pattern(std::string_view written);

  private:
    struct Pattern {
        std::string before;
        std::string behind;
    };
    std::vector<Pattern> patterns_;
};

} // namespace backsift::proof
