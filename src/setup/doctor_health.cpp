#include "setup/doctor_health.hpp"

#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <array>

#include "base/text.hpp"
#include "journal/exceptions.hpp"
#include "mark/sent_index.hpp"
#include "message/date.hpp"
#include "os/file.hpp"

namespace backsift::setup {

namespace {

constexpr std::int64_t k_hour = 3600;
constexpr std::int64_t k_day = 24 * k_hour;
constexpr std::string_view k_update = "backsift sent update";

std::string days(std::int64_t seconds) {
    return std::to_string(seconds / k_day) + " days";
}

std::optional<std::int64_t> changed_at(const std::string& path) {
    struct stat seen {};
    if (::stat(path.c_str(), &seen) != 0)
        return std::nullopt;
    return seen.st_mtime;
}

void look_at_inbox(Vitals& vitals, const std::string& inbox) {
    for (const char* part : {"/tmp", "/new", "/cur"}) {
        const std::string folder = inbox + part;
        const auto changed = changed_at(folder);
        if (changed && (!vitals.newest_mail || *changed > *vitals.newest_mail))
            vitals.newest_mail = changed;
        if (changed && ::access(folder.c_str(), W_OK | X_OK) != 0 && vitals.unwritable.empty())
            vitals.unwritable = folder;
    }
}

void look_at_doors(Vitals& vitals, const std::string& home) {
    constexpr std::size_t k_longest = 1U << 20U;
    for (const char* name : {".forward", ".procmailrc", ".mailfilter", ".dovecot.sieve",
                             ".fdm.conf", ".qmail", ".courier"}) {
        const auto text = os::read_file(home + '/' + name, k_longest, os::Trust::anyone);
        if (!text)
            continue;
        vitals.doors.push_back(std::string("~/") + name);
        vitals.backsift_in_door =
            vitals.backsift_in_door || base::icontains(text->view(), "backsift");
    }
}

} // namespace

Vitals take_vitals(const config::Config& config, const std::string& home,
                   const std::string& state_folder, std::int64_t now) {
    Vitals vitals;
    vitals.now = now;
    vitals.state_folder = state_folder;
    if (config.inbox.starts_with('/'))
        look_at_inbox(vitals, config.inbox);
    if (!config.sent_folders.empty() && !state_folder.empty()) {
        const mark::SentIndex index(state_folder + "/sent");
        vitals.index_trouble = index.trouble();
        vitals.index_complete = index.complete_until();
    }
    vitals.exceptions_trouble = journal::LearntExceptions(state_folder, now).trouble();
    struct stat state {};
    vitals.others_read_state =
        ::stat(state_folder.c_str(), &state) == 0 && (state.st_mode & (S_IRWXG | S_IRWXO)) != 0;
    if (!home.empty())
        look_at_doors(vitals, home);
    return vitals;
}

std::vector<Remark> health(const config::Config& config, const Vitals& vitals) {
    std::vector<Remark> out;
    const auto add = [&](Severity severity, std::string_view key, std::string sentence,
                         std::string hint) {
        out.push_back({severity, std::move(sentence),
                       key.empty() ? base::Place{} : config.place_of(key), std::move(hint)});
    };
    if (!vitals.unwritable.empty()) {
        add(Severity::error, "deliver.inbox", vitals.unwritable + " may not be written by you",
            "all mail would stay with the MTA");
    }
    if (vitals.newest_mail && *vitals.newest_mail > vitals.now + k_hour) {
        add(Severity::warning, "",
            "the clock is behind: the inbox was last changed at "
                + message::format_utc(*vitals.newest_mail) + ", and it is "
                + message::format_utc(vitals.now),
            "dates decide what counts since when");
    }
    if (!config.sent_folders.empty()) {
        if (!vitals.index_trouble.empty()) {
            const bool says_how = base::icontains(vitals.index_trouble, k_update);
            add(Severity::warning, "sent.folders", vitals.index_trouble,
                says_how ? "" : std::string(k_update));
        } else if (!vitals.index_complete) {
            add(Severity::warning, "sent.folders",
                "the folders of sent mail have never been read to their ends",
                std::string(k_update));
        } else if (vitals.now - *vitals.index_complete > 2 * k_day) {
            add(Severity::warning, "sent.folders",
                "the index of sent mail is " + days(vitals.now - *vitals.index_complete) + " old",
                "have cron run: backsift sent update --quiet");
        }
    }
    if (const auto& trouble = vitals.exceptions_trouble)
        out.push_back({Severity::warning, trouble->sentence, trouble->place, trouble->hint});
    if (vitals.others_read_state) {
        add(Severity::warning, "", vitals.state_folder + " may be seen by others",
            "chmod go= " + vitals.state_folder);
    }
    if (!vitals.backsift_in_door) {
        std::string files;
        for (const std::string& door : vitals.doors)
            files += (files.empty() ? "" : ", ") + door;
        add(Severity::note, "",
            files.empty() ? "nothing in this account hands mail to Backsift"
                          : "no line in " + files + " names Backsift",
            "unless the MTA itself does, see backsift-deliver(1)");
    }
    return out;
}

} // namespace backsift::setup
