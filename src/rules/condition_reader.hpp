// Reads the lists all, any and none of a rule; private to the loader.
#pragma once

#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "rules/rule_file.hpp"
#include "rules/verbs.hpp"
#include "toml/toml_file.hpp"

namespace backsift::rules {

class ConditionReader {
  public:
    ConditionReader(const toml::Document& document, std::vector<std::string> facts)
        : document_(document),
          facts_(std::move(facts)) {}

    // From here on `is` may ask for it.
    void add_fact(std::string id) { facts_.push_back(std::move(id)); }

    // The cheapest first.
    [[nodiscard]] base::Result<std::vector<DraftCondition>> list(const toml::Value& value) const;

  private:
    [[nodiscard]] base::Result<DraftCondition> condition(const toml::Value& value) const;
    [[nodiscard]] base::Result<const VerbRow*> verb(const toml::Table& table,
                                                    const toml::Value& value) const;
    [[nodiscard]] base::Result<std::string> name(const VerbRow& row,
                                                 const toml::Value& value) const;
    [[nodiscard]] base::Result<std::vector<Expression>> patterns(const toml::Value& value,
                                                                 Against against) const;
    [[nodiscard]] base::Result<Expression> pattern(const toml::Value& value, Against against) const;
    [[nodiscard]] base::Result<base::Done> known_fact(const std::string& id,
                                                      const toml::Value& value) const;
    [[nodiscard]] tl::unexpected<base::Failure>
    refuse(const base::Place& place, std::string sentence, std::string hint = {}) const;

    const toml::Document& document_;
    std::vector<std::string> facts_;
};

// `did you mean "…"?`, or "" when nothing is near.
[[nodiscard]] std::string did_you_mean(std::string_view typed,
                                       std::span<const std::string_view> known);

// Is this one of the facts that Subject knows?
[[nodiscard]] bool is_subject_fact(std::string_view id);

} // namespace backsift::rules
