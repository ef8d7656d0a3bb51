#include "cli/sent_folders.hpp"

#include <algorithm>
#include <string>
#include <utility>

#include "base/limits.hpp"
#include "mailbox/walk.hpp"
#include "mark/sent_log.hpp"
#include "mark/sent_update.hpp"
#include "message/header.hpp"
#include "os/dir.hpp"

namespace backsift::cli {

using base::Kind;
using base::Result;

namespace {

// A name that stays with the message: in a Maildir the folder and the unique name, without the
// flags and wherever it stands, in new/ or in cur/. Elsewhere another message may have come to
// stand in its place, so its beginning is part of the name. "" for an empty file: an mbox into
// which nothing was written yet.
Result<std::string> place_of(const mailbox::Entry& entry) {
    constexpr std::size_t k_beginning = 1024;
    if (entry.form == mailbox::Form::maildir) {
        const std::string name = os::name_of(entry.path);
        return os::parent_of(os::parent_of(entry.path)) + '/' + name.substr(0, name.find(':'));
    }
    const auto beginning = mailbox::read(entry, k_beginning);
    if (!beginning)
        return base::fail(beginning.error());
    if (entry.form == mailbox::Form::file && beginning->view().empty())
        return std::string();
    return entry.path + '\n' + std::to_string(entry.offset) + '\n' + std::to_string(entry.length)
           + '\n' + std::string(beginning->view());
}

// Every mail has a From and a Date (RFC 5322 3.6); what has neither, nor an id, is none.
bool is_mail(const message::HeaderBlock& header) {
    return header.find("From") != nullptr || header.find("Date") != nullptr
           || header.find("Message-ID") != nullptr;
}

// Of a folder that was read to its end; no path of a message ends so.
std::string place_of_folder(const std::string& path) {
    return path + "/\n";
}

// Of one that has held mail.
std::string place_of_filled_folder(const std::string& path) {
    return path + "/\n\n";
}

class Reading {
  public:
    Reading(mark::SentUpdate& update, const SentOrder& order, std::string_view token_header)
        : update_(update),
          order_(order),
          token_header_(token_header) {}

    void folder(const std::string& path) {
        const std::size_t before = troubles_;
        seen_here_ = 0;
        const auto walked =
            mailbox::walk(path, {[this](const mailbox::Entry& entry) { return take(entry); },
                                 [this](base::Failure failure) { note(std::move(failure)); }});
        if (!walked)
            note(walked.error());
        if (!stopped_ && troubles_ == before && seen_here_ == 0
            && update_.knows(place_of_filled_folder(path)))
            note({Kind::no_input,
                  "is empty and has held mail",
                  {path, 0, 0},
                  {},
                  "is its file system mounted? Until a letter stands there again no missing mark "
                  "convicts"});
        if (seen_here_ != 0)
            update_.note(place_of_filled_folder(path));
        if (!stopped_ && troubles_ == before)
            update_.note(place_of_folder(path));
    }

    // When the index itself could not be written.
    [[nodiscard]] const std::optional<base::Failure>& failure() const { return failure_; }
    [[nodiscard]] bool stopped() const { return stopped_; }
    [[nodiscard]] bool read_nothing() const { return tally_.read == 0; }
    [[nodiscard]] bool complete() const { return !stopped_ && troubles_ == 0; }
    [[nodiscard]] SentTally tally() && { return std::move(tally_); }

