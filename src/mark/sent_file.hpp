// The index file of sent mail: immutable, replaced by rename, read with a few pread of 512 bytes.
// With a million messages in it (98.8 MB), `classify` on one bounce costs 1.07 of what it costs
// without an index: 1,035,582 against 966,336 instructions, 79 against 72 page faults, and 1.08 in
// user and system time (median of 1000 on a busy machine, the file in the page cache; 2026-11-21).
//
//   header     one block: magic, version, byte order, sizes, and a check under the account's key
//   buckets    an open-addressing table of hash -> value, 31 to a block, each block with its check
//   records    the recipients of each message, each record with its check
//   places     hashes of the messages that were read, for the next update; sorted, with a check
//
// Every check is a hash under the key, so a file of another account, a cut one, and one with a
// flipped bit are all seen as such, and what cannot be read is never taken for "not there".
#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "base/result.hpp"
#include "mark/sent_hashes.hpp"
#include "os/fd.hpp"

namespace backsift::mark {

// Records of one id with different recipients that are kept.
inline constexpr std::size_t k_most_of_one_id = 64;

// What an index says, as it is gathered before it is written.
struct SentContent {
    struct Entry {
        std::uint64_t hash = 0;
        std::uint64_t value = 0; // id: offset of its record; recipient: last date; triple: its date
        [[nodiscard]] bool operator==(const Entry&) const = default;
    };
    std::vector<Entry> entries;
    std::vector<std::uint64_t> words; // records, one after the other
    std::vector<std::uint64_t> places;
    std::uint64_t messages = 0; // that differ in all their ids, as of the last count
    std::int64_t complete_until = 0;
    std::uint64_t counted_words = 0; // records up to here are among `messages`

    void add(const HashKey& key, const SentRecord& record);
    // Counts the messages that were added since. One that was entered as it was sent and again from
    // a folder, or from two folders, is one.
    void count();
};

// The bytes of the file, piece by piece to the writer's taste.
[[nodiscard]] std::string encode(SentContent content, const HashKey& key);

class SentFile {
  public:
    // Fails with no_input when there is none, malformed when it is damaged or another account's.
    [[nodiscard]] static base::Result<SentFile> open(const std::string& path, const HashKey& key);

    struct Values {
        bool damaged = false;
        std::vector<std::uint64_t> found; // bounded
    };
    // All values under this hash.
    [[nodiscard]] Values look_up(std::uint64_t hash) const;
    // The hashes of the recipients in the record at `offset`; nothing when it is damaged.
    [[nodiscard]] std::optional<std::vector<std::uint64_t>> record(std::uint64_t offset) const;

    // Everything, for making the next file. Fails with malformed.
    [[nodiscard]] base::Result<SentContent> content() const;

    // The text of the note PATH.until, which says until when this file holds all without the file's
    // being written anew: one line of the file's check, the time, and a check under the key.
    [[nodiscard]] std::string note(std::int64_t complete_until) const;

    [[nodiscard]] std::uint64_t messages() const { return header_[k_messages]; }
    // As of the file, or of the note beside it where that is about this very file.
    [[nodiscard]] std::int64_t complete_until() const;
    [[nodiscard]] std::uint64_t bytes() const;

    static constexpr std::size_t k_block_words = 64;
    static constexpr std::size_t k_bucket_entries = 31;
    using Block = std::array<std::uint64_t, k_block_words>;
    // Words of the header.
    enum At : std::size_t {
        k_check,
        k_magic,
        k_version,
        k_buckets,
        k_words,
        k_places,
        k_messages,
        k_until
    };

  private:
    SentFile(os::Fd fd, std::string path, const HashKey& key, const Block& header)
        : fd_(std::move(fd)),
          path_(std::move(path)),
          key_(key),
          header_(header) {}
    [[nodiscard]] bool read_words(std::uint64_t at, std::uint64_t* into, std::size_t count) const;
    [[nodiscard]] bool bucket(std::uint64_t number, Block& into) const;
    [[nodiscard]] std::uint64_t records_at() const;
    [[nodiscard]] base::Failure damaged() const;

    os::Fd fd_;
    std::string path_;
    HashKey key_;
    Block header_;
};

} // namespace backsift::mark
