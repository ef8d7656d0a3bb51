// Filing what a scan finds: saying what would happen, or with --apply doing it as one run that can
// be taken back.
#pragma once

#include <cstddef>
#include <map>
#include <optional>
#include <set>
#include <string>

#include "base/exit_status.hpp"
#include "base/result.hpp"
#include "cli/folders.hpp"
#include "cli/invocation.hpp"
#include "cli/selection.hpp"
#include "config/config.hpp"
#include "journal/filing.hpp"
#include "os/world.hpp"
#include "report/entry.hpp"

namespace backsift::cli {

class Filing {
  public:
    // With --apply, call before anything is judged: what lies in .NotBackscatter is released first.
    // Then fails for a path that is neither a Maildir nor a folder (an mbox, a message),
    // or when the log of moves cannot be begun.
    [[nodiscard]] static base::Result<Filing> begin(const Invocation& invocation,
                                                    const config::Config& config, os::World& world);

    // Every judged message, in the calling thread. When the log of moves cannot be written the rest
    // is only reported: `finish` says why, and nothing moves.
    void take(const report::Entry& entry);

    // Moves what was taken, and says what happened or would happen. Where the report goes to
    // standard output and is not for people, to standard error. `whole`: the scan came to its end;
    // else nothing moves.
    [[nodiscard]] base::ExitStatus finish(const Invocation& invocation, bool whole);

  private:
    Filing(Folders folders, Selection chosen, os::World& world)
        : folders_(std::move(folders)),
          chosen_(std::move(chosen)),
          world_(world) {}

    // What becomes of backscatter in a Maildir.
    enum class Fate { filed, there, spared };
    struct Home {
        std::string maildir; // its real path
        std::string folder;
        Fate fate = Fate::filed;
    };
    const Home& home_of(const std::string& maildir);
    [[nodiscard]] bool is_named(const std::string& maildir) const;
    [[nodiscard]] base::Result<base::Done> plan(const report::Entry& entry, const Home& home);
    [[nodiscard]] base::Result<journal::Outcome> carry_out();
    [[nodiscard]] std::string left_behind() const;

    Folders folders_;
    Selection chosen_; // --folder
    os::World& world_;
    std::string state_;
    std::set<std::string> named_;             // the operands, real paths
    std::map<std::string, Home> homes_;       // by Maildir as written
    std::map<std::string, std::size_t> into_; // how many by folder
    std::size_t in_mbox_ = 0;
    std::size_t in_no_maildir_ = 0;
    std::size_t links_ = 0;
    std::size_t spared_ = 0;
    std::size_t released_ = 0;             // from .NotBackscatter, before the scan
    std::optional<journal::RunPlan> plan_; // with --apply
    std::optional<base::Failure> failure_;
};

} // namespace backsift::cli
