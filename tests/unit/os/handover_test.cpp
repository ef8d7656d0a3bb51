#include "os/handover.hpp"

#include <array>
#include <string>
#include <string_view>

#include <fcntl.h>
#include <gtest/gtest.h>
#include <unistd.h>

#include "support/children.hpp"
#include "support/temp_dir.hpp"

namespace backsift::os {
namespace {

TEST(Become, HandsOverThePiecesAndThenTheRest) {
    const test::TempDir dir;
    const std::string rest = dir.write("rest", "read already, and the rest\n");
    const std::string out = dir.write("out", "");
    const int status = test::run([&] {
        const int from = ::open(rest.c_str(), O_RDONLY);
        if (::lseek(from, 14, SEEK_SET) != 14 || ::dup2(::open(out.c_str(), O_WRONLY), 1) != 1)
            return 77;
        const std::array<std::string_view, 2> pieces{"Subject: x\n", "\n"};
        if (!become_input({pieces, from}))
            return 78;
        static_cast<void>(become({"sh", "-c", "cat; exit 3"}));
        return 79;
    });
    EXPECT_EQ(status, 3) << "the program's own";
    EXPECT_EQ(test::read_file(out), "Subject: x\n\nand the rest\n");
}

TEST(Become, ReturnsWhereThereIsNoSuchProgramOrItMayNotRun) {
    const test::TempDir dir;
    const std::string plain = dir.write("plain", "no program");
    EXPECT_EQ(become({dir / "none"}).kind, base::Kind::no_input);
    EXPECT_EQ(become({plain}).kind, base::Kind::permission);
    EXPECT_EQ(become({}).kind, base::Kind::usage);
}

} // namespace
} // namespace backsift::os
