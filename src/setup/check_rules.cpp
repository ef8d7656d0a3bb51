// The user's rule files: do they read, are their patterns harmless, do their own examples hold?
#include "base/limits.hpp"
#include "evidence/observation.hpp"
#include "rules/rule_set.hpp"
#include "setup/remarks.hpp"

namespace backsift::setup {

namespace {

constexpr std::size_t k_most_bytes = std::size_t{1} << 20U; // as a judge reads them

std::vector<std::string> facts_of(const rules::RuleSet& set) {
    std::vector<std::string> facts;
    for (const rules::Rule* rule : set.rules()) {
        if (rule->shows == rules::Shows::fact)
            facts.emplace_back(rule->id);
    }
    return facts;
}

bool hits(const rules::RuleSet& set, const rules::Example& example) {
    const base::Limits limits;
    const message::Mail mail = message::parse(base::Bytes(example.mail), {}, limits);
    evidence::Observation seen(mail, limits);
    message::Defects defects;
    return set.holds(example.rule_id, seen, defects);
}

void check_examples(Remarks& remarks, const std::string& key, const rules::RuleSet& set,
                    const std::vector<rules::Example>& examples) {
    for (const rules::Example& example : examples) {
        if (hits(set, example) == example.wanted)
            continue;
        const std::string sentence =
            "rule \"" + example.rule_id + "\" "
            + (example.wanted ? "does not hit its example of `yes`" : "hits its example of `no`");
        remarks.add(Severity::error, key,
                    base::Failure{base::Kind::config,
                                  sentence,
                                  example.place,
                                  {},
                                  "backsift check --rules FILE --try MESSAGE shows what hits"});
    }
}

void check_rule_file(Remarks& remarks, const std::string& key, const std::string& path,
                     rules::RuleSet& set) {
    const auto text = remarks.surroundings.read(path, k_most_bytes);
    if (!text)
        return remarks.add(Severity::error, key, text.error());
    const std::vector<std::string> facts = facts_of(set);
    const auto faults = rules::faults(text->view(), path, facts);
    for (const base::Failure& fault : faults)
        remarks.add(Severity::error, key, fault);
    if (!faults.empty())
        return;
    const auto examples = rules::examples(text->view(), path, facts);
    if (!examples)
        return remarks.add(Severity::error, key, examples.error());
    if (const auto loaded = set.load(text->view(), path); !loaded)
        return remarks.add(Severity::error, key, loaded.error());
    check_examples(remarks, key, set, *examples);
}

} // namespace

// Each file on top of the built-in rules and of the files before it.
void check_rule_files(Remarks& remarks) {
    rules::RuleSet set = rules::RuleSet::builtin();
    for (std::size_t i = 0; i < remarks.config.rule_files.size(); ++i)
        check_rule_file(remarks, element("rules.files", i), remarks.config.rule_files[i], set);
}

} // namespace backsift::setup
