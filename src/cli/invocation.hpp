// What the command line asks for, after it was read by the option table.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace backsift::cli {

enum class Format : std::uint8_t { text, json, jsonl, csv, html };

struct Invocation {
    std::string command;
    std::optional<std::string> sender;   // -f
    std::vector<std::string> recipients; // -a
    std::string config;
    std::string inbox;
    std::string backscatter;
    std::vector<std::string> if_words;
    std::vector<std::string> rule_files;   // --rules
    std::string try_message;               // check --try
    std::string program;                   // token show --for
    std::string output;                    // -o
    std::string by;                        // stats --by
    std::string since;                     // --since
    std::string drafts;                    // report --drafts
    std::string forget;                    // release --forget
    std::vector<std::string> folders;      // scan --folder
    std::vector<std::string> addresses;    // init --address
    std::vector<std::string> relays;       // init --relay
    std::vector<std::string> sent_folders; // init --sent
    std::vector<std::string> dkim_names;   // init --dkim
    std::string dkim_record;               // init --dkim-record
    std::vector<std::string> operands;
    std::size_t jobs = 0; // 0: as many as there are cores
    std::optional<Format> format;
    bool list = false;        // scan --list
    bool plain = false;       // report --plain
    bool apply = false;       // scan: move what is backscatter
    bool incremental = false; // scan: judge only what is new
    bool quiet = false;
    bool mdoc = false; // help --mdoc
    bool help = false;
    bool yes = false;     // init: take what is found
    bool dry_run = false; // show, and change nothing
    bool force = false;   // init: replace the config
    bool key = false;     // init: make a key
};

} // namespace backsift::cli
