// Memory for a process that lives for half a millisecond: operator new takes from one strip of
// zeroed memory, and small pieces that were given back come first. The allocator of the C library
// asks 200 instructions for a piece and back, and its code lies on sixty cache lines that nothing
// else has touched; an ordinary mail takes 180 pieces, a bounce 460 (callgrind, 2026-11-28).
// Whatever has no room in the strip, or asks when there is more than one thread, is the C
// library's.
#if __has_include(<sys/single_threaded.h>) // glibc 2.32; without it the C library has all

#include <array>
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <new>

#include <sys/mman.h>
#include <sys/single_threaded.h>

namespace {

constexpr std::size_t k_strip_bytes = 128U << 10U; // of which only what is used is touched
constexpr std::size_t k_most_bytes = 16U << 10U;   // larger pieces are worth giving back
constexpr std::size_t k_unit = alignof(std::max_align_t);
constexpr std::size_t k_page_bytes = 4096;
constexpr std::size_t k_first_bytes = 8 * k_page_bytes; // an ordinary mail takes six pages of them
constexpr std::size_t k_kept_units = 32; // pieces of so many are kept for the next who asks

struct Free {
    Free* next;
};

// Apart from the strip, on a page that a process writes to anyhow.
struct Books {
    std::size_t used = 0;
    std::array<Free*, k_kept_units + 1> free{}; // by units
};

// NOLINTBEGIN(cppcoreguidelines-avoid-non-const-global-variables): a process has one heap
constinit Books books;
alignas(k_page_bytes) constinit std::array<char, k_strip_bytes> strip{};
// NOLINTEND(cppcoreguidelines-avoid-non-const-global-variables)

// What every process will touch, in one call instead of a page fault for each page. Linux 5.14;
// elsewhere nothing happens, and the faults do it.
void get_first_pages() {
#ifdef MADV_POPULATE_WRITE
    static_cast<void>(::madvise(strip.data(), k_first_bytes, MADV_POPULATE_WRITE));
#endif
}

// At least one: each piece has an address of its own.
constexpr std::size_t units(std::size_t size) {
    return size == 0 ? 1 : (size + k_unit - 1) / k_unit;
}

bool is_of_strip(const void* piece) {
    return reinterpret_cast<std::uintptr_t>(piece) - reinterpret_cast<std::uintptr_t>(strip.data())
           < k_strip_bytes;
}

void* take_from_library(std::size_t size) {
    for (;;) {
        if (void* const piece = std::malloc(size == 0 ? 1 : size))
            return piece;
        const std::new_handler handler = std::get_new_handler();
        if (handler == nullptr)
            throw std::bad_alloc();
        handler();
    }
}

} // namespace

void* operator new(std::size_t size) {
    const std::size_t wanted = units(size);
    if (size > k_most_bytes || __libc_single_threaded == 0)
        return take_from_library(size);
    if (wanted <= k_kept_units && books.free[wanted] != nullptr) {
        Free* const piece = books.free[wanted];
        books.free[wanted] = piece->next;
        return piece;
    }
    if (wanted * k_unit > k_strip_bytes - books.used)
        return take_from_library(size);
    if (books.used == 0)
        get_first_pages();
    char* const piece = strip.data() + books.used;
    books.used += wanted * k_unit;
    return piece;
}

void operator delete(void* piece) noexcept {
    if (!is_of_strip(piece))
        std::free(piece);
}

void operator delete(void* piece, std::size_t size) noexcept {
    if (!is_of_strip(piece)) {
        std::free(piece);
        return;
    }
    const std::size_t given = units(size);
    if (given > k_kept_units || __libc_single_threaded == 0)
        return;
    books.free[given] = new (piece) Free{books.free[given]};
}

#endif
