// The macros of mdoc(7) that stand within a line and dress, quote or join its words.
#pragma once

#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "manual/filler.hpp"

namespace backsift::manual {

using Words = std::span<const std::string>;

class Inline {
  public:
    // Both must outlive this; what is not understood is added to `unknown`.
    Inline(Filler& filler, std::vector<std::string>& unknown)
        : filler_(filler),
          unknown_(unknown) {}

    // A macro and what stands behind it on its line, other macros included.
    void sequence(std::string_view name, Words words);

    // Words and macros as they come.
    void all(Words words);

    // Words may hold blanks where they were quoted: they are filled like others.
    void put(std::string_view text, Face face);

  private:
    struct Dressing;
    struct Enclosure;
    static const Dressing* find_dressing(std::string_view name);
    static const Enclosure* find_enclosure(std::string_view name);
    static bool is_macro(std::string_view word);

    void dress(const Dressing& dressing, Words words);
    void enclose(const Enclosure& enclosure, Words words);
    void reference(Words words);
    void put_or_cling(const std::string& word, Face face);

    Filler& filler_;
    std::vector<std::string>& unknown_;
    bool glue_next_ = false;
};

} // namespace backsift::manual
