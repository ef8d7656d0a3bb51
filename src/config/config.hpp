// What the user set. Plain values: other rooms turn them into proofs, policies and targets.
// Every key is a row of the option table (options.hpp); nothing else knows a key's name or default.
#pragma once

#include <cstddef>
#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.hpp"

namespace backsift::config {

struct Dkim {
    std::string domain;
    std::string selector;
    std::string public_key;
};

// Where a setting was written: "relays.names", "relays.names[1]" for the second in the list,
// "dkim[1].domain" in the second [[dkim]].
struct Source {
    std::string key;
    std::size_t line = 0;
    std::size_t column = 0;
};

struct Config {
    std::string file;            // where it was read from; "" when there was none
    std::vector<Source> sources; // of every key that was set, in the order of the file

    std::vector<std::string> addresses; // [identity]
    std::vector<std::string> sending;
    bool sending_complete = false;

    std::string inbox; // [deliver]  Maildir path or "|PROGRAM ARGS"; "" unset
    std::string backscatter;
    bool add_field = false;
    std::int64_t program_seconds = 100;

    std::string preset = "careful";              // [policy]
    std::map<std::string, std::string> per_kind; // kind word -> "inbox" | "folder"
    std::int64_t storm = 20;                     // unverifiable ones of a kind in an hour; 0: never

    std::vector<std::string> rule_files; // [rules]

    std::string token_header; // [token]
    std::string token_value;
    std::string token_key_file;
    std::string token_covers;                // "all" | "some"; "" when there is no [token]
    std::optional<std::int64_t> token_since; // Unix time

    std::string envelope_key_file;     // [envelope]; "": the one of [token]
    std::string envelope_tag = "none"; // "none" | "plus" | "prvs"
    std::string envelope_delimiter = "+";
    bool envelope_id = false;
    std::vector<std::string> envelope_verp;
    std::string envelope_covers = "some";
    std::optional<std::int64_t> envelope_since;

    std::vector<std::string> relay_names; // [relays]
    std::string relay_covers = "some";
    std::optional<std::int64_t> relay_since;

    std::vector<std::string> sent_folders; // [sent]
    std::string sent_covers = "some";
    std::optional<std::int64_t> sent_since;

    std::vector<Dkim> dkim; // [[dkim]]

    // Where a key was set ("token.covers"); only the file's name where it was not.
    [[nodiscard]] base::Place place_of(std::string_view key) const;
};

// Reads a config text. Unknown keys, wrong types, values out of bounds and missing companions
// (covers = "all" without since in [token]) fail with file:line:column and a hint. An empty text is
// the default Config. A failure never shows the line of a secret. Paths stay as written: they are
// absolute or begin with "~/", see expand_home().
[[nodiscard]] base::Result<Config> read(std::string_view toml_text, const std::string& file_name);

// The same, with all that is wrong (at most 20 faults) where read() fails with the first.
struct Reading {
    Config config; // to be used where there are no faults
    std::vector<base::Failure> faults;

    // The config, or the first fault.
    [[nodiscard]] base::Result<Config> result() &&;
};
[[nodiscard]] Reading read_whole(std::string_view toml_text, const std::string& file_name);

// Puts the home directory in place of the "~" that begins a path, in every path of the table; in
// "|~/bin/filter" too. Fails when a path needs it and `home` is not absolute.
[[nodiscard]] base::Result<base::Done> expand_home(Config& config, std::string_view home);

// Finds and loads the config: `chosen` (--config) if not empty, else the user's
// ($XDG_CONFIG_HOME/backsift/config.toml, by default under ~/.config), else the system's. Only a
// file that does not exist sends the search on; one that cannot be read or trusted (os/file.hpp),
// is larger than 1 MiB, or is a link to nothing, fails. No file at all gives the default Config.
// `home` and `xdg_config_home` come from the caller's environment. "/dev/null" as `chosen` is an
// empty config.
struct Where {
    std::string chosen;
    std::string home;
    std::string xdg_config_home;
    std::string system = "/etc/backsift/config.toml";
};
// The files load() would try, in this order.
[[nodiscard]] std::vector<std::string> candidates(const Where& where);
[[nodiscard]] base::Result<Config> load(const Where& where);
// As load(), with all that is wrong with the file.
[[nodiscard]] Reading load_whole(const Where& where);

} // namespace backsift::config
