// The folders that stored mail moves between: where backscatter of a Maildir goes, and where it
// comes back to.
#pragma once

#include <map>
#include <optional>
#include <string>
#include <vector>

#include "base/result.hpp"
#include "cli/invocation.hpp"
#include "config/config.hpp"
#include "os/world.hpp"

namespace backsift::cli {

class Folders {
  public:
    // Fails when a target on the command line or in the config does not read, or one on the command
    // line is no Maildir.
    [[nodiscard]] static base::Result<Folders> make(const Invocation& invocation,
                                                    const config::Config& config, os::World& world);

    // For messages of this Maildir (a real path): --backscatter; else the config's folder where it
    // belongs to the same tree of Maildirs; else .Backscatter beside it. Real but for a last part
    // that is not there yet.
    [[nodiscard]] std::string folder_for(const std::string& maildir) const;

    // The other way: --inbox; else the Maildir that this one is a folder of; else the config's
    // inbox. Nothing when none of them is a Maildir.
    [[nodiscard]] std::optional<std::string> inbox_for(const std::string& maildir) const;

    // --inbox, else the config's, where it is a Maildir.
    [[nodiscard]] std::optional<std::string> main_inbox() const;

    // Where a mail program puts what was filed wrongly: .NotBackscatter beside the folder.
    [[nodiscard]] static std::string wrong_folder_for(const std::string& folder);

  private:
    std::string chosen_folder_; // "" where none is named, or a program is
    std::string folder_;
    std::string chosen_inbox_;
    std::string inbox_;
};

// Is this a folder whose messages stay where they are even when they are backscatter, because the
// user put them there: trash, junk, sent mail, drafts (RFC 6154, and the names that mail programs
// give them)?
[[nodiscard]] bool is_spared(const std::string& maildir);

} // namespace backsift::cli
