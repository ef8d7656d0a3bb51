// Books together with the patterns compiled from them so far; private to the room.
#pragma once

#include <atomic>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <string_view>
#include <utility>
#include <vector>

#include "rules/book.hpp"
#include "rules/pattern.hpp"

namespace backsift::rules {

// A book whose patterns are compiled when first asked for, by whichever thread comes first.
class OpenBook {
  public:
    explicit OpenBook(const Book& book);
    explicit OpenBook(std::unique_ptr<const OwnedBook> owned);
    OpenBook(const OpenBook&) = delete;
    OpenBook& operator=(const OpenBook&) = delete;
    ~OpenBook();

    [[nodiscard]] const Book& book() const { return book_; }
    // By the pattern's program where it has one.
    [[nodiscard]] Found search(std::size_t number, std::string_view text) const;
    // How many patterns were compiled so far: those without a program that were searched for.
    [[nodiscard]] std::size_t compiled() const;

  private:
    using Slot = std::atomic<const Pattern*>;

    // nullptr: it does not compile (which loading has ruled out).
    [[nodiscard]] const Pattern* pattern(std::size_t number) const;
    // Where the compiled pattern is kept.
    [[nodiscard]] Slot& slot(std::size_t number) const;

    std::unique_ptr<const OwnedBook> owned_;
    const Book& book_;
    // One for each pattern of the book, or none yet: the built-in ones are programs, and a delivery
    // compiles nothing.
    mutable std::atomic<Slot*> slots_ = nullptr;
};

class Shelf {
  public:
    std::vector<std::unique_ptr<const OpenBook>> books;
    std::span<const Entry> entries; // in the order in which they are asked
    bool use_prefilter = true;      // false only in the test that compares

    [[nodiscard]] const Entry* find(std::string_view id) const;
    // The number of the entry that is the fact of that id, or entries.size(); `key`: its name_key.
    [[nodiscard]] std::size_t find_fact(std::string_view id, std::uint32_t key) const;
    // Puts a book's rules on top: new ones behind the others, those of a known id in its place.
    void add(std::unique_ptr<const OpenBook> book);

  private:
    std::vector<Entry> joined_; // the entries, once a second book is there
};

} // namespace backsift::rules
