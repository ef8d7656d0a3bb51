// Judging many messages on all cores with memory that does not grow with their number. Results come
// out in the order in which the messages were found.
#pragma once

#include <cstddef>
#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "base/result.hpp"
#include "cli/judgement.hpp"
#include "cli/scan_memory.hpp"
#include "mailbox/walk.hpp"
#include "report/entry.hpp"

namespace backsift::cli {

// One message: its entry, or why it could not be read. `line` is what the worker made of it (the
// JSON text), so that the costly part runs in parallel.
struct Scanned {
    std::optional<report::Entry> entry;
    std::string path;
    std::string sentence;
    std::string line;
    std::optional<std::string> key; // what to remember it by
    base::Kind trouble =
        base::Kind::no_input; // where there is no entry: of what kind `sentence` is
    bool vanished = false;    // where there is no entry: it was there when its folder was listed
};

struct ScanOrder {
    std::vector<std::string> paths;
    std::size_t jobs = 1;
    std::function<bool(const std::string&)> folder; // see mailbox::Walker; in a thread of its own
    std::function<bool(const mailbox::Entry&)> wanted; // in the same thread
    std::function<void(Scanned&)> format; // in a worker, for every message; sets `line`
    const ScanMemory* memory = nullptr;   // may be asked by several threads; keeps whole entries
    report::Detail detail = report::Detail::whole;
    std::function<bool(Scanned)> take; // in the calling thread, in order; false stops
};

// Fails with Kind::no_input when a path is not there (after the others were scanned).
[[nodiscard]] base::Result<base::Done> scan_all(const ScanOrder& order, const Judge& judge);

} // namespace backsift::cli
