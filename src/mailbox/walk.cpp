#include "mailbox/walk.hpp"

#include <algorithm>
#include <array>
#include <cerrno>
#include <memory>
#include <optional>
#include <set>
#include <string_view>
#include <utility>
#include <vector>

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/text.hpp"
#include "mailbox/compressed.hpp"
#include "mailbox/mbox.hpp"
#include "os/dir.hpp"
#include "os/failure.hpp"
#include "os/fd.hpp"
#include "os/file.hpp"
#include "os/read.hpp"

namespace backsift::mailbox {

namespace {

using base::Done;
using base::Kind;
using base::Result;
using os::EntryType;

// What IMAP servers and Maildir++ keep beside the messages.
constexpr std::array<std::string_view, 15> k_index_names{
    "dovecot-uidlist",     "dovecot-keywords",   "dovecot-acl",           "dovecot-acl-list",
    "dovecot.svbin",       "dovecot.lda-dupes",  "maildirfolder",         "maildirsize",
    "subscriptions",       "courierimapuiddb",   "courierimapsubscribed", "courierimapacl",
    "courierimapkeywords", "courierimaphieracl", "courierpop3dsizelist"};
constexpr std::array<std::string_view, 4> k_index_prefixes{
    "dovecot.index", "dovecot.list.index", "dovecot.mailbox.log", "dovecot-uidvalidity"};

bool is_index(std::string_view name) {
    const auto begins = [&](std::string_view prefix) { return name.starts_with(prefix); };
    return std::find(k_index_names.begin(), k_index_names.end(), name) != k_index_names.end()
           || (std::any_of(k_index_prefixes.begin(), k_index_prefixes.end(), begins)
               && !base::iends_with(name, ".eml"));
}

bool is_hidden(std::string_view name) {
    return name.starts_with('.');
}

struct Named {
    std::string name;
    EntryType type = EntryType::unknown;
};

std::string join(const std::string& folder, std::string_view name) {
    return folder.ends_with('/') ? folder + std::string(name) : folder + '/' + std::string(name);
}

// The type itself, links followed.
EntryType real_type(const std::string& path, EntryType type) {
    if (type != EntryType::link && type != EntryType::unknown)
        return type;
    struct stat seen {};
    if (::stat(path.c_str(), &seen) != 0)
        return EntryType::other;
    if (S_ISREG(seen.st_mode))
        return EntryType::file;
    return S_ISDIR(seen.st_mode) ? EntryType::directory : EntryType::other;
}

bool has_folder(const std::vector<Named>& names, std::string_view wanted) {
    return std::any_of(names.begin(), names.end(), [&](const Named& named) {
        return named.name == wanted && named.type == EntryType::directory;
    });
}

bool looks_like_maildir(const std::string& path) {
    return os::is_directory(join(path, "cur")) && os::is_directory(join(path, "new"));
}

// A subfolder of a Maildir that may not be looked into: reading it will say so.
bool is_shut_subfolder(const std::string& path) {
    return ::access(path.c_str(), X_OK) != 0 && errno == EACCES
           && looks_like_maildir(os::parent_of(path));
}

class Walk {
  public:
    Walk(const Walker& walker, const std::string& root) : walker_(walker), root_(root) {}

    void folder(const std::string& path, std::size_t depth) {
        if (!enter(path, depth))
            return;
        const auto names = list(path);
        const bool maildir = has_folder(names, "cur") && has_folder(names, "new");
        const bool wanted = wants(path);
        if (maildir && wanted) {
            messages(join(path, "new"));
            messages(join(path, "cur"));
        }
        for (const Named& named : names) {
            if (enough_)
                return;
            if (maildir && (named.type != EntryType::directory || is_part(named.name)))
                continue;
            visit(join(path, named.name), named, wanted, depth);
        }
    }

