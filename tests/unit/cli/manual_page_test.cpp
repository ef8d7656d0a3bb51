// The manual's prose against the tables.
#include "cli/manual_page.hpp"

#include <string>
#include <vector>

#include <gtest/gtest.h>

#include "base/limits.hpp"
#include "base/text.hpp"
#include "cli/commands.hpp"
#include "cli/options.hpp"
#include "config/options.hpp"
#include "manual/mdoc.hpp"
#include "message/defect.hpp"

namespace backsift::cli {
namespace {

std::string mdoc(const manual::Page& page) {
    const auto source = mdoc_page(page);
    EXPECT_TRUE(source) << source.error().sentence;
    return source ? *source : "";
}

std::string plain(std::string_view name) {
    const manual::Page* page = manual::find_page(name);
    return page == nullptr ? "" : manual::plain_text(mdoc(*page), {1000, manual::Faces::none}).text;
}

std::string file_of(const manual::Page& page) {
    return "contrib/man/" + std::string(page.name) + '.' + page.section + ".in";
}

const Command* command_of(const manual::Page& page) {
    const std::string_view name = page.name;
    return name.starts_with("backsift-") && page.section == '1' ? find_command(name.substr(9))
                                                                : nullptr;
}

bool takes(const Command& command, std::string_view option) {
    bool found = option == "help";
    for (const std::string_view name : command.options)
        found = found || name == option;
    return found;
}

TEST(Manual, HasAPageForEveryCommand) {
    for (const Command& command : commands()) {
        const std::string name = "backsift-" + std::string(command.name);
        EXPECT_NE(manual::find_page(name), nullptr)
            << "The command \"" << command.name << "\" has no manual page. Write contrib/man/"
            << name
            << ".1.in (begin with a copy of backsift-scan.1.in; src/README.md tells how), and run "
               "cmake again.";
    }
}

TEST(Manual, HasNoPageForWhatIsNoCommand) {
    for (const manual::Page& page : manual::pages()) {
        const bool known =
            page.section == '5' || page.name == "backsift" || command_of(page) != nullptr;
        EXPECT_TRUE(known) << file_of(page) << " is about no command";
    }
}

TEST(Manual, UsesMacrosAndBlocksThatThereAre) {
    for (const manual::Page& page : manual::pages()) {
        for (const std::string& unknown : manual::plain_text(mdoc(page), {}).unknown)
            ADD_FAILURE() << file_of(page) << ": `backsift help` does not know the macro "
                          << unknown;
    }
}

TEST(Manual, HasTheSectionsThatReadersLookFor) {
    for (const manual::Page& page : manual::pages()) {
        const std::string text = mdoc(page);
        std::vector<std::string> wanted{"NAME", "DESCRIPTION", "EXAMPLES", "SEE ALSO"};
        if (page.section == '1')
            wanted.insert(wanted.end(), {"SYNOPSIS", "OPTIONS", "EXIT STATUS"});
        for (const std::string& section : wanted)
            EXPECT_NE(text.find(".Sh " + section + '\n'), std::string::npos)
                << file_of(page) << " has no section " << section;
    }
}

TEST(Manual, SpeaksOnlyOfOptionsThatTheCommandHas) {
    for (const manual::Page& page : manual::pages()) {
        const Command* command = command_of(page);
        if (command == nullptr)
            continue;
        bool example = false;
        for (std::size_t at = 0; at < page.source.size();) {
            const std::string_view line = base::next_line(page.source, at);
            example = (example || line.starts_with(".Bd")) && !line.starts_with(".Ed");
            const std::string call = "backsift " + std::string(command->name) + ' ';
            const bool own =
                line.starts_with(".Fl -") || (example && line.find(call) != std::string_view::npos);
            if (!own)
                continue;
            const std::string_view rest = example ? line.substr(line.find(call)) : line.substr(4);
            for (const std::string_view word : base::words(rest)) {
                if (word == "--" || word == "|" || word == "||")
                    break; // another program's words
                const std::string_view name = example
                                                  ? (word.starts_with("--") ? word.substr(2) : "")
                                                  : (word.starts_with('-') ? word.substr(1) : "");
                EXPECT_TRUE(name.empty() || takes(*command, name.substr(0, name.find('='))))
                    << file_of(page) << ": " << command->name << " has no option --" << name << ": "
                    << line;
            }
        }
    }
}

TEST(Manual, RefersToPagesThatThereAre) {
    for (const manual::Page& page : manual::pages()) {
        const std::string text = mdoc(page);
        for (std::size_t at = 0; at < text.size();) {
            const std::vector<std::string_view> words = base::words(base::next_line(text, at));
            for (std::size_t i = 0; i + 2 < words.size(); ++i) {
                const bool ours =
                    (words[i] == ".Xr" || words[i] == "Xr") && words[i + 1].starts_with("backsift");
                const manual::Page* other = ours ? manual::find_page(words[i + 1]) : nullptr;
                EXPECT_TRUE(!ours || (other != nullptr && words[i + 2].front() == other->section))
                    << file_of(page) << " refers to " << words[i + 1];
            }
        }
    }
}

TEST(Manual, TellsOfEveryOptionOfACommand) {
    for (const Command& command : commands()) {
        const std::string text = plain("backsift-" + std::string(command.name));
        for (const std::string_view option : command.options)
            EXPECT_NE(text.find("--" + std::string(option)), std::string::npos)
                << command.name << ' ' << option;
    }
}

TEST(Manual, TellsOfEveryKeyBoundAndDefect) {
    const std::string settings = plain("backsift.toml");
    for (const config::Option& option : config::options())
        EXPECT_NE(settings.find(std::string(option.key) + " = "), std::string::npos) << option.key;
    const std::string overview = plain("backsift");
    for (const base::LimitRow& row : base::limit_rows())
        EXPECT_NE(overview.find(std::string(row.name)), std::string::npos) << row.name;
    for (const Command& command : commands())
        EXPECT_NE(overview.find("backsift-" + std::string(command.name) + "(1)"), std::string::npos)
            << command.name;
    const std::string json = plain("backsift-json");
    for (std::size_t i = 0; i < message::k_defects; ++i)
        EXPECT_NE(json.find(message::word(static_cast<message::Defect>(i))), std::string::npos)
            << i;
}

TEST(PageNamed, KnowsShortNamesAndHints) {
    EXPECT_EQ((*page_named("scan"))->name, "backsift-scan");
    EXPECT_EQ((*page_named("backsift-scan"))->name, "backsift-scan");
    EXPECT_EQ((*page_named("toml"))->name, "backsift.toml");
    EXPECT_EQ((*page_named("backsift"))->name, "backsift");
    const auto wrong = page_named("scna");
    ASSERT_FALSE(wrong);
    EXPECT_EQ(wrong.error().hint, "did you mean \"scan\"?");
}

} // namespace
} // namespace backsift::cli
