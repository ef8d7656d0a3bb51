#include "rules/pattern.hpp"

#include <algorithm>
#include <array>
#include <exception>
#include <set>

#include "base/text.hpp"

// Without the first the second has no effect: the library's own instantiation would be used. The
// state limit ends catastrophic backtracking after some tenths of a second on 16 KiB and up to 2 s
// on 128 KiB (measured on Boost 1.74: each state costs more the deeper repeats stand in each
// other, see k_deepest_repeat). The library casts our number in the old style, and that is reported
// as ours.
#pragma GCC diagnostic ignored "-Wold-style-cast"
#define BOOST_REGEX_NO_EXTERNAL_TEMPLATES
#define BOOST_REGEX_MAX_STATE_COUNT 1000000
#include <boost/regex.hpp>

namespace backsift::rules {

struct Pattern::Engine {
    boost::regex regex;
};

Pattern::Pattern(std::unique_ptr<Engine> engine) : engine_(std::move(engine)) {}
Pattern::Pattern(Pattern&&) noexcept = default;
Pattern& Pattern::operator=(Pattern&&) noexcept = default;
Pattern::~Pattern() = default;

base::Result<Pattern> Pattern::compile(std::string_view expression) try {
    auto engine = std::make_unique<Engine>();
    engine->regex.assign(expression.data(), expression.data() + expression.size(),
                         boost::regex::perl);
    return Pattern(std::move(engine));
} catch (const boost::regex_error& error) {
    const auto column = static_cast<std::size_t>(std::max<std::ptrdiff_t>(error.position(), 0)) + 1;
    return base::fail(
        base::Failure{base::Kind::config,
                      "the regular expression is refused: " + std::string(error.what()),
                      {"", 0, column},
                      {},
                      {}});
} catch (const std::exception& error) {
    return base::fail(base::Kind::config,
                      "the regular expression is refused: " + std::string(error.what()));
}

Found Pattern::search(std::string_view text) const noexcept try {
    // string_view{} has no address, and the engine wants one.
    const char* const begin = text.data() == nullptr ? "" : text.data();
    boost::cmatch what;
    const bool hit = boost::regex_search(begin, begin + text.size(), what, engine_->regex,
                                         boost::match_not_dot_newline);
    if (!hit)
        return {};
    return {Match::hit, static_cast<std::size_t>(what.position()),
            static_cast<std::size_t>(what.length())};
} catch (const std::exception&) {
    // "complexity exceeded" is a plain std::runtime_error, not a regex_error.
    return {Match::undetermined, 0, 0};
}

namespace {

std::string repeated(std::string_view unit, std::size_t size) {
    std::string out;
    while (out.size() < size)
        out += unit;
    return out;
}

// Repeats that careless patterns get lost in, whatever their words.
constexpr std::array<std::string_view, 8> k_common_units{"a",  " a", "0",   "a@a.",
                                                         "-=", " ",  "<a>", "a\n"};
constexpr std::size_t k_own_words = 5;
// An end that makes the engine try every other way to read what stands before.
constexpr char k_fits_nothing = '\x7F';

constexpr std::size_t k_own_characters = 6;

// One character of each kind that the pattern's sets tell apart, but for those of the common units:
// [a-z] and [q-z] tell "a", "q" and "0" apart.
std::vector<std::string> own_characters(const std::vector<std::string>& sets) {
    std::vector<Pattern> compiled;
    for (const std::string& set : sets) {
        if (auto pattern = Pattern::compile(set))
            compiled.push_back(std::move(*pattern));
    }
    std::set<std::vector<bool>> known{std::vector<bool>(compiled.size())}; // in none of the sets
    const auto is_new = [&](std::string_view one) {
        std::vector<bool> kind(compiled.size());
        std::transform(compiled.begin(), compiled.end(), kind.begin(), [&](const Pattern& pattern) {
            return pattern.search(one).match == Match::hit;
        });
        return known.insert(std::move(kind)).second;
    };
    for (const std::string_view common : {"a", "0", " "})
        static_cast<void>(is_new(common));
    std::vector<std::string> out;
    for (char c = '!'; c < k_fits_nothing && out.size() < k_own_characters; ++c) {
        if (is_new({&c, 1}))
            out.emplace_back(1, c);
    }
    return out;
}

// What a forger would try: the pattern's own words over and over, whole, cut short, with a
// character of its sets behind, and all of them but one; and such characters alone.
std::vector<std::string> stress_units(const Expression& written) {
    const std::vector<std::string>& literals = written.literals;
    std::vector<std::string> units(k_common_units.begin(), k_common_units.end());
    const std::vector<std::string> characters = own_characters(written.sets);
    const std::size_t own = std::min(literals.size(), k_own_words);
    for (std::size_t i = 0; i < own; ++i) {
        units.push_back(literals[i]);
        units.push_back(literals[i] + "a ");
        units.push_back(literals[i].substr(0, literals[i].size() - 1));
        for (const std::string& character : characters)
            units.push_back(literals[i] + character);
        std::string others;
        for (std::size_t other = 0; other < literals.size(); ++other) {
            if (other != i)
                others += literals[other] + ' ';
        }
        units.push_back(std::move(others));
    }
    units.insert(units.end(), characters.begin(), characters.end());
    std::erase(units, std::string());
    return units;
}

constexpr std::size_t k_stress_bytes = 16U << 10U;

} // namespace

std::vector<std::string> stress_texts(const Expression& written) {
    const std::vector<std::string>& literals = written.literals;
    std::vector<std::string> out;
    const std::vector<std::string> units = stress_units(written);
    for (const std::string& unit : units) {
        out.push_back(repeated(unit, k_stress_bytes));
        out.push_back(out.back() + k_fits_nothing);
    }
    constexpr std::size_t k_short_unit = 4;
    // A word of its own opens the way to a repeat behind it.
    for (std::size_t i = 0; i < std::min(literals.size(), k_own_words); ++i) {
        for (const std::string& unit : units) {
            if (unit.size() <= k_short_unit)
                out.push_back(literals[i] + repeated(unit, k_stress_bytes) + k_fits_nothing);
        }
    }
    return out;
}

base::Result<base::Done> Pattern::survive_stress(const Expression& written) const {
    constexpr std::size_t k_shown = 40;
    for (const std::string& text : stress_texts(written)) {
        if (search(text).match != Match::undetermined)
            continue;
        return base::fail(
            base::Failure{base::Kind::config,
                          "this pattern takes too long on hostile text (16 KiB that begin \""
                              + base::clean(text.substr(0, k_shown), k_shown) + "\")",
                          {"", 0, 1},
                          {},
                          "avoid a repeat inside a repeat, and two wildcards side by side"});
    }
    return base::Done{};
}

} // namespace backsift::rules
