#include "os/read.hpp"

#include <string>
#include <thread>

#include <fcntl.h>
#include <gtest/gtest.h>
#include <unistd.h>

#include "os/fd.hpp"
#include "support/temp_dir.hpp"

namespace backsift::os {
namespace {

Fd opened(const std::string& path) {
    return Fd(::open(path.c_str(), O_RDONLY));
}

TEST(ReadInput, ReadsAFileWhole) {
    const test::TempDir dir;
    for (const std::size_t size : {std::size_t{0}, std::size_t{1}, std::size_t{300'000}}) {
        const std::string text(size, 'x');
        const Fd file = opened(dir.write("m", text));
        const auto input = read_input(file.get(), 1U << 20U);
        ASSERT_TRUE(input);
        EXPECT_EQ(input->bytes.view(), text);
        EXPECT_FALSE(input->more);
    }
}

TEST(ReadInput, TellsMoreFromExactlyTheLimit) {
    const test::TempDir dir;
    const Fd exact = opened(dir.write("exact", "12345"));
    const auto whole = read_input(exact.get(), 5);
    ASSERT_TRUE(whole);
    EXPECT_FALSE(whole->more);
    EXPECT_EQ(whole->bytes.view(), "12345");

    const Fd longer = opened(dir.write("longer", "1234567"));
    const auto part = read_input(longer.get(), 5);
    ASSERT_TRUE(part);
    EXPECT_TRUE(part->more);
    EXPECT_EQ(part->bytes.view(), "123456");
    char rest[8];
    EXPECT_EQ(::read(longer.get(), rest, sizeof rest), 1);
    EXPECT_EQ(rest[0], '7');
}

TEST(ReadInput, StartsWhereTheDescriptorStands) {
    const test::TempDir dir;
    const Fd file = opened(dir.write("m", "skipped, kept"));
    ::lseek(file.get(), 9, SEEK_SET);
    EXPECT_EQ(read_input(file.get(), 100)->bytes.view(), "kept");
}

TEST(ReadInput, WaitsForASlowNonBlockingWriter) {
    int ends[2];
    ASSERT_EQ(::pipe2(ends, O_NONBLOCK), 0);
    const Fd out(ends[0]);
    std::thread writer([in = ends[1]] {
        for (int i = 0; i < 200; ++i) {
            const std::string piece(1000, static_cast<char>('a' + i % 26));
            std::size_t at = 0;
            while (at < piece.size()) {
                const auto n = ::write(in, piece.data() + at, piece.size() - at);
                if (n > 0)
                    at += static_cast<std::size_t>(n);
            }
            if (i % 50 == 0)
                ::usleep(2000);
        }
        ::close(in);
    });
    const auto input = read_input(out.get(), 1U << 20U);
    writer.join();
    ASSERT_TRUE(input);
    EXPECT_EQ(input->bytes.size(), 200'000U);
}

TEST(ReadInput, SaysThatADescriptorDoesNotRead) {
    const auto input = read_input(-1, 100);
    ASSERT_FALSE(input);
    EXPECT_EQ(input.error().kind, base::Kind::temporary);
    const Fd directory = opened("/");
    EXPECT_FALSE(read_input(directory.get(), 100));
}

} // namespace
} // namespace backsift::os
