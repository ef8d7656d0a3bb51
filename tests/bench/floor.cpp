// The least that a safe Maildir delivery costs: write, fsync, rename, fsync the folder.
//
//   bench_floor MAILDIR < MESSAGE
#include <cstdio>
#include <ctime>

#include <fcntl.h>
#include <unistd.h>

namespace {
char buffer[65536];
}

int main(int argc, char** argv) {
    if (argc != 2)
        return 64;
    timespec now{};
    clock_gettime(CLOCK_REALTIME, &now);
    char fresh[512];
    char final[512];
    std::snprintf(fresh, sizeof fresh, "%s/tmp/%ld.%ldP%d.floor", argv[1], now.tv_sec, now.tv_nsec,
                  getpid());
    std::snprintf(final, sizeof final, "%s/new/%ld.%ldP%d.floor", argv[1], now.tv_sec, now.tv_nsec,
                  getpid());
    const int file = open(fresh, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0600);
    if (file < 0)
        return 75;
    for (ssize_t got = 1; got > 0;) {
        got = read(0, buffer, sizeof buffer);
        if (got < 0 || write(file, buffer, static_cast<size_t>(got)) != got)
            return 75;
    }
    if (fsync(file) != 0 || close(file) != 0 || rename(fresh, final) != 0)
        return 75;
    std::snprintf(final, sizeof final, "%s/new", argv[1]);
    const int folder = open(final, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    return folder < 0 || fsync(folder) != 0 ? 75 : 0;
}
