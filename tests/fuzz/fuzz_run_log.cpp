// The log of a run of moves, by which an interrupted one is settled and any is taken back, and the
// file of exceptions, as a crash, a full disk or an editor may leave them. The first byte chooses:
//   e  the input as the file of exceptions
//   else  as the log of a run
#include <filesystem>
#include <string>

#include <unistd.h>

#include "fuzz/fuzz_support.hpp"
#include "journal/exceptions.hpp"
#include "journal/run_log.hpp"

using namespace backsift;

namespace {

constexpr const char* k_id = "20261121-101429.000001";

// A state directory.
class State {
  public:
    State() : directory_(fuzz::scratch_path("backsift-fuzz-runs")) {
        std::filesystem::create_directories(directory_ + "/runs");
    }
    ~State() { std::filesystem::remove_all(directory_); }
    State(const State&) = delete;
    State& operator=(const State&) = delete;
    State(State&&) = delete;
    State& operator=(State&&) = delete;

    [[nodiscard]] const std::string& directory() const { return directory_; }

  private:
    std::string directory_;
};

void read_as_run(const State& state, std::string_view text) {
    fuzz::write_file(state.directory() + "/runs/" + k_id, text);
    const auto run = journal::read_run(state.directory(), k_id);
    if (!run) {
        fuzz::promise_that_it_can_be_shown(run.error());
        return;
    }
    fuzz::promise(run->fates.size() <= text.size(), "there are no more moves than lines");
    std::size_t before = 0;
    const auto read = journal::each_move(
        state.directory(), k_id, [&](std::size_t number, const journal::Move& move) {
            fuzz::promise(number >= before, "moves come in their order");
            fuzz::promise(!move.from.empty() && !move.to.empty(), "a move has two ends");
            before = number + 1;
            return true;
        });
    fuzz::promise(read.has_value(), "the moves of what reads as a run can be gone through");
}

void read_as_exceptions(const State& state, std::string_view text) {
    const std::string path = journal::exceptions_path(state.directory());
    fuzz::write_file(path, text);
    const auto read = journal::read_exceptions(state.directory());
    fuzz::promise(!read || read->all.size() + read->unread <= text.size(),
                  "there are no more of them than lines");
    ::unlink(path.c_str());
}

} // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* bytes, std::size_t size) {
    static const State state;
    const std::string_view text = fuzz::text(bytes, size);
    if (text.starts_with('e'))
        read_as_exceptions(state, text.substr(1));
    else
        read_as_run(state, text);
    return 0;
}
