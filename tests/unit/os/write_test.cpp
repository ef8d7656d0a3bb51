#include "os/write.hpp"

#include <array>
#include <csignal>
#include <string>
#include <thread>
#include <vector>

#include <fcntl.h>
#include <gtest/gtest.h>
#include <unistd.h>

#include "os/fd.hpp"
#include "support/temp_dir.hpp"

namespace backsift::os {
namespace {

TEST(WriteAll, WritesManyPiecesAndTheRestOfADescriptor) {
    const test::TempDir dir;
    std::vector<std::string_view> pieces(50, "ab");
    pieces.insert(pieces.begin() + 3, 5, "");
    const Fd rest(::open(dir.write("rest", std::string(200'000, 'r')).c_str(), O_RDONLY));
    const std::string out = dir / "out";
    const Fd file(::open(out.c_str(), O_WRONLY | O_CREAT, 0600));
    const auto written = write_all(file.get(), Source{pieces, rest.get()}, out);
    ASSERT_TRUE(written);
    EXPECT_EQ(*written, 200'100U);
    std::string wanted;
    for (int i = 0; i < 50; ++i)
        wanted += "ab";
    EXPECT_EQ(test::read_file(out), wanted + std::string(200'000, 'r'));
}

TEST(WriteAll, NothingIsNoFailure) {
    const std::array<std::string_view, 2> nothing{"", ""};
    EXPECT_EQ(*write_all(-1, Source{nothing, -1}, "x"), 0U);
}

TEST(WriteAll, WaitsForASlowReaderOfANonBlockingPipe) {
    int ends[2];
    ASSERT_EQ(::pipe2(ends, 0), 0);
    ::fcntl(ends[1], F_SETFL, O_NONBLOCK);
    Fd in(ends[1]);
    std::size_t seen = 0;
    std::thread reader([out = ends[0], &seen] {
        std::vector<char> buffer(10'000);
        ::usleep(5000);
        for (ssize_t n = 0; (n = ::read(out, buffer.data(), buffer.size())) > 0;)
            seen += static_cast<std::size_t>(n);
        ::close(out);
    });
    const std::string text(500'000, 'x');
    EXPECT_TRUE(write_all(in.get(), text, "pipe"));
    in = Fd();
    reader.join();
    EXPECT_EQ(seen, text.size());
}

TEST(WriteAll, SaysThatTheReaderIsGone) {
    ::signal(SIGPIPE, SIG_IGN);
    int ends[2];
    ASSERT_EQ(::pipe2(ends, 0), 0);
    ::close(ends[0]);
    const Fd in(ends[1]);
    const auto written = write_all(in.get(), "x", "stdout");
    ASSERT_FALSE(written);
    EXPECT_EQ(written.error().place.file, "stdout");
}

TEST(WriteAll, SaysThatTheDiskIsFull) {
    const Fd full(::open("/dev/full", O_WRONLY));
    if (!full.is_open())
        GTEST_SKIP() << "no /dev/full";
    const auto written = write_all(full.get(), "x", "/dev/full");
    ASSERT_FALSE(written);
    EXPECT_EQ(written.error().kind, base::Kind::temporary);
}

TEST(WriteAll, GivesUpAtTheDeadline) {
    int ends[2];
    ASSERT_EQ(::pipe2(ends, 0), 0);
    const Fd out(ends[0]);
    const Fd in(ends[1]);
    ::fcntl(in.get(), F_SETFL, O_NONBLOCK);
    const std::string text(500'000, 'x');
    const std::array<std::string_view, 1> pieces{text};
    const auto soon = std::chrono::steady_clock::now() + std::chrono::milliseconds(20);
    EXPECT_FALSE(write_all(in.get(), Source{pieces, -1}, "pipe", soon));
}

} // namespace
} // namespace backsift::os
