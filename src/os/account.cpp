#include "os/account.hpp"

#include <algorithm>
#include <vector>

#include <sys/auxv.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/text.hpp"
#include "os/file.hpp"

namespace backsift::os {

namespace {

constexpr std::size_t k_database_bytes = 8U << 20U; // some 100,000 accounts
constexpr std::size_t k_passwd_columns = 7;
constexpr std::size_t k_group_columns = 4;

base::Bytes system_file(const char* path) {
    auto text = read_file(path, k_database_bytes, Trust::anyone);
    return text ? std::move(*text) : base::Bytes();
}

std::optional<PasswdRow> passwd_row(std::string_view line) {
    const auto columns = base::split(line, ':');
    if (columns.size() != k_passwd_columns)
        return std::nullopt;
    const auto uid = base::to_number(columns[2]);
    const auto gid = base::to_number(columns[3]);
    if (columns[0].empty() || !uid || !gid)
        return std::nullopt;
    return PasswdRow{std::string(columns[0]), *uid, *gid, std::string(columns[5])};
}

bool is_absolute(std::string_view path) {
    return path.starts_with('/');
}

} // namespace

std::optional<PasswdRow> find_uid(std::string_view passwd, std::uint64_t uid) {
    std::size_t at = 0;
    while (at < passwd.size()) {
        auto row = passwd_row(base::next_line(passwd, at));
        if (row && row->uid == uid)
            return row;
    }
    return std::nullopt;
}

Account account_of(std::uint64_t uid, std::string_view home, std::string_view user) {
    Account account{std::string(user), is_absolute(home) ? std::string(home) : std::string()};
    if (!account.user.empty() && !account.home.empty())
        return account;
    const auto row = find_uid(system_file("/etc/passwd").view(), uid);
    if (!row)
        return account;
    if (account.user.empty())
        account.user = row->user;
    if (account.home.empty() && is_absolute(row->home))
        account.home = row->home;
    return account;
}

bool is_private_group(std::string_view passwd, std::string_view groups, std::uint64_t gid,
                      std::uint64_t uid) {
    const auto row = find_uid(passwd, uid);
    if (!row || row->gid != gid)
        return false;
    std::size_t at = 0;
    while (at < groups.size()) {
        const auto columns = base::split(base::next_line(groups, at), ':');
        if (columns.size() != k_group_columns || base::to_number(columns[2]) != gid)
            continue;
        const auto members = base::split(columns[3], ',');
        const bool nobody_else =
            std::all_of(members.begin(), members.end(), [&](std::string_view member) {
                return member.empty() || member == row->user;
            });
        return nobody_else && (columns[0] == row->user || gid == uid);
    }
    return gid == uid; // a group without a row has no members but by primary group
}

bool is_private_group(std::uint64_t gid, std::uint64_t uid) {
    const base::Bytes passwd = system_file("/etc/passwd");
    const base::Bytes groups = system_file("/etc/group");
    return is_private_group(passwd.view(), groups.view(), gid, uid);
}

// Not by AT_SECURE (getauxval(3)): a security module sets that for an honest mail server too. And a
// caller may bring a group of its own bit (Debian's maildrop is set-group-ID): only ours counts.
// Whom it started us as the kernel has put beside the environment: four system calls fewer.
bool rights_are_borrowed() {
    if (::getauxval(AT_UID) != ::getauxval(AT_EUID))
        return true;
    if (::getauxval(AT_GID) == ::getauxval(AT_EGID))
        return false;
    struct stat binary {};
    return ::stat("/proc/self/exe", &binary) == 0 && (binary.st_mode & S_ISGID) != 0;
}

} // namespace backsift::os
