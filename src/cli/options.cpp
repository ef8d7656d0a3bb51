#include "cli/options.hpp"

#include <algorithm>
#include <array>
#include <string>
#include <vector>

#include "base/text.hpp"
#include "cli/commands.hpp"

namespace backsift::cli {

using base::Done;
using base::Kind;
using base::Result;

namespace {

Result<Done> set_sender(Invocation& to, std::string_view value) {
    to.sender = std::string(value);
    return Done{};
}

Result<Done> add_recipient(Invocation& to, std::string_view value) {
    to.recipients.emplace_back(value);
    return Done{};
}

// For the options that are a plain string member.
template<std::string Invocation::*member>
Result<Done> set_string(Invocation& to, std::string_view value) {
    if (value.empty())
        return base::fail(Kind::usage, "the value is empty");
    to.*member = std::string(value);
    return Done{};
}

template<bool Invocation::*member>
Result<Done> set_flag(Invocation& to, std::string_view) {
    to.*member = true;
    return Done{};
}

Result<Done> add_if_words(Invocation& to, std::string_view value) {
    for (const std::string_view word : base::split(value, ',')) {
        if (word.empty())
            return base::fail(Kind::usage, "an empty word in the list");
        to.if_words.emplace_back(word);
    }
    return Done{};
}

template<std::vector<std::string> Invocation::*member>
Result<Done> add_string(Invocation& to, std::string_view value) {
    if (value.empty())
        return base::fail(Kind::usage, "the value is empty");
    (to.*member).emplace_back(value);
    return Done{};
}

Result<Done> add_rule_file(Invocation& to, std::string_view value) {
    to.rule_files.emplace_back(value);
    return Done{};
}

constexpr std::array<std::string_view, 5> k_formats{"text", "json", "jsonl", "csv", "html"};

Result<Done> set_format(Invocation& to, std::string_view value) {
    const auto* const found = std::find(k_formats.begin(), k_formats.end(), value);
    if (found == k_formats.end())
        return base::fail(Kind::usage, "formats are text, json, jsonl, csv and html");
    to.format = static_cast<Format>(found - k_formats.begin());
    return Done{};
}

Result<Done> set_jobs(Invocation& to, std::string_view value) {
    constexpr std::uint64_t k_most_jobs = 256;
    const auto number = base::to_number(value);
    if (!number || *number == 0 || *number > k_most_jobs)
        return base::fail(Kind::usage, "a number from 1 to 256 is wanted");
    to.jobs = static_cast<std::size_t>(*number);
    return Done{};
}

constexpr std::array k_options{
    Option{'f', "sender", "ADDRESS", R"(the envelope sender; "" or "<>" is the null reverse-path)",
           set_sender},
    Option{'a', "recipient", "ADDRESS", "an envelope recipient; may be given more than once",
           add_recipient},
    Option{'c', "config", "FILE", "read this config instead of the user's own",
           set_string<&Invocation::config>},
    Option{'i', "inbox", "TARGET", "where mail goes: a Maildir, or \"|PROGRAM ARGS\"",
           set_string<&Invocation::inbox>},
    Option{'b', "backscatter", "TARGET", "where backscatter goes",
           set_string<&Invocation::backscatter>},
    Option{'w', "if", "WORD,…", "exit 0 if the verdict, kind or place is one of these, else 1",
           add_if_words},
    Option{'r', "rules", "FILE",
           "read this rule file on top of the built-in rules; may be repeated", add_rule_file},
    Option{'t', "try", "MESSAGE", "with --rules: show which of its rules hit this message",
           set_string<&Invocation::try_message>},
    Option{'p', "for", "PROGRAM", "with show: the mail program or server, e.g. mutt",
           set_string<&Invocation::program>},
    Option{'F', "format", "FORMAT", "one of", set_format},
    Option{'j', "jobs", "N", "threads; default: one per core", set_jobs},
    Option{'o', "output", "FILE", "write the report here", set_string<&Invocation::output>},
    Option{'l', "list", "", "a row for every message, not only the sums",
           set_flag<&Invocation::list>},
    Option{0, "by", "PERIOD", "count by day, week or month", set_string<&Invocation::by>},
    Option{0, "drafts", "MAILDIR", "put the draft there; default: .Drafts in the inbox",
           set_string<&Invocation::drafts>},
    Option{0, "plain", "", "a letter with the reply attached, not an abuse report (RFC 5965)",
           set_flag<&Invocation::plain>},
    Option{0, "forget", "ID", "retract this exception", set_string<&Invocation::forget>},
    Option{0, "apply", "", "move backscatter into its folder; undo takes it back",
           set_flag<&Invocation::apply>},
    Option{'d', "folder", "NAME",
           "only this folder, INBOX for the top; * and ? match any; repeatable",
           add_string<&Invocation::folders>},
    Option{'s', "since", "WHEN", "only what came since: a day like 2026-11-21, or 36h, 7d, 2w ago",
           set_string<&Invocation::since>},
    Option{'k', "incremental", "", "remember what was judged, and read only what is new",
           set_flag<&Invocation::incremental>},
    Option{'q', "quiet", "", "print nothing but errors", set_flag<&Invocation::quiet>},
    Option{0, "address", "ADDRESS", "an address of yours, not those that are found; repeatable",
           add_string<&Invocation::addresses>},
    Option{0, "relay", "NAME", "a server through which your mail leaves; repeatable",
           add_string<&Invocation::relays>},
    Option{0, "sent", "FOLDER", "a folder with copies of sent mail; repeatable",
           add_string<&Invocation::sent_folders>},
    Option{0, "dkim", "NAME",
           "fetch this key, SELECTOR._domainkey.DOMAIN, from the DNS; repeatable",
           add_string<&Invocation::dkim_names>},
    Option{0, "dkim-record", "FILE", "the TXT record of the key that signs your mail",
           set_string<&Invocation::dkim_record>},
    Option{0, "key", "", "make a secret key for a token in what you send",
           set_flag<&Invocation::key>},
    Option{'y', "yes", "", "ask nothing, take what is found", set_flag<&Invocation::yes>},
    Option{'n', "dry-run", "", "say what would be done, and change nothing",
           set_flag<&Invocation::dry_run>},
    Option{0, "force", "", "replace what is there; the old file is kept beside it",
           set_flag<&Invocation::force>},
    Option{'m', "mdoc", "", "the page's source, for man(1)", set_flag<&Invocation::mdoc>},
    Option{'h', "help", "", "show the command's options", set_flag<&Invocation::help>},
};

base::Failure usage(std::string sentence, std::string hint = {}) {
    return {Kind::usage, std::move(sentence), {}, {}, std::move(hint)};
}

bool takes(const Command& command, const Option& option) {
    return option.name == "help"
           || std::find(command.options.begin(), command.options.end(), option.name)
                  != command.options.end();
}

base::Failure unknown_option(const Command& command, std::string_view written) {
    std::vector<std::string_view> names;
    for (const Option& option : k_options) {
        if (takes(command, option))
            names.push_back(option.name);
    }
    const auto near = base::closest(
        written.substr(std::min(written.find_first_not_of('-'), written.size())), names);
    std::string hint = near ? "did you mean --" + std::string(*near) + "?" : std::string();
    return usage(std::string(command.name) + " has no option " + std::string(written),
                 std::move(hint));
}

// Walks over the arguments; a value is the rest of the word ("-fADDRESS", "--sender=ADDRESS") or
// the next word.
class Reader {
  public:
    Reader(const Command& command, std::span<char* const> arguments)
        : command_(command),
          rest_(arguments) {
        invocation_.command = std::string(command.name);
    }

