// Entries remembered from one scan to the next: a constant database (D. J. Bernstein's cdb, by
// TinyCDB) that is read through mmap and replaced as a whole by rename(2). Scans that run at the
// same time each read the file they found and publish a complete one; the last wins, and both are
// right. Whatever is wrong with the file, it is as if it were empty.
#pragma once

#include <cstddef>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

#include "base/result.hpp"
#include "report/entry.hpp"

namespace backsift::report {

class EntryCache {
  public:
    // `fingerprint`: what the verdicts in it came from. A file with another is not used.
    // Fails when the file to be published cannot be made.
    [[nodiscard]] static base::Result<EntryCache> open(const std::string& path,
                                                       std::string_view fingerprint);

    EntryCache(EntryCache&&) noexcept;
    EntryCache& operator=(EntryCache&&) = delete;
    EntryCache(const EntryCache&) = delete;
    EntryCache& operator=(const EntryCache&) = delete;
    ~EntryCache(); // forgets what was kept and not published

    // From any thread.
    [[nodiscard]] std::optional<Entry> find(std::string_view key) const;

    // From one thread. The first trouble (disk full, 4 GiB reached) is told by publish().
    void keep(std::string_view key, const Entry& entry);

    // What was kept takes the place of what was there; with `rest`, so does what was there and is
    // not kept (a scan that did not see everything).
    enum class Rest { forgotten, taken_over };
    [[nodiscard]] base::Result<base::Done> publish(Rest rest);

  private:
    struct Files;
    explicit EntryCache(std::unique_ptr<Files> files);

    std::unique_ptr<Files> files_;
};

} // namespace backsift::report
