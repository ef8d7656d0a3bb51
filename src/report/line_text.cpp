#include "report/line_text.hpp"

#include <array>

#include "base/text.hpp"

namespace backsift::report {

Colour colour_of(verdict::Word verdict) {
    constexpr std::array k_colours{Colour::plain, Colour::green, Colour::red, Colour::yellow};
    return k_colours[static_cast<std::size_t>(verdict)];
}

std::string to_line(const Entry& entry, const Dress& dress) {
    constexpr std::size_t k_longest_path = 4096;
    const verdict::Verdict& v = entry.verdict;
    return paint(fit(verdict::word(v.verdict), 12), colour_of(v.verdict), dress) + "  "
           + fit(rules::word(v.kind), 14) + "  " + fit(verdict::word(v.place), 6) + "  "
           + fit(proof::word(v.proof), 12) + "  " + base::clean(entry.path, k_longest_path);
}

} // namespace backsift::report
