// Which of the stored messages a scan takes: those of some folders, those since a time.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "base/result.hpp"
#include "mailbox/walk.hpp"
#include "message/date.hpp"

namespace backsift::cli {

class Selection {
  public:
    // Patterns as glob_matches() reads them; a "/" in one is a ".", and a "." before it goes. None:
    // every folder.
    Selection(const std::vector<std::string>& folders, std::optional<message::UnixTime> since);

    [[nodiscard]] bool takes_folder(const std::string& name);
    [[nodiscard]] bool takes(const mailbox::Entry& entry) const;

    // Was this folder written out, rather than met by a pattern with "*" or "?", or by none?
    [[nodiscard]] bool names_folder(const std::string& name) const;

    // Fails with Kind::no_input, naming folders that are there, when no folder matched.
    [[nodiscard]] base::Result<base::Done> check() const;

  private:
    std::vector<std::string> folders_;
    std::optional<message::UnixTime> since_;
    bool matched_ = false;
    std::vector<std::string> seen_; // the first folders, for the failure
};

} // namespace backsift::cli
