// operator new and delete as the static binary has them: this program is linked with them, too.
#include <algorithm>
#include <cstdint>
#include <cstring>
#include <memory>
#include <new>
#include <random>
#include <string>
#include <thread>
#include <vector>

#include <gtest/gtest.h>

namespace {

struct Piece {
    unsigned char* at;
    std::size_t size;
    unsigned char fill;
};

Piece take(std::size_t size, unsigned char fill) {
    auto* const at = static_cast<unsigned char*>(operator new(size));
    EXPECT_EQ(reinterpret_cast<std::uintptr_t>(at) % alignof(std::max_align_t), 0U) << size;
    std::memset(at, fill, size);
    return {at, size, fill};
}

void give_back(const Piece& piece) {
    EXPECT_TRUE(std::all_of(piece.at, piece.at + piece.size,
                            [&](unsigned char byte) { return byte == piece.fill; }))
        << "somebody else wrote into a piece of " << piece.size;
    operator delete(piece.at, piece.size);
}

// More than the strip holds, of all sizes, in any order.
void take_and_give_back(unsigned seed) {
    std::mt19937 dice(seed);
    std::vector<Piece> held;
    for (int round = 0; round < 20'000; ++round) {
        if (held.empty() || dice() % 5 < 3) {
            const std::size_t size = dice() % 10 == 0 ? dice() % 40'000 : dice() % 700;
            held.push_back(take(size, static_cast<unsigned char>(dice())));
        } else {
            std::swap(held[dice() % held.size()], held.back());
            give_back(held.back());
            held.pop_back();
        }
    }
    for (const Piece& piece : held)
        give_back(piece);
}

TEST(LeanMemory, GivesNoPieceTwice) {
    take_and_give_back(1);
}

TEST(LeanMemory, GivesASmallPieceAgain) {
    const Piece first = take(40, 1);
    give_back(first);
    const Piece second = take(33, 2);
    EXPECT_EQ(first.at, second.at) << "both are three units of sixteen bytes";
    give_back(second);
}

TEST(LeanMemory, GivesAPieceOfNothingAnAddressOfItsOwn) {
    const Piece nothing = take(0, 0);
    const Piece other = take(0, 0);
    const Piece small = take(1, 1);
    EXPECT_NE(nothing.at, small.at);
    EXPECT_NE(nothing.at, other.at);
    for (const Piece& piece : {nothing, other, small})
        give_back(piece);
}

TEST(LeanMemory, TakesPiecesBackInAnotherThread) {
    const Piece before = take(100, 7);
    std::vector<std::thread> threads;
    for (unsigned seed = 2; seed < 6; ++seed)
        threads.emplace_back(take_and_give_back, seed);
    threads.emplace_back([&] { give_back(before); });
    for (std::thread& thread : threads)
        thread.join();
    take_and_give_back(6);
}

TEST(LeanMemory, ThrowsWhereThereIsNone) {
    EXPECT_THROW(static_cast<void>(operator new (std::size_t{1} << 62U)), std::bad_alloc);
    EXPECT_EQ(operator new (std::size_t{1} << 62U, std::nothrow), nullptr);
}

} // namespace
