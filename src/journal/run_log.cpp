#include "journal/run_log.hpp"

#include <algorithm>
#include <array>
#include <cerrno>
#include <string_view>
#include <utility>

#include <fcntl.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/text.hpp"
#include "journal/line_file.hpp"
#include "journal/words.hpp"
#include "os/dir.hpp"
#include "os/failure.hpp"
#include "os/move.hpp"
#include "os/write.hpp"

namespace backsift::journal {

using base::Done;
using base::Kind;
using base::Result;

namespace {

constexpr std::size_t k_piece = 64U << 10U;
constexpr std::string_view k_what = "what=";
constexpr std::string_view k_plan = ".plan"; // behind the name of one that is not ready
constexpr std::array<std::string_view, 6> k_fate_words{"planned", "moved",  "gone",
                                                       "failed",  "undone", "lost"};

std::string directory_of(const std::string& state_directory) {
    return state_directory + "/runs";
}

bool is_id(std::string_view name) {
    return name.size() == 22 && name[8] == '-' && name[15] == '.'
           && name.find_first_not_of("0123456789-.") == std::string_view::npos;
}

// "2026-11-21T10:14:29Z" and the microseconds.
std::string make_id(os::Moment now) {
    std::string id;
    for (const char c : message::format_utc(now.seconds)) {
        if (base::is_digit(c))
            id += c;
        else if (c == 'T')
            id += '-';
    }
    const std::string fraction = std::to_string(now.microseconds);
    return id + '.' + std::string(6 - std::min<std::size_t>(6, fraction.size()), '0') + fraction;
}

struct Claim {
    std::string id;
    os::Fd file;
};

// An empty plan that nobody else has and that prune_runs() sees to be in use: it is locked, and it
// was not removed before it was. A run of the same microsecond leaves us the next one.
Result<Claim> claim(const std::string& directory, os::Moment moment) {
    for (int attempt = 0; attempt < 1000; ++attempt) {
        std::string id = make_id(moment);
        std::string path = directory;
        path.append(1, '/').append(id);
        if (::access(path.c_str(), F_OK) != 0) {
            auto file = os::open(path + std::string(k_plan), O_WRONLY | O_CREAT | O_NOFOLLOW, 0600);
            if (!file)
                return base::fail(file.error());
            struct stat seen {};
            if (::flock(file->get(), LOCK_EX | LOCK_NB) == 0 && ::fstat(file->get(), &seen) == 0
                && seen.st_nlink != 0 && seen.st_size == 0)
                return Claim{std::move(id), std::move(*file)};
        }
        moment.seconds += (moment.microseconds + 1) / 1'000'000;
        moment.microseconds = (moment.microseconds + 1) % 1'000'000;
    }
    return base::fail(Kind::temporary, "every name for a run is taken", {directory, 0, 0});
}

Result<Done> sync(int fd, const std::string& path) {
    while (::fsync(fd) != 0) {
        if (errno != EINTR)
            return base::fail(os::failure(errno, "sync", path));
    }
    return Done{};
}

std::string_view take_column(std::string_view& line) {
    const std::size_t tab = std::min(line.find('\t'), line.size());
    const std::string_view column = line.substr(0, tab);
    line.remove_prefix(std::min(tab + 1, line.size()));
    return column;
}

std::optional<Move> read_move(std::string_view rest) {
    Move move;
    move.from = unescape_path(take_column(rest));
    move.to = unescape_path(take_column(rest));
    auto record = parse_record(rest);
    if (!record || move.from.empty() || move.to.empty())
        return std::nullopt;
    move.record = std::move(*record);
    return move;
}

// A line about the run as a whole; false when it is none. Moves are counted, not read.
bool read_line(Run& run, std::string_view line) {
    const std::string_view word = take_column(line);
    if (word == "move") {
        run.fates.push_back(Fate::planned);
    } else if (word == "made") {
        run.made.push_back(unescape_path(line));
    } else if (word == "ready") {
        run.ready = base::to_number(line) == run.fates.size();
    } else if (word == "ended") {
        run.ended = true;
    } else if (word == "is") {
        const auto number = base::to_number(take_column(line));
        const auto* const fate = std::find(k_fate_words.begin(), k_fate_words.end(), line);
        if (!number || *number >= run.fates.size() || fate == k_fate_words.end())
            return false;
        run.fates[*number] = static_cast<Fate>(fate - k_fate_words.begin());
    }
    return true;
}

bool read_head(Run& run, std::string_view line) {
    const bool known = take_column(line) == "1";
    const auto time = parse_utc(take_column(line));
    if (!known || !time || !line.starts_with(k_what))
        return false;
    run.time = *time;
    run.what = line.substr(k_what.size());
    return true;
}

} // namespace

std::size_t Run::count(Fate fate) const {
    return static_cast<std::size_t>(std::count(fates.begin(), fates.end(), fate));
}

Result<os::Fd> lock_runs(const std::string& state_directory, os::Lock lock) {
    if (state_directory.empty())
        return base::fail(Kind::no_input, "there is no home directory for the journal");
    const std::string directory = directory_of(state_directory);
    if (auto made = os::make_directories(directory); !made)
        return base::fail(made.error());
    return os::lock_file(directory + "/lock", lock);
}

RunPlan::RunPlan(std::string directory, std::string id, os::Fd file)
    : directory_(std::move(directory)),
      id_(std::move(id)),
      path_(directory_ + '/' + id_ + std::string(k_plan)),
      file_(std::move(file)) {}

RunPlan::RunPlan(RunPlan&& other) noexcept
    : directory_(std::move(other.directory_)),
      id_(std::move(other.id_)),
      path_(std::exchange(other.path_, {})),
      file_(std::move(other.file_)),
      pending_(std::move(other.pending_)),
      moves_(other.moves_),
      ready_(other.ready_) {}

RunPlan::~RunPlan() {
    if (!path_.empty())
        ::unlink(path_.c_str());
}

Result<RunPlan> RunPlan::begin(const std::string& state_directory, std::string_view what,
                               os::World& world) {
    if (state_directory.empty())
        return base::fail(Kind::no_input, "there is no home directory for the journal");
    const std::string directory = directory_of(state_directory);
    if (auto made = os::make_directories(directory); !made)
        return base::fail(made.error());
    const os::Moment now = world.now();
    auto claimed = claim(directory, now);
    if (!claimed)
        return base::fail(claimed.error());
    RunPlan plan(directory, std::move(claimed->id), std::move(claimed->file));
    if (auto head = plan.put("1\t" + message::format_utc(now.seconds) + '\t' + std::string(k_what)
                             + std::string(what));
        !head)
        return base::fail(head.error());
    return plan;
}

Result<Done> RunPlan::flush() {
    const auto written = os::write_all(file_.get(), pending_, path_);
    pending_.clear();
    if (!written)
        return base::fail(written.error());
    return Done{};
}

Result<Done> RunPlan::put(std::string_view line) {
    pending_.append(line) += '\n';
    return pending_.size() < k_piece ? Result<Done>(Done{}) : flush();
}

Result<Done> RunPlan::made(const std::string& maildir) {
    return put("made\t" + escape_path(maildir));
}

Result<Done> RunPlan::add(const Move& move) {
    std::string line = "move\t" + escape_path(move.from) + '\t' + escape_path(move.to) + '\t'
                       + format(move.record);
    line.pop_back(); // the record's newline
    if (line.size() > k_line_bytes)
        return base::fail(Kind::malformed, "has too long a name to be moved", {move.from, 0, 0});
    ++moves_;
    return put(line);
}

Result<Done> RunPlan::ready() {
    if (auto last = put("ready\t" + std::to_string(moves_)); !last)
        return last;
    if (auto written = flush(); !written)
        return written;
    if (auto synced = sync(file_.get(), path_); !synced)
        return synced;
    const auto moved = os::move_beside(path_, directory_ + '/' + id_);
    if (!moved)
        return base::fail(moved.error());
    if (*moved == os::Moved::renamed)
        path_.clear();
    auto synced = os::sync_directory(directory_);
    ready_ = synced.has_value();
    return synced;
}

std::vector<std::string> run_ids(const std::string& state_directory) {
    std::vector<std::string> ids;
    static_cast<void>(os::list_directory(directory_of(state_directory),
                                         [&](std::string_view name, os::EntryType) {
                                             if (is_id(name))
                                                 ids.emplace_back(name);
                                             return true;
                                         }));
    std::sort(ids.begin(), ids.end());
    return ids;
}

Result<Run> read_run(const std::string& state_directory, const std::string& id) {
    const std::string path = directory_of(state_directory) + '/' + id;
    Run run;
    run.id = id;
    bool first = true;
    bool sound = is_id(id);
    if (!sound || ::access(path.c_str(), F_OK) != 0)
        return base::fail(Kind::no_input, "there is no run \"" + base::clean(id, 80) + '"');
    const auto read = each_line(path, [&](std::string_view line, Ended ended, std::size_t) {
        if (ended == Ended::no) // cut off: it says nothing
            return true;
        if (first)
            sound = read_head(run, line);
        else
            static_cast<void>(read_line(run, line));
        first = false;
        return sound;
    });
    if (!read)
        return base::fail(read.error());
    // Under this name stand only those that were ready.
    if (!sound || !run.ready)
        return base::fail(Kind::malformed, "does not read as the log of a run", {path, 0, 0});
    return run;
}

Result<Done> each_move(const std::string& state_directory, const std::string& id,
                       const std::function<bool(std::size_t, const Move&)>& visit) {
    std::size_t number = 0;
    return each_line(directory_of(state_directory) + '/' + id,
                     [&](std::string_view line, Ended ended, std::size_t) {
                         if (take_column(line) != "move" || ended == Ended::no)
                             return true;
                         const std::size_t at = number++;
                         const auto move = read_move(line);
                         return !move || visit(at, *move);
                     });
}

Result<RunNotes> RunNotes::open(const std::string& state_directory, const std::string& id) {
    const std::string directory = directory_of(state_directory);
    auto file = open_for_lines(directory, directory + '/' + id);
    if (!file)
        return base::fail(file.error());
    return RunNotes(std::move(*file), directory + '/' + id);
}

Result<Done> RunNotes::is(std::size_t move, Fate fate) {
    return append_line(file_.get(),
                       "is\t" + std::to_string(move) + '\t'
                           + std::string(k_fate_words[static_cast<std::size_t>(fate)]) + '\n',
                       path_);
}

Result<Done> RunNotes::sync() {
    return journal::sync(file_.get(), path_);
}

Result<Done> RunNotes::end() {
    if (auto written = append_line(file_.get(), "ended\n", path_); !written)
        return written;
    return sync();
}

void prune_runs(const std::string& state_directory) {
    const std::string directory = directory_of(state_directory);
    std::vector<std::string> plans;
    static_cast<void>(os::list_directory(directory, [&](std::string_view name, os::EntryType) {
        if (name.ends_with(k_plan))
            plans.push_back(directory + '/' + std::string(name));
        return true;
    }));
    for (const std::string& plan : plans) {
        const auto file = os::open(plan, O_RDONLY | O_NOFOLLOW);
        if (file && ::flock(file->get(), LOCK_EX | LOCK_NB) == 0)
            ::unlink(plan.c_str());
    }
    const std::vector<std::string> ids = run_ids(state_directory);
    for (std::size_t i = 0; i + k_most_runs < ids.size(); ++i)
        ::unlink((directory + '/' + ids[i]).c_str());
}

} // namespace backsift::journal
