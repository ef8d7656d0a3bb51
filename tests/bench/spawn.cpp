// Runs programs as an MTA does, one process per message, and accounts for each process by wait4.
//
//   bench_spawn ROUNDS PLAN
//
// PLAN: one contestant per line, fields parted by tabs: LABEL, MESSAGE (standard input), PROGRAM,
// ARGUMENT... Every round runs each contestant once, so that a busy machine is busy for all of
// them, in an order of its own: who runs after a large program finds the caches full of it, which
// in a fixed order cost the no-op, behind spamc, a tenth (2026-11-29). Prints per contestant,
// parted by tabs: LABEL, low decile and median CPU (user + system, µs), median wall time (µs),
// largest resident set (KiB), median page faults, highest exit status (256: a signal). Not the
// least CPU: a virtual machine's clock now and then gives a process none at all (6 µs for one that
// takes 330, 2026-11-28).
#include <algorithm>
#include <cerrno>
#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <fstream>
#include <random>
#include <string>
#include <vector>

#include <fcntl.h>
#include <spawn.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

extern char** environ;

namespace {

struct Contestant {
    std::vector<std::string> words; // label, message, program, arguments
    std::vector<double> cpu, wall;
    std::vector<long> faults;
    long resident = 0;
    int worst = 0;
};

double microseconds(const timeval& t) {
    return static_cast<double>(t.tv_sec) * 1e6 + static_cast<double>(t.tv_usec);
}

[[noreturn]] void give_up(const std::string& why) {
    std::fprintf(stderr, "bench_spawn: %s\n", why.c_str());
    std::exit(1);
}

std::vector<Contestant> read_plan(const char* path) {
    std::ifstream plan(path);
    std::vector<Contestant> out;
    for (std::string line; std::getline(plan, line);) {
        Contestant one;
        for (std::size_t at = 0; at <= line.size();) {
            const std::size_t end = std::min(line.find('\t', at), line.size());
            one.words.push_back(line.substr(at, end - at));
            at = end + 1;
        }
        if (one.words.size() < 3)
            give_up("a line of the plan names no program: " + line);
        out.push_back(std::move(one));
    }
    return out;
}

pid_t start(const Contestant& one) {
    std::vector<char*> arguments;
    for (std::size_t i = 2; i < one.words.size(); ++i)
        arguments.push_back(const_cast<char*>(one.words[i].c_str()));
    arguments.push_back(nullptr);
    posix_spawn_file_actions_t actions;
    posix_spawn_file_actions_init(&actions);
    posix_spawn_file_actions_addopen(&actions, 0, one.words[1].c_str(), O_RDONLY, 0);
    posix_spawn_file_actions_addopen(&actions, 1, "/dev/null", O_WRONLY, 0);
    posix_spawn_file_actions_addopen(&actions, 2, "/dev/null", O_WRONLY, 0);
    pid_t child = 0;
    const int error =
        posix_spawnp(&child, arguments[0], &actions, nullptr, arguments.data(), environ);
    posix_spawn_file_actions_destroy(&actions);
    if (error != 0)
        give_up("cannot start " + one.words[2]);
    return child;
}

void run(Contestant& one) {
    const auto began = std::chrono::steady_clock::now();
    const pid_t child = start(one);
    int status = 0;
    rusage used{};
    while (wait4(child, &status, 0, &used) < 0 && errno == EINTR) {
    }
    const std::chrono::duration<double, std::micro> took = std::chrono::steady_clock::now() - began;
    one.wall.push_back(took.count());
    one.cpu.push_back(microseconds(used.ru_utime) + microseconds(used.ru_stime));
    one.faults.push_back(used.ru_minflt + used.ru_majflt);
    one.resident = std::max(one.resident, used.ru_maxrss);
    one.worst = std::max(one.worst, WIFEXITED(status) ? WEXITSTATUS(status) : 256);
}

// The one that `part` of 10 of them are below.
template<class Number>
Number decile(std::vector<Number>& numbers, std::size_t part) {
    const auto it = numbers.begin() + static_cast<std::ptrdiff_t>(numbers.size() * part / 10);
    std::nth_element(numbers.begin(), it, numbers.end());
    return *it;
}

} // namespace

int main(int argc, char** argv) {
    if (argc != 3)
        give_up("usage: bench_spawn ROUNDS PLAN");
    const long rounds = std::strtol(argv[1], nullptr, 10);
    std::vector<Contestant> contestants = read_plan(argv[2]);
    if (rounds < 1 || contestants.empty())
        give_up("nothing to do");
    std::vector<Contestant*> order;
    for (Contestant& one : contestants)
        order.push_back(&one);
    std::mt19937 dice(1); // the same orders every time
    for (long round = 0; round < rounds; ++round) {
        std::shuffle(order.begin(), order.end(), dice);
        for (Contestant* one : order)
            run(*one);
    }
    for (Contestant& one : contestants) {
        std::printf("%s\t%.0f\t%.0f\t%.0f\t%ld\t%ld\t%d\n", one.words[0].c_str(),
                    decile(one.cpu, 1), decile(one.cpu, 5), decile(one.wall, 5), one.resident,
                    decile(one.faults, 5), one.worst);
    }
}