    void file(const std::string& path) {
        if (base::iends_with(path, ".eml") || !begins_with_from(path)) {
            tell(Entry{path, 0, 0, Form::file});
        } else {
            mbox(path);
        }
    }

  private:
    static bool is_part(std::string_view name) {
        return name == "cur" || name == "new" || name == "tmp";
    }

    // `wanted`: the files of the folder it stands in are; else an mbox may be by its own name.
    void visit(const std::string& path, const Named& named, bool wanted, std::size_t depth) {
        if (is_index(named.name))
            return;
        if (named.type == EntryType::directory) {
            if (!is_hidden(named.name) || looks_like_maildir(path) || is_shut_subfolder(path))
                folder(path, depth + 1);
        } else if (named.type == EntryType::file && !is_hidden(named.name)
                   && (wanted || (begins_with_from(path) && wants(path)))) {
            file(path);
        }
    }

    [[nodiscard]] bool wants(const std::string& path) const {
        return !walker_.folder || walker_.folder(folder_name(root_, path));
    }

    // What stands in cur/ or new/.
    void messages(const std::string& path) {
        for (const Named& named : list(path)) {
            if (enough_)
                return;
            if (is_hidden(named.name))
                continue;
            if (named.type == EntryType::file)
                tell(Entry{join(path, named.name), 0, 0, Form::maildir});
            else if (os::is_link(join(path, named.name)))
                trouble({Kind::no_input,
                         "is a link to no file",
                         {join(path, named.name), 0, 0},
                         {},
                         {}});
        }
    }

    // A single separator makes no mbox: the file is then a message with its "From " line.
    void mbox(const std::string& path) {
        const auto file = os::open_file(path, os::Trust::anyone);
        if (!file)
            return trouble(file.error());
        std::optional<Span> held;
        bool several = false;
        const auto split = split_mbox(file->get(), path, [&](Span span) {
            if (held) {
                several = true;
                tell(Entry{path, held->offset, held->length, Form::mbox});
            }
            held = span;
            return !enough_;
        });
        if (!split)
            trouble(split.error());
        if (!held)
            return;
        tell(several ? Entry{path, held->offset, held->length, Form::mbox}
                     : Entry{path, 0, 0, Form::file});
    }

    bool begins_with_from(const std::string& path) {
        const auto file = os::open(path, O_RDONLY | O_NONBLOCK);
        if (!file)
            return false; // the reading will say so
        std::array<char, 5> seen{};
        const ssize_t got = ::read(file->get(), seen.data(), seen.size());
        return got == 5 && std::string_view(seen.data(), seen.size()) == "From ";
    }

    // False for a folder that we have been in, or one too deep.
    bool enter(const std::string& path, std::size_t depth) {
        struct stat seen {};
        if (::stat(path.c_str(), &seen) != 0) {
            trouble(os::failure(errno, "look at", path));
            return false;
        }
        if (!entered_.insert({seen.st_dev, seen.st_ino}).second)
            return false;
        if (depth <= k_folder_depth)
            return true;
        trouble({Kind::no_input, "is nested too deeply", {path, 0, 0}, {}, {}});
        return false;
    }

    std::vector<Named> list(const std::string& path) {
        std::vector<Named> names;
        const auto listed = os::list_directory(path, [&](std::string_view name, EntryType type) {
            names.push_back({std::string(name), real_type(join(path, name), type)});
            return true;
        });
        if (!listed)
            trouble(listed.error());
        std::sort(names.begin(), names.end(),
                  [](const Named& a, const Named& b) { return a.name < b.name; });
        return names;
    }

    void tell(Entry entry) {
        if (!enough_ && !walker_.entry(std::move(entry)))
            enough_ = true;
    }

    void trouble(base::Failure failure) {
        if (walker_.trouble)
            walker_.trouble(std::move(failure));
    }

