// Targets and files: are they there, of the right sort, and in nobody else's hands?
#include "base/text.hpp"
#include "setup/remarks.hpp"

namespace backsift::setup {

namespace {

bool is_program(std::string_view target) {
    return !target.empty() && target.front() == '|';
}

std::string program_path(std::string_view target) {
    const std::vector<std::string_view> words = base::words(target.substr(1));
    return words.empty() ? std::string() : std::string(words.front());
}

void check_program(Remarks& remarks, std::string_view key, const std::string& target) {
    const std::string path = program_path(target);
    if (!remarks.surroundings.look(path).may_be_run) {
        remarks.add(Severity::error, key, path + " is no program that you may run");
    } else if (path.substr(path.rfind('/') + 1) == "backsift") {
        remarks.add(Severity::error, key, "Backsift would hand the mail to itself");
    }
}

void check_inbox(Remarks& remarks) {
    const std::string& inbox = remarks.config.inbox;
    constexpr std::string_view k_key = "deliver.inbox";
    if (inbox.empty()) {
        remarks.add(
            Severity::note, k_key,
            "no inbox is set: without --inbox backsift deliver leaves all mail with the MTA",
            "inbox = \"~/Maildir\"");
        return;
    }
    if (is_program(inbox))
        return check_program(remarks, k_key, inbox);
    const Seen seen = remarks.surroundings.look(inbox);
    if (seen.is_maildir) {
        if (!seen.distrust.empty())
            remarks.add(Severity::warning, k_key, inbox + ' ' + seen.distrust,
                        "chmod go-w " + inbox);
        return;
    }
    if (!seen.exists) {
        remarks.add(Severity::error, k_key,
                    inbox + " does not exist: all mail would stay with the MTA",
                    "an inbox is never made by guess: mkdir -p " + inbox + "/cur " + inbox + "/new "
                        + inbox + "/tmp");
    } else if (seen.is_folder) {
        remarks.add(Severity::error, k_key,
                    inbox + " is a folder but no Maildir: it lacks cur, new or tmp");
    } else {
        remarks.add(Severity::error, k_key,
                    inbox + " is a file: Backsift does not write mbox files",
                    "hand the mail to a program that does: \"|/usr/bin/procmail -t\"");
    }
}

void check_backscatter(Remarks& remarks) {
    const config::Config& config = remarks.config;
    const std::string& folder = config.backscatter;
    constexpr std::string_view k_key = "deliver.backscatter";
    if (folder.empty()) {
        if (is_program(config.inbox)) {
            remarks.add(Severity::warning, k_key,
                        "the inbox is a program and no folder for backscatter is set",
                        "backscatter = \"~/Maildir/.Backscatter\"");
        }
        return;
    }
    if (folder == config.inbox) {
        remarks.add(Severity::error, k_key, "backscatter and inbox are the same place");
        return;
    }
    if (is_program(folder))
        return check_program(remarks, k_key, folder);
    const Seen seen = remarks.surroundings.look(folder);
    if (seen.exists && !seen.is_maildir) {
        remarks.add(Severity::error, k_key, folder + " is no Maildir");
    } else if (!seen.exists
               && !remarks.surroundings.look(folder.substr(0, folder.rfind('/') + 1)).is_folder) {
        remarks.add(Severity::error, k_key,
                    folder + " cannot be made: the folder above it does not exist");
    }
}

// Who may write the folder may put another file in the place of this one.
void check_config_folder(Remarks& remarks) {
    const std::string& file = remarks.config.file;
    const std::size_t slash = file.rfind('/');
    if (slash == std::string::npos || slash == 0)
        return;
    const std::string folder = file.substr(0, slash);
    const Seen seen = remarks.surroundings.look(folder);
    if (!seen.exists || seen.distrust.empty())
        return;
    remarks.add(Severity::warning, "", "the folder of this file " + seen.distrust,
                "chmod go-w " + folder);
}

} // namespace

void check_targets(Remarks& remarks) {
    check_config_folder(remarks);
    check_inbox(remarks);
    check_backscatter(remarks);
}

} // namespace backsift::setup