    Result<Invocation> read() {
        while (!rest_.empty()) {
            const std::string_view word = take();
            if (word == "--")
                break;
            if (word.size() < 2 || word[0] != '-') {
                invocation_.operands.emplace_back(word);
                continue;
            }
            const auto done = word[1] == '-' ? long_option(word) : short_options(word);
            if (!done)
                return base::fail(done.error());
        }
        while (!rest_.empty())
            invocation_.operands.emplace_back(take());
        if (auto fit = check_operands(); !fit)
            return base::fail(fit.error());
        return std::move(invocation_);
    }

  private:
    std::string_view take() {
        const std::string_view word = rest_.front();
        rest_ = rest_.subspan(1);
        return word;
    }

    Result<Done> long_option(std::string_view word) {
        const std::size_t equals = word.find('=');
        const Option* option =
            find_option(word.substr(2, equals == std::string_view::npos ? equals : equals - 2));
        if (option == nullptr || !takes(command_, *option))
            return base::fail(unknown_option(command_, word.substr(0, equals)));
        if (equals != std::string_view::npos) {
            if (option->argument.empty())
                return base::fail(usage("--" + std::string(option->name) + " takes no value"));
            return apply(*option, word.substr(equals + 1));
        }
        return with_value(*option);
    }

    Result<Done> short_options(std::string_view word) {
        for (std::size_t i = 1; i < word.size(); ++i) {
            const auto* const option =
                std::find_if(k_options.begin(), k_options.end(),
                             [&](const Option& o) { return o.letter != 0 && o.letter == word[i]; });
            if (option == k_options.end() || !takes(command_, *option)) {
                return base::fail(unknown_option(command_, std::string("-") + word[i]));
            }
            if (!option->argument.empty()) {
                return i + 1 < word.size() ? apply(*option, word.substr(i + 1))
                                           : with_value(*option);
            }
            if (auto done = apply(*option, {}); !done)
                return done;
        }
        return Done{};
    }

    Result<Done> with_value(const Option& option) {
        if (option.argument.empty())
            return apply(option, {});
        if (rest_.empty()) {
            return base::fail(usage("--" + std::string(option.name) + " needs its "
                                    + std::string(option.argument)));
        }
        return apply(option, take());
    }

    // A stray word behind a delivery turns no mail away.
    [[nodiscard]] Result<Done> check_operands() const {
        if (invocation_.operands.empty() || !command_.operands.empty()
            || command_.mode == Mode::delivery)
            return Done{};
        return base::fail(
            usage(std::string(command_.name) + " takes no \"" + invocation_.operands.front() + '"',
                  "\"backsift " + std::string(command_.name) + " --help\" says what it takes"));
    }

    Result<Done> apply(const Option& option, std::string_view value) {
        if (option.name == "format"
            && std::find(command_.formats.begin(), command_.formats.end(), value)
                   == command_.formats.end()) {
            return base::fail(
                usage(std::string(command_.name) + " has no format \"" + std::string(value) + '"',
                      option_text(command_, option)));
        }
        auto done = option.set(invocation_, value);
        if (done)
            return done;
        return base::fail(usage("--" + std::string(option.name) + " \"" + std::string(value)
                                + "\": " + done.error().sentence));
    }

    const Command& command_;
    std::span<char* const> rest_;
    Invocation invocation_;
};

} // namespace

std::span<const Option> options() {
    return k_options;
}

const Option* find_option(std::string_view name) {
    const auto* const found = std::find_if(k_options.begin(), k_options.end(),
                                           [&](const Option& o) { return o.name == name; });
    return found == k_options.end() ? nullptr : found;
}

Result<Invocation> read_arguments(const Command& command, std::span<char* const> arguments) {
    return Reader(command, arguments).read();
}

} // namespace backsift::cli
