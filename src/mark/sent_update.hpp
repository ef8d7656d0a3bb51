// Makes the index of sent mail anew from the old one, the log, and what stands in the folders. At
// every moment a whole index stands under its name; an update that is killed loses what it read
// since it last saved, and the next one goes on from there.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_set>

#include "base/result.hpp"
#include "mark/sent_file.hpp"
#include "mark/sent_log.hpp"

namespace backsift::mark {

class SentUpdate {
  public:
    // Fails with temporary when another update is under way. A damaged index is made anew from
    // nothing: `started_anew` says so.
    [[nodiscard]] static base::Result<SentUpdate> begin(const std::string& directory,
                                                        os::World& world);

    // Has an update before read the message at this place (a name that stays the same)?
    [[nodiscard]] bool knows(std::string_view place) const;
    void add(std::string_view place, const OutgoingMail& mail, const base::Limits& limits);
    // Remembers a place that holds no message of its own, such as a folder.
    void note(std::string_view place);
    // So much unsaved work that it is worth saving now?
    [[nodiscard]] bool is_due() const;
    // `complete_until`: when the folders began to be read, if all could be read to their ends; 0
    // takes back what an earlier update said.
    // Where nothing is new the index stays as it is, and only a note is written beside it.
    [[nodiscard]] base::Result<base::Done> save(std::optional<std::int64_t> complete_until);

    // In the index as it was last saved.
    [[nodiscard]] std::uint64_t messages() const { return content_.messages; }
    [[nodiscard]] bool started_anew() const { return started_anew_; }

  private:
    SentUpdate(std::string directory, const HashKey& key, os::Fd lock)
        : directory_(std::move(directory)),
          key_(key),
          lock_(std::move(lock)) {}

    std::string directory_;
    HashKey key_;
    os::Fd lock_;
    std::optional<SentFile> file_; // the one that stands there, while it says what content_ says
    SentContent content_;
    std::unordered_set<std::uint64_t> places_;
    std::uint64_t unsaved_ = 0;
    bool started_anew_ = false;
};

// Takes the log into the index where it has grown long, for those who never update: what sends
// calls it now and then. Does nothing while another update is under way.
void shorten_log(const std::string& directory, os::World& world);

} // namespace backsift::mark
