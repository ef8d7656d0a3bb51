// What init finds in the files of mail programs, and the config that it writes of it. The first
// byte chooses the program; with any other the lines of the input are what was found, as mail may
// bring it.
#include <array>
#include <string>

#include "base/text.hpp"
#include "config/config.hpp"
#include "fuzz/fuzz_support.hpp"
#include "setup/compose_config.hpp"
#include "setup/program_files.hpp"

using namespace backsift;
using setup::ProgramFile;

namespace {

struct Program {
    char letter;
    ProgramFile (*read)(std::string_view text);
};

constexpr std::array k_programs{
    Program{'g', setup::read_git_config}, Program{'m', setup::read_muttrc},
    Program{'s', setup::read_msmtprc},    Program{'p', setup::read_procmailrc},
    Program{'f', setup::read_forward},    Program{'x', setup::read_postfix_main}};

void add(std::vector<setup::Clue>& to, const std::vector<std::string>& values) {
    for (const std::string& value : values)
        setup::add_clue(to, value, "in a file");
}

setup::Found found_in(const ProgramFile& file) {
    setup::Found found;
    found.home = "/home/ann";
    add(found.addresses, file.addresses);
    add(found.sent_folders, file.sent_folders);
    add(found.inboxes, file.inboxes);
    add(found.maybe_relays, file.servers);
    return found;
}

setup::Found found_as(std::string_view text) {
    setup::Found found;
    found.home = "/home/ann";
    const std::array lists{&found.addresses,    &found.sending, &found.inboxes,
                           &found.sent_folders, &found.relays,  &found.maybe_relays,
                           &found.dkim};
    std::size_t at = 0;
    for (const std::string_view line : base::split(text, '\n')) {
        if (at < 50 * lists.size())
            setup::add_clue(*lists[at++ % lists.size()], line, line);
        found.notes.emplace_back(line);
        found.domains.emplace_back(line);
    }
    return found;
}

setup::Found found(std::string_view text) {
    for (const Program& program : k_programs) {
        if (text.starts_with(program.letter))
            return found_in(program.read(text.substr(1)));
    }
    return found_as(text);
}

} // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* bytes, std::size_t size) {
    const setup::Found all = found(fuzz::text(bytes, size));
    setup::Choice choice = setup::obvious_choice(all);
    choice.key_file = "/home/ann/keys";
    const std::string text = setup::config_text(all, choice, "2026-11-21");
    const auto config = config::read(text, "fuzz.toml");
    fuzz::promise(config.has_value(), "whatever was found, the text reads as a config");
    fuzz::promise(config->addresses.size() <= choice.addresses.size(),
                  "with no address that was not found");
    fuzz::promise(config->inbox.empty() == choice.inbox.empty(), "and with the inbox");
    return 0;
}
