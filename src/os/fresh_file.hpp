// A file that nobody sees before it is whole and on stable storage. Until commit() the destructor,
// or a signal (guard.hpp), removes it.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "base/result.hpp"
#include "os/fd.hpp"
#include "os/guard.hpp"
#include "os/write.hpp"

namespace backsift::os {

enum class Publish {
    beside, // never in place of another: the name must be free
    replace // in place of the file that has the name, atomically
};

class FreshFile {
  public:
    // O_EXCL, O_NOFOLLOW, mode 0600. Fails with no_input when the directory is missing.
    [[nodiscard]] static base::Result<FreshFile> create(std::string path);

    FreshFile(FreshFile&& other) noexcept;
    FreshFile& operator=(FreshFile&&) = delete;
    FreshFile(const FreshFile&) = delete;
    FreshFile& operator=(const FreshFile&) = delete;
    ~FreshFile();

    [[nodiscard]] base::Result<std::uint64_t> write(const Source& source);

    // fsync, close checked, moved to `target` (same file system), the target's directory synced.
    // Only then success. A failure leaves nothing behind, and so does a signal on the way, unless
    // somebody was quick enough to move the target on: the message may then arrive twice, never not
    // at all. A target that was replaced stays replaced.
    //
    // The move is renameat2(RENAME_NOREPLACE): one step, and at every moment one name exists. Where
    // the file system does not know it (NFS), link and unlink, the old name going last, after the
    // new one is durable. Where there are no links either (FAT), plain rename after a look.
    [[nodiscard]] base::Result<base::Done> commit(const std::string& target, Publish publish);

  private:
    FreshFile(std::string path, Fd fd, GuardedFile guarded);
    std::string path_; // empty: nothing left to remove
    Fd fd_;
    GuardedFile guarded_;
};

// Done also where there is nothing of that name.
[[nodiscard]] base::Result<base::Done> remove_if_there(const std::string& path);

// Puts these bytes under the name `target`, all or none of them: written as `fresh` beside it, then
// FreshFile::commit(). The fresh name must be the caller's alone, by a lock or by what it holds;
// one that stands there was left by a process that died, and goes.
[[nodiscard]] base::Result<base::Done> write_fresh(const std::string& fresh, std::string_view bytes,
                                                   const std::string& target, Publish publish);

} // namespace backsift::os
