// The index of sent mail for readers: index file and log together. Opened at the first question, so
// that mail which asks none pays nothing. Readers need no lock: the log is read before the index,
// and an update publishes the index before it takes the log away.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "base/once.hpp"
#include "mark/sent_file.hpp"
#include "mark/sent_log.hpp"
#include "proof/sent_lookup.hpp"

namespace backsift::mark {

class SentIndex final : public proof::SentLookup {
  public:
    explicit SentIndex(std::string directory) : directory_(std::move(directory)) {}

    [[nodiscard]] std::string trouble() const override;
    [[nodiscard]] std::optional<message::UnixTime> complete_until() const override;
    [[nodiscard]] proof::SentMessage by_id(std::string_view id) const override;
    [[nodiscard]] proof::SentMessage by_token(std::string_view nonce) const override;
    [[nodiscard]] std::optional<message::UnixTime>
    last_written_to(std::string_view key) const override;
    [[nodiscard]] proof::Look soft(std::string_view key, std::string_view subject,
                                   message::UnixTime date) const override;

    // For `sent status`; nothing when there is trouble.
    [[nodiscard]] const SentFile* file() const;
    [[nodiscard]] std::size_t in_log() const;

  private:
    struct Found; // what log and file have under one hash
    [[nodiscard]] Found find(std::uint64_t hash) const;
    void open() const;
    void open_once() const {
        once_([this] { open(); });
    }

    std::string directory_;
    mutable base::Once once_;
    mutable std::string trouble_;
    mutable HashKey key_{};
    mutable SentLog log_;
    mutable std::optional<SentFile> file_;
};

} // namespace backsift::mark
