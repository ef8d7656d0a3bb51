// The option table: one row per key of the config file. The loader, the defaults, the example file,
// the manual and the help are all made from it, so that a fact about a key has one home.
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "config/config.hpp"

namespace backsift::config {

enum class Type : std::uint8_t {
    text,       // any line of text
    field_name, // the name of a header field (RFC 5322 2.2), without the colon
    path,       // absolute, or beginning with "~/"
    target,     // a path to a Maildir, or "|PROGRAM ARGS"
    boolean,    // true or false
    integer,    // within bounds
    texts,      // a list of text
    paths,      // a list of paths
    date,       // a TOML date or date-time
    word        // one of `words`
};

// A key of [policy] that bears the name of a kind (rules/kind.hpp; a law test compares).
struct PerKind {};

using Member = std::variant<std::string Config::*, bool Config::*, std::int64_t Config::*,
                            std::vector<std::string> Config::*,
                            std::optional<std::int64_t> Config::*, std::string Dkim::*, PerKind>;

struct Option {
    std::string_view section;
    std::string_view key;
    Type type = Type::text;
    Member member;
    std::string_view fallback; // the default as TOML; "" when the key has none
    std::string_view example;  // a value as TOML
    std::string_view brief;    // one line, for lists
    std::string_view text;     // one paragraph, for the manual and the example file
    std::span<const std::string_view> words = {}; // for Type::word
    std::int64_t least = 0;                       // for Type::integer
    std::int64_t most = 0;
    std::string_view unit = {};
    bool required = false;            // in every table of its section
    bool secret = false;              // never shown, not even in the line of an error
    bool without_effect = false;      // understood, but changes nothing: not in the example file
    std::string_view instead_of = {}; // excludes that key of the same section
};

enum class Repeats : std::uint8_t { no, yes }; // [section] or [[section]]

struct Section {
    std::string_view name;
    Repeats repeats = Repeats::no;
    std::string_view text;
};

[[nodiscard]] std::span<const Section> sections();
[[nodiscard]] std::span<const Option> options();

[[nodiscard]] const Section* find_section(std::string_view name);
[[nodiscard]] const Option* find_option(std::string_view section, std::string_view key);

// "text", "integer, 1 to 230 seconds", "\"all\" or \"some\"": what a value must be.
[[nodiscard]] std::string wanted(const Option& option);

// A config file in which every key stands, explained and commented out: read as it is, it equals an
// empty file; with the '#' taken from each line on which no blank follows it, every example
// applies.
[[nodiscard]] std::string example_file();

} // namespace backsift::config
