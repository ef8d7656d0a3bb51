#include "mailbox/compressed.hpp"

#include <algorithm>
#include <array>

namespace backsift::mailbox {

namespace {

using namespace std::string_view_literals;

struct Magic {
    std::string_view begin; // all hold bytes that no header begins with
    std::string_view program;
};
constexpr std::array k_magics{Magic{"\x1F\x8B"sv, "gzip"}, Magic{"PK\x03\x04"sv, "zip"},
                              Magic{"\xFD"
                                    "7zXZ\0"sv,
                                    "xz"},
                              Magic{"\x28\xB5\x2F\xFD"sv, "zstd"}};

// "BZh", the size of the blocks, and the digits of pi that begin the first one.
bool is_bzip2(std::string_view begin) {
    constexpr std::size_t k_block = 4;
    return begin.starts_with("BZh") && begin.size() > k_block
           && begin.substr(k_block).starts_with("1AY&SY");
}

std::string_view program_of(std::string_view begin) {
    if (is_bzip2(begin))
        return "bzip2";
    const auto* const found =
        std::find_if(k_magics.begin(), k_magics.end(),
                     [&](const Magic& magic) { return begin.starts_with(magic.begin); });
    return found == k_magics.end() ? "" : found->program;
}

} // namespace

std::optional<base::Failure> compressed(std::string_view begin, const std::string& path) {
    const std::string_view program = program_of(begin);
    if (program.empty())
        return std::nullopt;
    return base::Failure{base::Kind::no_input,
                         "is compressed (" + std::string(program) + "): unpack it first",
                         {path, 0, 0},
                         {},
                         {}};
}

} // namespace backsift::mailbox
