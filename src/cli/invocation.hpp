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
    std::vector<std::string> rule_files; // --rules
    std::string try_message;             // check --try
    std::string program;                 // token show --for
    std::optional<Format> format;
    std::size_t jobs = 0;             // 0: as many as there are cores
    std::string output;               // -o
    bool list = false;                // scan --list
    std::string by;                   // stats --by
    std::string since;                // --since
    std::string drafts;               // report --drafts
    bool plain = false;               // report --plain
    std::string forget;               // release --forget
    bool apply = false;               // scan: move what is backscatter
    std::vector<std::string> folders; // scan --folder
    bool incremental = false;         // scan: judge only what is new
    bool quiet = false;
    bool mdoc = false; // help --mdoc
    bool help = false;
    std::vector<std::string> addresses;    // init --address
    std::vector<std::string> relays;       // init --relay
    std::vector<std::string> sent_folders; // init --sent
    std::vector<std::string> dkim_names;   // init --dkim
    std::string dkim_record;               // init --dkim-record
    bool yes = false;                      // init: take what is found
    bool dry_run = false;                  // show, and change nothing
    bool force = false;                    // init: replace the config
    bool key = false;                      // init: make a key
    std::vector<std::string> operands;
};

} // namespace backsift::cli
