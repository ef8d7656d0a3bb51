// The least that a scan costs: walks a folder and reads every file of it, with N threads.
//
//   bench_read N FOLDER
#include <atomic>
#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <string>
#include <thread>
#include <vector>

#include <fcntl.h>
#include <unistd.h>

int main(int argc, char** argv) {
    if (argc != 3)
        return 64;
    std::vector<std::string> paths;
    for (const auto& entry : std::filesystem::recursive_directory_iterator(argv[2])) {
        if (entry.is_regular_file())
            paths.push_back(entry.path().string());
    }
    std::atomic<std::size_t> next = 0;
    std::atomic<std::size_t> bytes = 0;
    const auto work = [&] {
        std::vector<char> buffer(1U << 20U);
        std::size_t sum = 0;
        for (std::size_t i = next++; i < paths.size(); i = next++) {
            const int file = open(paths[i].c_str(), O_RDONLY | O_CLOEXEC);
            for (ssize_t got = 1; got > 0; sum += static_cast<std::size_t>(got > 0 ? got : 0))
                got = read(file, buffer.data(), buffer.size());
            close(file);
        }
        bytes += sum;
    };
    std::vector<std::thread> threads;
    for (long i = std::strtol(argv[1], nullptr, 10); i > 0; --i)
        threads.emplace_back(work);
    for (std::thread& thread : threads)
        thread.join();
    std::printf("%zu files, %zu bytes\n", paths.size(), bytes.load());
    return 0;
}
