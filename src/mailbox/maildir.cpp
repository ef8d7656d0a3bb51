#include "mailbox/maildir.hpp"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include "mailbox/maildir_name.hpp"
#include "mailbox/subscription.hpp"
#include "os/dir.hpp"
#include "os/fd.hpp"
#include "os/fresh_file.hpp"
#include "os/guard.hpp"

namespace backsift::mailbox {

namespace {

using base::Done;
using base::Kind;
using base::Result;

constexpr std::int64_t k_stale_seconds = std::int64_t{36} * 3600;
constexpr std::size_t k_sweep_names = 2000;

struct Begun {
    std::string name;
    os::FreshFile file;
    bool made = false;
};

bool is_subfolder(const std::string& maildir) {
    return os::name_of(maildir).starts_with('.') && is_maildir(os::parent_of(maildir));
}

Result<Done> mark_as_subfolder(const std::string& maildir) {
    const auto marker = os::open(maildir + "/maildirfolder", O_WRONLY | O_CREAT | O_NOFOLLOW, 0600);
    if (!marker)
        return base::fail(marker.error());
    return Done{};
}

// The new file in tmp/, and the folder first where it is to be made.
Result<Begun> begin(const std::string& maildir, Missing missing, os::World& world) {
    std::string name = unique_name(world);
    const std::string path = maildir + "/tmp/" + name;
    auto file = os::FreshFile::create(path);
    if (file)
        return Begun{std::move(name), std::move(*file), false};
    if (file.error().kind != Kind::no_input)
        return base::fail(file.error());
    if (missing == Missing::fail) {
        return base::fail(Kind::no_input, "is no Maildir: there is no tmp in it", {maildir, 0, 0});
    }
    if (auto there = ensure_maildir(maildir); !there)
        return base::fail(there.error());
    auto again = os::FreshFile::create(path);
    if (!again)
        return base::fail(again.error());
    return Begun{std::move(name), std::move(*again), true};
}

} // namespace

bool is_maildir(const std::string& path) {
    return os::is_directory(path + "/new") && os::is_directory(path + "/cur")
           && os::is_directory(path + "/tmp");
}

// The subscription is a service to the reader: a delivery does not fail for it.
Result<Done> ensure_maildir(const std::string& maildir) {
    if (auto made = os::make_directory(maildir); !made)
        return made;
    for (const char* const part : {"/cur", "/new", "/tmp"}) {
        if (auto made = os::make_directory(maildir + part); !made)
            return made;
    }
    const bool subfolder = is_subfolder(maildir);
    if (subfolder) {
        if (auto marked = mark_as_subfolder(maildir); !marked)
            return marked;
    }
    if (auto synced = os::sync_directory(maildir); !synced)
        return synced;
    const std::string parent = os::parent_of(maildir);
    if (auto synced = os::sync_directory(parent); !synced)
        return synced;
    if (subfolder)
        static_cast<void>(subscribe(parent, os::name_of(maildir)));
    return Done{};
}

Result<Delivered> deliver(const std::string& maildir, const os::Source& source, Missing missing,
                          os::World& world) {
    auto message = begin(maildir, missing, world);
    if (!message)
        return base::fail(message.error());
    const auto bytes = message->file.write(source);
    if (!bytes)
        return base::fail(bytes.error());
    std::string name = with_size(message->name, *bytes);
    std::string path = maildir + "/new/" + name;
    const os::HeldSignals held; // that it is there, and that we know: one step for who stops us
    if (auto there = message->file.commit(path, os::Publish::beside); !there) {
        return base::fail(there.error());
    }
    os::guard_delivered();
    return Delivered{std::move(path), std::move(name), *bytes, message->made};
}

std::size_t sweep(const std::string& maildir, os::World& world) {
    const std::string folder = maildir + "/tmp/";
    const std::int64_t oldest = world.now().seconds - k_stale_seconds;
    std::size_t looked_at = 0;
    std::size_t removed = 0;
    const auto look = [&](std::string_view name, os::EntryType) {
        struct stat seen {};
        const std::string path = folder + std::string(name);
        if (is_our_name(name) && ::lstat(path.c_str(), &seen) == 0 && S_ISREG(seen.st_mode)
            && seen.st_mtime < oldest && ::unlink(path.c_str()) == 0) {
            ++removed;
        }
        return ++looked_at < k_sweep_names;
    };
    static_cast<void>(os::list_directory(folder, look));
    return removed;
}

} // namespace backsift::mailbox
