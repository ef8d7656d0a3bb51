#include "cli/commands.hpp"

#include <algorithm>
#include <array>
#include <string>

#include "cli/options.hpp"
#include "report/table.hpp"

namespace backsift::cli {

namespace {

constexpr std::array<std::string_view, 6> k_deliver{"inbox",     "backscatter", "sender",
                                                    "recipient", "config",      "rules"};
constexpr std::array<std::string_view, 4> k_filter{"sender", "recipient", "config", "rules"};
constexpr std::array<std::string_view, 6> k_classify{"if",        "format", "sender",
                                                     "recipient", "config", "rules"};
constexpr std::array<std::string_view, 4> k_explain{"sender", "recipient", "config", "rules"};
constexpr std::array<std::string_view, 13> k_scan{
    "folder", "since",   "incremental", "list",   "format", "output", "jobs",
    "apply",  "dry-run", "backscatter", "config", "rules",  "quiet"};
constexpr std::array<std::string_view, 4> k_stats{"by", "since", "format", "output"};
constexpr std::array<std::string_view, 6> k_report{"plain", "drafts", "output",
                                                   "inbox", "config", "rules"};
constexpr std::array<std::string_view, 5> k_release{"list", "forget", "inbox", "config", "rules"};
constexpr std::array<std::string_view, 2> k_undo{"list", "dry-run"};
constexpr std::array<std::string_view, 1> k_config{"config"};
constexpr std::array<std::string_view, 2> k_sent{"config", "quiet"};
constexpr std::array<std::string_view, 2> k_token{"for", "config"};
constexpr std::array<std::string_view, 1> k_help{"mdoc"};
constexpr std::array<std::string_view, 11> k_init{"address", "inbox",       "sent",  "relay",
                                                  "dkim",    "dkim-record", "key",   "yes",
                                                  "dry-run", "force",       "config"};
constexpr std::array<std::string_view, 3> k_doctor{"format", "config", "rules"};
constexpr std::array<std::string_view, 4> k_check{"config", "rules", "try", "quiet"};

constexpr std::array<std::string_view, 5> k_reports{"text", "json", "jsonl", "csv", "html"};
constexpr std::array<std::string_view, 3> k_lines{"text", "json", "jsonl"};
constexpr std::array<std::string_view, 2> k_answers{"text", "json"};

constexpr std::array k_commands{
    Command{"deliver", "", "deliver the message on standard input; exit 0 or 75, silent", k_deliver,
            Mode::delivery, run_deliver},
    Command{"filter", "", "copy the message to standard output with the X-Backsift field", k_filter,
            Mode::delivery, run_filter},
    Command{"classify", "[FILE…]",
            "judge messages; exit 0 backscatter, 1 ordinary, 10 genuine, 30 unverifiable",
            k_classify, Mode::person, run_classify, k_lines},
    Command{"explain", "[FILE…]", "show on one screen why a message is judged as it is", k_explain,
            Mode::person, run_explain},
    Command{"scan", "PATH…",
            "judge Maildirs, mbox files and folders of messages; --apply files backscatter", k_scan,
            Mode::person, run_scan, k_reports},
    Command{"release", "[FILE|ID…]", "move messages to the inbox and remember an exception",
            k_release, Mode::person, run_release},
    Command{"undo", "[RUN|MESSAGE…]",
            "move messages of the last run, a given run, or single messages back", k_undo,
            Mode::person, run_undo},
    Command{"sent", "update | status",
            "bring the index of sent mail up to date, or say what is in it", k_sent, Mode::person,
            run_sent},
    Command{"report", "FILE",
            "draft a complaint to the host that sent this backscatter; sends nothing", k_report,
            Mode::person, run_report},
    Command{"stats", "", "count what the journal says was judged", k_stats, Mode::person, run_stats,
            k_reports},
    Command{"tag", "", "copy an outgoing message to standard output with the token field", k_config,
            Mode::person, run_tag},
    Command{"sendmail", "-- PROGRAM [ARGS…]",
            "run a sendmail program with the token added to what it sends", k_config, Mode::person,
            run_sendmail},
    Command{"token", "show|rotate|list|verify|envelope|envid [ARGUMENT]",
            "say what to paste where, change or list the keys, test a message, tag an address",
            k_token, Mode::person, run_token},
    Command{"init", "", "look at the account and write a config that says what was found and why",
            k_init, Mode::person, run_init},
    Command{"doctor", "[MESSAGE]", "try what your own bounces would be known by; sends nothing",
            k_doctor, Mode::person, run_doctor, k_answers},
    Command{"check", "", "check the config and rule files", k_check, Mode::person, run_check},
    Command{"completion",
            "bash | zsh",
            "print what a shell needs to complete commands and options",
            {},
            Mode::person,
            run_completion},
    Command{"help", "[PAGE]", "show the commands, or the manual page of one", k_help, Mode::person,
            run_help},
    Command{"version",
            "",
            "show the version, and what it was built with",
            {},
            Mode::person,
            run_version},
};

std::string padded(std::string_view text, std::size_t width) {
    return std::string(text)
           + std::string(report::columns(text) < width ? width - report::columns(text) : 1, ' ');
}

} // namespace

std::span<const Command> commands() {
    return k_commands;
}

const Command* find_command(std::string_view name) {
    const auto* const found = std::find_if(k_commands.begin(), k_commands.end(),
                                           [&](const Command& c) { return c.name == name; });
    return found == k_commands.end() ? nullptr : found;
}

std::string overview() {
    std::string out = "usage: backsift COMMAND [OPTIONS]\n\n"
                      "Keeps false bounces out of the inbox and never loses a true one.\n\n";
    for (const Command& command : k_commands)
        out += "  " + padded(command.name, 12) + std::string(command.text) + '\n';
    return out
           + "\n\"backsift COMMAND --help\" shows a command's options, \"backsift help COMMAND\" "
             "its manual page.\n"
             "Without a command, and with a message on standard input, backsift delivers.\n";
}

std::string option_text(const Command& command, const Option& option) {
    std::string out(option.text);
    if (option.name != "format")
        return out;
    for (const std::string_view format : command.formats)
        out += (format == command.formats.front() ? " " : ", ") + std::string(format);
    return out;
}

std::string usage(const Command& command) {
    std::string out = "usage: backsift " + std::string(command.name) + " [OPTIONS]";
    if (!command.operands.empty())
        out += ' ' + std::string(command.operands);
    out += "\n\n" + std::string(command.text) + '\n';
    out += '\n';
    const auto add = [&](const Option& option) {
        const std::string letter =
            option.letter != 0 ? std::string("-") + option.letter + ", " : "    ";
        const std::string value = option.argument.empty() ? "" : " " + std::string(option.argument);
        out += "  " + padded(letter + "--" + std::string(option.name) + value, 26)
               + option_text(command, option) + '\n';
    };
    for (const std::string_view name : command.options)
        add(*find_option(name));
    add(*find_option("help"));
    return out + "\nThe manual page: backsift help " + std::string(command.name) + '\n';
}

} // namespace backsift::cli
