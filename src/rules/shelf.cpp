#include "rules/shelf.hpp"

#include <algorithm>
#include <utility>

#include "rules/program.hpp"

namespace backsift::rules {

OpenBook::OpenBook(const Book& book) : book_(book) {}

OpenBook::OpenBook(std::unique_ptr<const OwnedBook> owned)
    : owned_(std::move(owned)),
      book_(owned_->book()) {}

OpenBook::~OpenBook() {
    // NOLINTNEXTLINE(modernize-avoid-c-arrays): as many as there are patterns
    const std::unique_ptr<Slot[]> slots(slots_.load(std::memory_order_relaxed));
    for (std::size_t i = 0; slots != nullptr && i < book_.patterns.size(); ++i)
        delete slots[i].load(std::memory_order_relaxed);
}

Found OpenBook::search(std::size_t number, std::string_view text) const {
    if (!book_.programs.empty() && !book_.programs[number].empty())
        return run_program(book_.programs[number], text);
    const Pattern* compiled = pattern(number);
    return compiled == nullptr ? Found{Match::undetermined} : compiled->search(text);
}

std::size_t OpenBook::compiled() const {
    const Slot* const slots = slots_.load(std::memory_order_acquire);
    std::size_t count = 0;
    for (std::size_t i = 0; slots != nullptr && i < book_.patterns.size(); ++i)
        count += slots[i].load(std::memory_order_relaxed) != nullptr ? 1U : 0U;
    return count;
}

OpenBook::Slot& OpenBook::slot(std::size_t number) const {
    Slot* slots = slots_.load(std::memory_order_acquire);
    if (slots == nullptr) {
        // NOLINTNEXTLINE(modernize-avoid-c-arrays): as above
        auto fresh = std::make_unique<Slot[]>(book_.patterns.size());
        // Of two threads the slower one throws its own away.
        if (slots_.compare_exchange_strong(slots, fresh.get(), std::memory_order_acq_rel))
            slots = fresh.release();
    }
    return slots[number];
}

const Pattern* OpenBook::pattern(std::size_t number) const {
    Slot& kept = slot(number);
    if (const Pattern* known = kept.load(std::memory_order_acquire))
        return known;
    auto compiled = Pattern::compile(book_.patterns[number]);
    if (!compiled)
        return nullptr;
    auto fresh = std::make_unique<const Pattern>(std::move(*compiled));
    // Two threads may compile the same pattern; the slower one throws its own away.
    const Pattern* before = nullptr;
    if (!kept.compare_exchange_strong(before, fresh.get(), std::memory_order_acq_rel))
        return before;
    return fresh.release();
}

const Entry* Shelf::find(std::string_view id) const {
    const auto found = std::find_if(entries.begin(), entries.end(),
                                    [&](const Entry& entry) { return entry.rule->id == id; });
    return found == entries.end() ? nullptr : &*found;
}

std::size_t Shelf::find_fact(std::string_view id, std::uint32_t key) const {
    const auto found = std::find_if(entries.begin(), entries.end(), [&](const Entry& entry) {
        return entry.is_fact && entry.rule->key == key && entry.rule->id == id;
    });
    return static_cast<std::size_t>(found - entries.begin());
}

void Shelf::add(std::unique_ptr<const OpenBook> book) {
    if (books.empty()) {
        entries = book->book().entries;
        books.push_back(std::move(book));
        return;
    }
    if (joined_.empty())
        joined_.assign(entries.begin(), entries.end());
    const std::size_t known = joined_.size();
    for (Entry entry : book->book().entries) {
        entry.book = static_cast<std::uint32_t>(books.size());
        const auto end = joined_.begin() + static_cast<std::ptrdiff_t>(known);
        const auto same = std::find_if(joined_.begin(), end, [&](const Entry& other) {
            return other.rule->id == entry.rule->id;
        });
        if (same != end)
            *same = entry;
        else
            joined_.push_back(entry);
    }
    entries = joined_;
    books.push_back(std::move(book));
}

} // namespace backsift::rules