    const Walker& walker_;
    const std::string& root_;
    std::set<std::pair<dev_t, ino_t>> entered_;
    bool enough_ = false;
};

Result<base::Bytes> read_piece(int fd, const Entry& entry, std::size_t limit) {
    const auto size = static_cast<std::size_t>(std::min<std::uint64_t>(entry.length, limit + 1));
    auto buffer = base::buffer_of(size);
    std::size_t used = 0;
    while (used < size) {
        const ssize_t got =
            ::pread(fd, buffer.get() + used, size - used, static_cast<off_t>(entry.offset + used));
        if (got == 0)
            break; // it has become shorter meanwhile
        if (got > 0) {
            used += static_cast<std::size_t>(got);
        } else if (errno != EINTR) {
            return base::fail(os::failure(errno, "read", entry.path));
        }
    }
    return unquote(base::Bytes(std::move(buffer), used));
}

// A whole regular file by the fewest calls there are: asking where we stand in it, how long it is
// once more and whether that was its end were three of the seven that a message of a scan cost
// (strace, 2026-11-28). Nothing where it is not that simple: read_input() then finds out.
std::optional<base::Bytes> read_at_once(const std::string& path, std::size_t limit) {
    const auto file = os::open(path, O_RDONLY | O_NONBLOCK);
    struct stat seen {};
    if (!file || ::fstat(file->get(), &seen) != 0 || !S_ISREG(seen.st_mode))
        return std::nullopt;
    const auto size = static_cast<std::uint64_t>(seen.st_size);
    if (size == 0 || size > limit) // of /proc and others: not known
        return std::nullopt;
    auto buffer = base::buffer_of(size + 1);
    // One byte more than it has: it may have grown meanwhile.
    const ssize_t got = ::pread(file->get(), buffer.get(), size + 1, 0);
    if (got < 0 || static_cast<std::uint64_t>(got) != size)
        return std::nullopt;
    return base::Bytes(std::move(buffer), size);
}

Result<base::Bytes> read_as_it_is(const Entry& entry, std::size_t limit) {
    if (entry.form != Form::mbox) {
        if (auto bytes = read_at_once(entry.path, limit))
            return std::move(*bytes);
    }
    const auto file = os::open_file(entry.path, os::Trust::anyone);
    if (!file)
        return base::fail(file.error());
    if (entry.form == Form::mbox)
        return read_piece(file->get(), entry, limit);
    auto input = os::read_input(file->get(), limit);
    if (!input) {
        input.error().place.file = entry.path;
        return base::fail(input.error());
    }
    return std::move(input->bytes);
}

} // namespace

std::string folder_name(const std::string& root, const std::string& path) {
    std::string name;
    for (std::string_view part : base::split(std::string_view(path).substr(root.size()), '/')) {
        if (part.starts_with('.'))
            part.remove_prefix(1);
        if (!part.empty())
            name.append(name.empty() ? "" : ".").append(part);
    }
    return name.empty() ? "INBOX" : name;
}

Result<Done> walk(const std::string& path, const Walker& walker) {
    struct stat seen {};
    if (::stat(path.c_str(), &seen) != 0)
        return base::fail(os::failure(errno, "look at", path));
    Walk walk(walker, path);
    if (S_ISDIR(seen.st_mode)) {
        walk.folder(path, 0);
    } else if (S_ISREG(seen.st_mode)) {
        walk.file(path);
    } else {
        // A pipe gives its bytes once: looking whether it is an mbox would take them.
        return base::fail({Kind::no_input,
                           "is neither a file nor a folder",
                           {path, 0, 0},
                           {},
                           "write what comes through a pipe to a file first"});
    }
    return Done{};
}

Result<base::Bytes> read(const Entry& entry, std::size_t limit) {
    auto bytes = read_as_it_is(entry, limit);
    if (!bytes || entry.form == Form::mbox)
        return bytes;
    if (const auto packed = compressed(bytes->view(), entry.path))
        return base::fail(*packed);
    return bytes;
}

} // namespace backsift::mailbox
