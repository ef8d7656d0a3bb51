// What the user set. Plain values: other rooms turn them into proofs, policies and targets.
// Every key is a row of the option table (options.hpp); nothing else knows a key's name or default.
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "base/result.hpp"

namespace backsift::config {

struct Dkim {
    std::string domain;
    std::string selector;
    std::string public_key;
};

struct Config {
    std::string file;  // where it was read from; "" when there was none

    std::vector<std::string> addresses;      // [identity]
    std::vector<std::string> sending;
    bool sending_complete = false;

    std::string inbox;                       // [deliver]  Maildir path or "|PROGRAM ARGS"; "" unset
    std::string backscatter;
    bool add_field = false;
    std::int64_t program_seconds = 120;

    std::string preset = "careful";          // [policy]
    std::map<std::string, std::string> per_kind;  // kind word -> "inbox" | "folder"

    std::vector<std::string> rule_files;     // [rules]

    std::string token_header;                // [token]
    std::string token_value;
    std::string token_key_file;
    std::string token_covers;                // "all" | "some"
    std::optional<std::int64_t> token_since; // Unix time

    std::vector<std::string> relay_names;    // [relays]
    std::string relay_covers;
    std::optional<std::int64_t> relay_since;

    std::vector<std::string> sent_folders;   // [sent]
    std::string sent_covers;
    std::optional<std::int64_t> sent_since;

    std::vector<Dkim> dkim;                  // [[dkim]]
};

// Reads a config text. Unknown keys, wrong types, values out of bounds and missing companions
// (covers = "all" without since in [token]) fail with file:line:column and a hint.
[[nodiscard]] base::Result<Config> read(std::string_view toml_text, const std::string& file_name);

// Finds and loads the config: `chosen` (from --config) if not empty, else the user's, else the
// system's; a file that others may write is refused (checked on the open descriptor). No file at
// all gives the default Config. `home` and `xdg_config_home` come from the caller.
struct Where {
    std::string chosen;
    std::string home;
    std::string xdg_config_home;
};
[[nodiscard]] base::Result<Config> load(const Where& where);

}  // namespace backsift::config
