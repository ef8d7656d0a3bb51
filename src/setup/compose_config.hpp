// From what was found and chosen to the text of a config. Pure: no file is looked at.
#pragma once

#include <string>
#include <vector>

#include "setup/found.hpp"

namespace backsift::setup {

// A key that signs the user's mail, and the file with its public half.
struct DkimChoice {
    std::string domain;
    std::string selector;
    std::string public_key;
};

// What is written as a setting. What was found and is not here stands in the config as a comment.
struct Choice {
    std::vector<Clue> addresses;
    std::vector<Clue> sending;
    std::string inbox; // "" none
    std::string inbox_why;
    std::vector<Clue> sent_folders;
    std::vector<Clue> relays;
    std::string key_file; // "" no token
    std::vector<DkimChoice> dkim;
};

// All that can be taken without asking and that a config can hold: the likeliest inbox, every
// address, every sent folder, and of the relays those that really stood in the way of mail that was
// sent.
[[nodiscard]] Choice obvious_choice(const Found& found);

inline constexpr const char* k_token_header = "X-Mail-Token";

// The key as a table of the config.
[[nodiscard]] std::string dkim_table(const DkimChoice& key, const std::string& home);

// `today`: YYYY-MM-DD. Whatever was found, the text reads as a config and says what was meant.
[[nodiscard]] std::string config_text(const Found& found, const Choice& choice,
                                      const std::string& today);

} // namespace backsift::setup
