// The rules in force: the built-in tables and, on top, a user's own files.
#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.hpp"
#include "message/defect.hpp"
#include "rules/example.hpp"
#include "rules/pattern.hpp"
#include "rules/rule.hpp"
#include "rules/subject.hpp"

namespace backsift::rules {

// One rule that hit, and the words that made it hit.
struct Hit {
    const Rule* rule = nullptr;
    // With Words::shown:
    std::string where;   // for people: "Subject", "text", "part 2"
    std::string excerpt; // cleaned and bounded
};

// Whether a hit brings the words that made it, for people: finding them asks a second time.
enum class Words : std::uint8_t { shown, left_out };

// Safe for concurrent use once loaded; patterns are compiled on first use.
class RuleSet {
  public:
    // The tables compiled from filters/*.toml. Costs a microsecond.
    [[nodiscard]] static RuleSet builtin();
    [[nodiscard]] static RuleSet empty();
    RuleSet(RuleSet&&) noexcept;
    RuleSet& operator=(RuleSet&&) noexcept;
    ~RuleSet();

    // Adds the rules of one TOML text. Every pattern is compiled. Fails with Kind::config and
    // file:line:column; then nothing was added. A rule whose id is already there replaces it.
    [[nodiscard]] base::Result<base::Done> load(std::string_view toml_text,
                                                const std::string& file_name);

    // In the order in which they are asked.
    [[nodiscard]] std::vector<const Rule*> rules() const;
    [[nodiscard]] const Rule* find(std::string_view id) const;

    // Which rules hit: structure first, phrases only where these can still matter (the caller
    // knows; who asks for both takes a Round). Facts never are among them. A rule of which a
    // pattern stays undetermined does not hit, and is noted as a defect.
    [[nodiscard]] std::vector<Hit> structure(Subject& subject, message::Defects& defects,
                                             Words words = Words::shown) const;
    [[nodiscard]] std::vector<Hit> phrases(Subject& subject, message::Defects& defects,
                                           Words words = Words::shown) const;

    // Does this fact hold, or this rule hit? False for an id that is not there.
    [[nodiscard]] bool holds(std::string_view id, Subject& subject,
                             message::Defects& defects) const;

  private:
    friend class Round;
    struct Body;
    explicit RuleSet(std::unique_ptr<Body> body);
    std::unique_ptr<Body> body_;
};

class Inquiry;

// Both questions about one mail: what was folded, searched and found out for the structure serves
// the phrases. What it is made from must outlive it, and the subject must stay as it is.
class Round {
  public:
    Round(const RuleSet& rules, Subject& subject, message::Defects& defects);
    Round(const Round&) = delete;
    Round& operator=(const Round&) = delete;
    ~Round();

    [[nodiscard]] std::vector<Hit> structure(Words words = Words::shown);
    [[nodiscard]] std::vector<Hit> phrases(Words words = Words::shown);

  private:
    [[nodiscard]] std::vector<Hit> hits(Sign sign, Words words);

    const RuleSet& rules_;
    std::unique_ptr<Inquiry> inquiry_;
};

// All that is wrong with the rules of one TOML text, one fault for each rule and at most
// base::k_most_faults. Where none is, every pattern is tried on stress texts
// (Pattern::survive_stress), which takes milliseconds for each: for `check`, not for a process that
// judges one mail. `facts`: the facts of the files above it.
[[nodiscard]] std::vector<base::Failure> faults(std::string_view toml_text,
                                                const std::string& file_name,
                                                const std::vector<std::string>& facts = {});

// The examples that the rules of one TOML text bring. Fails as RuleSet::load does; `facts`: the
// facts of the files above it.
[[nodiscard]] base::Result<std::vector<Example>>
examples(std::string_view toml_text, const std::string& file_name,
         const std::vector<std::string>& facts = {});

} // namespace backsift::rules