  private:
    bool take(const mailbox::Entry& entry) {
        if (order_.deadline && std::chrono::steady_clock::now() >= *order_.deadline)
            stopped_ = true;
        if (stopped_)
            return false;
        const auto place = place_of(entry);
        if (!place) {
            ++seen_here_;
            note(place.error());
            return true;
        }
        if (place->empty())
            return true;
        ++seen_here_;
        if (update_.knows(*place))
            return true;
        const auto bytes = mailbox::read(entry, limits_.header_bytes);
        if (!bytes) {
            note(bytes.error());
            return true;
        }
        message::Defects defects;
        std::size_t body_at = 0;
        const std::string_view text = bytes->view();
        const std::size_t start = text.starts_with("From ") ? text.find('\n') + 1 : 0;
        const message::HeaderBlock header =
            message::scan_header(text.substr(start), limits_, defects, body_at);
        // The last letter of an mbox stands there from its first byte on.
        if (entry.form != mailbox::Form::maildir && !header.ended) {
            note({Kind::temporary,
                  "ends within a header",
                  {entry.path, 0, 0},
                  {},
                  "a letter is being written there: until it is whole no missing mark convicts"});
            return true;
        }
        if (!is_mail(header)) {
            note({Kind::malformed,
                  "holds no mail",
                  {entry.path, 0, 0},
                  {},
                  "what was sent there is not known: no missing mark convicts"});
            return true;
        }
        update_.add(*place, {header, token_header_}, limits_);
        ++tally_.read;
        if (order_.progress)
            order_.progress(tally_.read);
        return !update_.is_due() || save();
    }

    bool save() {
        if (const auto saved = update_.save(std::nullopt); !saved) {
            failure_ = saved.error();
            stopped_ = true;
        }
        return !stopped_;
    }

    void note(base::Failure failure) {
        constexpr std::size_t k_most_noted = 20;
        ++troubles_;
        if (tally_.troubles.size() < k_most_noted)
            tally_.troubles.push_back(std::move(failure));
    }

    mark::SentUpdate& update_;
    const SentOrder& order_;
    std::string_view token_header_;
    base::Limits limits_;
    SentTally tally_;
    std::optional<base::Failure> failure_;
    bool stopped_ = false;
    std::size_t troubles_ = 0;
    std::size_t seen_here_ = 0; // entries in the folder that is being read
};

} // namespace

Result<SentTally> update_sent(const config::Config& config, const SentOrder& order,
                              os::World& world) {
    const std::string directory = mark::sent_directory(world);
    if (config.sent_folders.empty() && !mark::has_index(directory)) {
        return base::fail({Kind::config,
                           "no folders of sent mail are set",
                           {config.file, 0, 0},
                           {},
                           "[sent] folders = [\"~/Maildir/.Sent\"]"});
    }
    auto update = mark::SentUpdate::begin(directory, world);
    if (!update)
        return base::fail(update.error());
    // What comes into a folder while it is read may be missed, so this holds from the beginning on.
    const std::int64_t begun = world.now().seconds;
    Reading reading(*update, order, config.token_header);
    for (const std::string& folder : config.sent_folders) {
        if (!reading.stopped())
            reading.folder(folder);
    }
    if (reading.failure())
        return base::fail(*reading.failure());
    // An index that cannot be read convicts nothing; one of nothing, in its place, would.
    if (update->started_anew() && reading.read_nothing()) {
        return base::fail({Kind::no_input,
                           "the index of sent mail is damaged, and the folders of sent mail hold "
                           "nothing to make it anew from",
                           {},
                           {},
                           "are they there? Without them, remove " + directory});
    }
    const bool complete = reading.complete() && !config.sent_folders.empty();
    const bool ever_read = std::all_of(
        config.sent_folders.begin(), config.sent_folders.end(),
        [&](const std::string& folder) { return update->knows(place_of_folder(folder)); });
    constexpr std::int64_t k_never = 0;
    const std::optional<std::int64_t> until = complete     ? std::optional(begun)
                                              : !ever_read ? std::optional(k_never)
                                                           : std::nullopt;
    if (auto saved = update->save(until); !saved)
        return base::fail(saved.error());
    SentTally tally = std::move(reading).tally();
    tally.complete = complete || config.sent_folders.empty();
    tally.messages = update->messages();
    tally.started_anew = update->started_anew();
    return tally;
}

} // namespace backsift::cli
