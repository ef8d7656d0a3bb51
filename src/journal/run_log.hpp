// The write-ahead log of one operation that moves messages: a file of lines under the state
// directory, runs/<id>. Every move is written and synced before the first message moves; what
// became of each is added behind, so that a run which was killed can be finished or taken back.
//
//   1 TAB 2026-11-21T10:14:29Z TAB what=scan
//   made TAB <Maildir>                          a folder that was not there before
//   move TAB <from> TAB <to> TAB <record>       intended; the record is the journal's line
//   ready TAB <number of moves>                 synced; only now may anything move
//   is TAB <number of a move, from 0> TAB moved
//   ended
//
// Until it is ready the file is called <id>.plan, and nothing has moved. Ids sort by time:
// 20261121-101429.123456, UTC.
#pragma once

#include <cstddef>
#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.hpp"
#include "journal/record.hpp"
#include "os/fd.hpp"
#include "os/lock.hpp"
#include "os/world.hpp"

namespace backsift::journal {

inline constexpr std::size_t k_most_runs = 100; // older ones are forgotten

struct Move {
    std::string from;
    std::string to;
    Record record; // as the journal gets it when the message has moved
};

enum class Fate : std::uint8_t {
    planned, // nothing is known: it was interrupted
    moved,
    gone,   // somebody else moved or deleted it meanwhile
    failed, // the system refused
    undone, // moved, and moved back
    lost    // moved, and not to be found when it was to be moved back
};

struct Run {
    std::string id;
    std::string what; // the command: "scan", "release"
    message::UnixTime time = 0;
    std::vector<std::string> made; // folders, in the order they were made
    std::vector<Fate> fates;       // by number of the move
    bool ready = false;
    bool ended = false;

    [[nodiscard]] std::size_t count(Fate fate) const;
};

// Held while messages move: one process at a time. Makes the directory.
[[nodiscard]] base::Result<os::Fd> lock_runs(const std::string& state_directory,
                                             os::Lock lock = os::Lock::exclusive);

// A log that is being written. Gone with the object unless it became ready.
class RunPlan {
  public:
    [[nodiscard]] static base::Result<RunPlan> begin(const std::string& state_directory,
                                                     std::string_view what, os::World& world);
    RunPlan(RunPlan&& other) noexcept;
    RunPlan& operator=(RunPlan&&) = delete;
    RunPlan(const RunPlan&) = delete;
    RunPlan& operator=(const RunPlan&) = delete;
    ~RunPlan();

    // Memory does not grow with their number.
    [[nodiscard]] base::Result<base::Done> made(const std::string& maildir);
    [[nodiscard]] base::Result<base::Done> add(const Move& move);
    [[nodiscard]] std::size_t moves() const { return moves_; }
    [[nodiscard]] const std::string& id() const { return id_; }

    [[nodiscard]] bool is_ready() const { return ready_; }

    // Everything on stable storage, the file's name too.
    [[nodiscard]] base::Result<base::Done> ready();

  private:
    RunPlan(std::string directory, std::string id, os::Fd file);
    [[nodiscard]] base::Result<base::Done> put(std::string_view line);
    [[nodiscard]] base::Result<base::Done> flush();

    std::string directory_;
    std::string id_;
    std::string path_; // "" when it is ready: nothing to remove
    os::Fd file_;
    std::string pending_;
    std::size_t moves_ = 0;
    bool ready_ = false;
};

// The ids of all runs, oldest first. None is no failure.
[[nodiscard]] std::vector<std::string> run_ids(const std::string& state_directory);

// Fails with no_input when there is no such run, malformed when the file is none.
[[nodiscard]] base::Result<Run> read_run(const std::string& state_directory, const std::string& id);
// In order, with its number, until it returns false.
[[nodiscard]] base::Result<base::Done>
each_move(const std::string& state_directory, const std::string& id,
          const std::function<bool(std::size_t, const Move&)>& visit);

// What became of moves is added to a run's log, one write(2) each; `end` syncs it.
class RunNotes {
  public:
    [[nodiscard]] static base::Result<RunNotes> open(const std::string& state_directory,
                                                     const std::string& id);
    [[nodiscard]] base::Result<base::Done> is(std::size_t move, Fate fate);
    [[nodiscard]] base::Result<base::Done> sync();
    [[nodiscard]] base::Result<base::Done> end();

  private:
    RunNotes(os::Fd file, std::string path) : file_(std::move(file)), path_(std::move(path)) {}
    os::Fd file_;
    std::string path_;
};

// Removes the plans of those who died over them, and the oldest logs above k_most_runs. Call with
// the lock held.
void prune_runs(const std::string& state_directory);

} // namespace backsift::journal
