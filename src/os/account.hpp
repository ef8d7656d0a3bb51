// Who we are, without the name service: a static binary has none, and it costs more than all the
// rest of a delivery (61 files opened by procmail, measured). HOME and USER come from the
// environment, else from /etc/passwd, which we read ourselves (sendmail's prog mailer gives
// neither). An account that only LDAP knows, under such a caller, needs HOME set by the caller.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace backsift::os {

struct Account {
    std::string user; // "" unknown
    std::string home; // absolute; "" unknown
};

struct PasswdRow {
    std::string user;
    std::uint64_t uid = 0;
    std::uint64_t gid = 0;
    std::string home;
};

// The row of a passwd(5) text with that user id; rows that do not read as such are passed over.
[[nodiscard]] std::optional<PasswdRow> find_uid(std::string_view passwd, std::uint64_t uid);

// The account of this process; `home` and `user` as the environment has them ("" unset). A home
// that is not absolute counts as unset.
[[nodiscard]] Account account_of(std::uint64_t uid, std::string_view home, std::string_view user);

// Is the group the private group of that user: the user's primary one, with the user's number or
// name, and no other member? (texts of passwd(5) and group(5))
[[nodiscard]] bool is_private_group(std::string_view passwd, std::string_view groups,
                                    std::uint64_t gid, std::uint64_t uid);
// The same by this system's files.
[[nodiscard]] bool is_private_group(std::uint64_t gid, std::uint64_t uid);

// Does the binary bear a set-user-ID or set-group-ID bit that works? Then HOME, the config and
// every path would be the caller's word with another's power. A caller whose real user differs from
// its effective one counts as well.
[[nodiscard]] bool rights_are_borrowed();

} // namespace backsift::os
