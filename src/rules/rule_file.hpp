// A rule file (filters/README.md) read into values that own their text. Used by the generator at
// build time and by RuleSet::load for a user's own files.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "base/result.hpp"
#include "rules/example.hpp"
#include "rules/expression.hpp"
#include "rules/rule.hpp"

namespace backsift::rules {

struct DraftCondition {
    Verb verb = Verb::field;
    std::string name;
    std::vector<Expression> patterns;
};

struct Draft {
    std::string id;
    std::string why;
    Shows shows = Shows::fact;
    Kind kind = Kind::ordinary;
    Sign sign = Sign::structure;
    Strength strength = Strength::weak;
    int points = 0;
    std::vector<DraftCondition> all; // the cheapest first
    std::vector<DraftCondition> any;
    std::vector<DraftCondition> none;
    std::vector<Example> examples;
    base::Place place;
};

// What the rules above this file are called.
struct Above {
    std::vector<std::string> ids;   // may not be used again
    std::vector<std::string> facts; // may be asked for with `is`, besides those of Subject
};

struct RuleFile {
    std::vector<Draft> drafts;         // the rules without a fault
    std::vector<base::Failure> faults; // one for each other rule, base::k_most_faults at most
};

// A fault is of Kind::config, at file:line:column, with the line and a hint.
[[nodiscard]] RuleFile read_rules(std::string_view toml_text, const std::string& file_name,
                                  const Above& above);

// All rules of the file; fails with its first fault.
[[nodiscard]] base::Result<std::vector<Draft>>
read_rule_file(std::string_view toml_text, const std::string& file_name, const Above& above);

} // namespace backsift::rules
