#include "report/entry_cache.hpp"

#include <cerrno>
#include <cstdio>
#include <cstdlib>
#include <limits>
#include <utility>

#include <cdb.h>
#include <fcntl.h>
#include <unistd.h>

#include "os/dir.hpp"
#include "os/failure.hpp"
#include "os/fd.hpp"
#include "os/file.hpp"
#include "report/entry_store.hpp"

namespace backsift::report {

using base::Done;
using base::Result;

namespace {

constexpr std::string_view k_fingerprint_key = "fingerprint";

unsigned length(std::string_view text) {
    return static_cast<unsigned>(text.size());
}

// The copy of the handle holds the place of what was found, so that threads do not disturb each
// other.
std::optional<std::string_view> look_up(cdb handle, std::string_view key) {
    if (cdb_find(&handle, key.data(), length(key)) <= 0)
        return std::nullopt;
    const void* const found = cdb_getdata(&handle);
    if (found == nullptr)
        return std::nullopt;
    return std::string_view(static_cast<const char*>(found), cdb_datalen(&handle));
}

} // namespace

struct EntryCache::Files {
    std::string path;
    std::string fresh_path; // "" once it was published
    os::Fd old_file;
    os::Fd fresh_file;
    cdb old{};
    cdb_make fresh{};
    bool readable = false;
    int trouble = 0; // errno of the first

    void open_old(std::string_view fingerprint) {
        auto file = os::open_file(path, os::Trust::ours);
        if (!file || cdb_init(&old, file->get()) != 0)
            return;
        old_file = std::move(*file);
        readable = look_up(old, k_fingerprint_key) == fingerprint;
        if (!readable)
            cdb_free(&old);
    }

    void put(std::string_view key, std::string_view value, cdb_put_mode mode) {
        if (trouble == 0
            && cdb_make_put(&fresh, key.data(), length(key), value.data(), length(value), mode) < 0)
            trouble = errno;
    }

    void take_over() {
        unsigned at = 0;
        cdb_seqinit(&at, &old);
        while (trouble == 0 && cdb_seqnext(&at, &old) > 0) {
            const auto* const key = static_cast<const char*>(cdb_getkey(&old));
            const auto* const value = static_cast<const char*>(cdb_getdata(&old));
            if (key != nullptr && value != nullptr)
                put({key, cdb_keylen(&old)}, {value, cdb_datalen(&old)}, CDB_PUT_INSERT);
        }
    }

    ~Files() {
        if (readable)
            cdb_free(&old);
        if (!fresh_path.empty()) {
            static_cast<void>(cdb_make_finish(&fresh)); // frees its memory
            static_cast<void>(::unlink(fresh_path.c_str()));
        }
    }
};

EntryCache::EntryCache(std::unique_ptr<Files> files) : files_(std::move(files)) {}
EntryCache::EntryCache(EntryCache&&) noexcept = default;
EntryCache::~EntryCache() = default;

Result<EntryCache> EntryCache::open(const std::string& path, std::string_view fingerprint) {
    auto files = std::make_unique<Files>();
    files->path = path;
    std::string fresh = path + ".XXXXXX";
    os::Fd file(::mkostemp(fresh.data(), O_CLOEXEC));
    if (!file.is_open())
        return base::fail(os::failure(errno, "make", fresh));
    files->fresh_path = fresh;
    files->fresh_file = std::move(file);
    cdb_make_start(&files->fresh, files->fresh_file.get());
    files->put(k_fingerprint_key, fingerprint, CDB_PUT_ADD);
    files->open_old(fingerprint);
    return EntryCache(std::move(files));
}

std::optional<Entry> EntryCache::find(std::string_view key) const {
    if (!files_->readable)
        return std::nullopt;
    const auto found = look_up(files_->old, key);
    return found ? from_bytes(*found) : std::nullopt;
}

void EntryCache::keep(std::string_view key, const Entry& entry) {
    files_->put(key, to_bytes(entry), CDB_PUT_ADD);
}

Result<Done> EntryCache::publish(Rest rest) {
    if (rest == Rest::taken_over && files_->readable)
        files_->take_over();
    const std::string fresh = std::exchange(files_->fresh_path, {});
    if (cdb_make_finish(&files_->fresh) != 0 && files_->trouble == 0)
        files_->trouble = errno;
    const auto closed = files_->fresh_file.close(fresh);
    if (files_->trouble == 0 && closed && std::rename(fresh.c_str(), files_->path.c_str()) == 0)
        return Done{};
    const int error = files_->trouble != 0 ? files_->trouble : errno;
    static_cast<void>(::unlink(fresh.c_str()));
    return closed ? base::fail(os::failure(error, "write", files_->path)) : closed;
}

} // namespace backsift::report
