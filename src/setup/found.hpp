// What `init` found out about an account, each with where it stood: from that, and from what the
// user chose, the config is composed. Texts are as they were found, not cleaned.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace backsift::setup {

struct Clue {
    std::string value;
    std::string why; // for a comment: "user.email in ~/.gitconfig"
};

// Adds the clue, or its reason to the clue that has this value already (ASCII case-insensitive). An
// empty value is none.
void add_clue(std::vector<Clue>& to, std::string_view value, std::string_view why);

// The way by which mail comes to the account now.
struct Door {
    std::string caller; // as in connections.hpp: "forward", "procmail", …
    std::string path;   // the file of it that is there
};

struct Found {
    std::string user;
    std::string home;
    std::string host_name;
    std::vector<Clue> addresses; // at which mail comes in, or which send
    std::vector<Clue> sending;   // those of them that stand as author of sent mail
    std::vector<Clue> inboxes;   // Maildirs, or "|PROGRAM"; the likeliest first
    std::vector<Clue> sent_folders;
    std::vector<Clue> relays;         // shown by bounces of mail that was really sent
    std::vector<Clue> maybe_relays;   // named in some config: worth a look
    std::vector<Clue> dkim;           // "SELECTOR DOMAIN" of signatures on mail really sent
    std::vector<std::string> domains; // where mail comes to any address
    std::vector<Door> doors;
    std::vector<std::string> notes; // what else is worth knowing
    std::size_t mails_read = 0;
    std::size_t reports_read = 0; // bounces and the like among them
};

} // namespace backsift::setup
