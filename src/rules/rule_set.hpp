// The rules in force: the built-in tables and, on top, a user's own files.
#pragma once

#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.hpp"
#include "message/defect.hpp"
#include "rules/pattern.hpp"
#include "rules/rule.hpp"
#include "rules/subject.hpp"

namespace backsift::rules {

// One rule that hit, and the words that made it hit.
struct Hit {
    const Rule* rule = nullptr;
    std::string where;    // for people: "Subject", "text", "part 2"
    std::string excerpt;  // cleaned and bounded
};

// An example from a rule file, for the test suite and `check`.
struct Example {
    std::string rule_id;
    std::string text;  // a whole mail, or just the value the rule's single condition looks at
    bool wanted = true;
    base::Place place;
};

// Safe for concurrent use once loaded; patterns are compiled on first use.
class RuleSet {
  public:
    // The tables compiled from filters/*.toml. Costs nothing.
    [[nodiscard]] static RuleSet builtin();
    [[nodiscard]] static RuleSet empty();
    RuleSet(RuleSet&&) noexcept;
    RuleSet& operator=(RuleSet&&) noexcept;
    ~RuleSet();

    // Adds the rules of one TOML text. Every pattern is compiled and tried on stress text.
    // Fails with Kind::config and file:line:column; then nothing was added. A rule whose id is
    // already there replaces it.
    [[nodiscard]] base::Result<base::Done> load(std::string_view toml_text, const std::string& file_name);

    [[nodiscard]] std::vector<const Rule*> rules() const;
    [[nodiscard]] const Rule* find(std::string_view id) const;

    // Which rules hit. `structure` is asked first; `phrases` only where it can still matter.
    // A rule of which a pattern stays undetermined does not hit, and is noted as a defect.
    [[nodiscard]] std::vector<Hit> structure(Subject& subject, message::Defects& defects) const;
    [[nodiscard]] std::vector<Hit> phrases(Subject& subject, const std::vector<Hit>& before, message::Defects& defects) const;

    // Does this fact (a rule with shows = "fact") hold? For `classify --if from-daemon`.
    [[nodiscard]] bool holds(std::string_view fact_id, Subject& subject, message::Defects& defects) const;

  private:
    struct Body;
    explicit RuleSet(std::unique_ptr<Body> body);
    std::unique_ptr<Body> body_;
};

}  // namespace backsift::rules
