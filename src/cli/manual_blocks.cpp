#include "cli/manual_blocks.hpp"

#include <algorithm>
#include <array>

#include "base/limits.hpp"
#include "base/text.hpp"
#include "cli/options.hpp"
#include "config/options.hpp"
#include "manual/mdoc_line.hpp"
#include "message/defect.hpp"
#include "proof/proof.hpp"
#include "rules/kind.hpp"
#include "verdict/verdict.hpp"

namespace backsift::cli {

namespace {

using manual::escaped;
using manual::text_lines;

constexpr std::string_view k_list = ".Bl -tag -width Ds\n";
constexpr std::string_view k_compact_list = ".Bl -tag -width Ds -compact\n";
constexpr std::string_view k_list_end = ".El\n";

// A phrase of a table as a sentence: a capital in front, a full stop behind.
std::string sentence(std::string_view phrase) {
    std::string out(phrase);
    if (!out.empty() && out.front() >= 'a' && out.front() <= 'z')
        out.front() = static_cast<char>(out.front() - 'a' + 'A');
    if (!out.empty() && out.find_last_of(".?!:") != out.size() - 1)
        out += '.';
    return text_lines(out);
}

std::string item(const Command& command, const Option& option) {
    std::string out = ".It Fl ";
    if (option.letter != 0)
        out += std::string(1, option.letter) + " , ";
    out += '-' + std::string(option.name);
    if (!option.argument.empty())
        out += " Ar " + std::string(option.argument);
    return out + '\n' + sentence(option_text(command, option));
}

std::string options_of(const Command* command) {
    if (command == nullptr)
        return {};
    std::string out = ".Sh OPTIONS\n" + std::string(k_list);
    for (const std::string_view name : command->options)
        out += item(*command, *find_option(name));
    return out + item(*command, *find_option("help")) + std::string(k_list_end);
}

std::string all_commands(const Command* /*command*/) {
    std::string out(k_compact_list);
    for (const Command& command : commands()) {
        out += ".It Xr backsift-" + std::string(command.name) + " 1\n" + sentence(command.text);
    }
    return out + std::string(k_list_end);
}

std::string key(const config::Option& option) {
    std::string out = ".It Va " + std::string(option.key) + " No = Ar ";
    out += '"' + escaped(config::wanted(option)) + "\"\n" + sentence(option.brief);
    std::string facts;
    if (option.required)
        facts = "Required.";
    if (!option.fallback.empty())
        facts += (facts.empty() ? "" : " ") + ("Default: " + std::string(option.fallback) + ".");
    if (!facts.empty())
        out += text_lines(facts);
    if (!option.text.empty())
        out += text_lines(option.text);
    if (option.without_effect)
        return out;
    return out + ".Bd -literal -compact\n" + std::string(option.key) + " = "
           + std::string(option.example) + "\n.Ed\n";
}

std::string all_keys(const Command* /*command*/) {
    std::string out;
    for (const config::Section& section : config::sections()) {
        const std::string name(section.name);
        out += ".Ss "
               + (section.repeats == config::Repeats::yes ? "[[" + name + "]]" : '[' + name + ']');
        out += "\\&\n" + text_lines(section.text) + std::string(k_list);
        for (const config::Option& option : config::options()) {
            if (option.section == section.name)
                out += key(option);
        }
        out += k_list_end;
    }
    return out;
}

std::string all_bounds(const Command* /*command*/) {
    const base::Limits limits;
    std::string out(k_list);
    for (const base::LimitRow& row : base::limit_rows()) {
        out += ".It " + std::string(row.name) + " No " + std::to_string(limits.*row.member) + ' '
               + std::string(row.unit) + '\n' + sentence(row.why);
    }
    return out + std::string(k_list_end);
}

std::string all_defects(const Command* /*command*/) {
    std::string out(k_compact_list);
    for (std::size_t i = 0; i < message::k_defects; ++i) {
        const auto defect = static_cast<message::Defect>(i);
        out += ".It " + std::string(message::word(defect)) + '\n'
               + sentence(message::sentence(defect));
    }
    return out + std::string(k_list_end);
}

template<class Words>
std::string listed(const Words& words) {
    std::string out;
    for (const std::string_view word : words)
        out += (out.empty() ? "" : ", ") + std::string(word);
    return text_lines(out + '.');
}
std::string all_kinds(const Command* /*command*/) {
    return listed(rules::k_kind_words);
}
std::string all_verdicts(const Command* /*command*/) {
    return listed(verdict::k_verdict_words);
}
std::string all_places(const Command* /*command*/) {
    return listed(verdict::k_place_words);
}
std::string all_answers(const Command* /*command*/) {
    return listed(proof::k_answer_words);
}

// How a command that a person calls fails; what an MTA calls knows 0 and 75 only.
struct Status {
    base::ExitStatus status;
    std::string_view text;
};
constexpr std::array k_failures{
    Status{base::ExitStatus::usage, "the command line is wrong"},
    Status{base::ExitStatus::data,
           "a file of Backsift's own, such as its journal, does not read as one"},
    Status{base::ExitStatus::no_input, "a file or folder that was named cannot be read"},
    Status{base::ExitStatus::internal, "a promise of Backsift's own is broken: please report it"},
    Status{base::ExitStatus::temporary, "something that may succeed later: a full disk, no memory"},
    Status{base::ExitStatus::permission, "the system refuses"},
    Status{base::ExitStatus::config,
           "a config, rule or key file is wrong, or others may write it"}};

std::string failures(const Command* /*command*/) {
    std::string out(k_compact_list);
    for (const Status& row : k_failures) {
        out += ".It " + std::to_string(static_cast<int>(row.status)) + '\n' + sentence(row.text);
    }
    return out + std::string(k_list_end);
}

struct Block {
    std::string_view name;
    std::string (*print)(const Command*);
};
constexpr std::array k_blocks{Block{"options", options_of},    Block{"commands", all_commands},
                              Block{"keys", all_keys},         Block{"bounds", all_bounds},
                              Block{"defects", all_defects},   Block{"kinds", all_kinds},
                              Block{"verdicts", all_verdicts}, Block{"places", all_places},
                              Block{"answers", all_answers},   Block{"failures", failures}};

} // namespace

std::optional<std::string> manual_block(std::string_view name, const Command* command) {
    const auto* const block = std::find_if(k_blocks.begin(), k_blocks.end(),
                                           [name](const Block& b) { return b.name == name; });
    if (block == k_blocks.end())
        return std::nullopt;
    return block->print(command);
}

} // namespace backsift::cli
