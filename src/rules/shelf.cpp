#include "rules/shelf.hpp"

#include <algorithm>
#include <utility>

#include "rules/program.hpp"

namespace backsift::rules {

OpenBook::OpenBook(const Book& book)
    : book_(book),
      compiled_(std::make_unique<std::atomic<const Pattern*>[]>(book.patterns.size())) {}

OpenBook::OpenBook(std::unique_ptr<const OwnedBook> owned)
    : owned_(std::move(owned)),
      book_(owned_->book()),
      compiled_(std::make_unique<std::atomic<const Pattern*>[]>(book_.patterns.size())) {}

OpenBook::~OpenBook() {
    for (std::size_t i = 0; i < book_.patterns.size(); ++i)
        delete compiled_[i].load(std::memory_order_relaxed);
}

Found OpenBook::search(std::size_t number, std::string_view text) const {
    if (!book_.programs.empty() && !book_.programs[number].empty())
        return run_program(book_.programs[number], text);
    const Pattern* compiled = pattern(number);
    return compiled == nullptr ? Found{Match::undetermined} : compiled->search(text);
}

const Pattern* OpenBook::pattern(std::size_t number) const {
    std::atomic<const Pattern*>& slot = compiled_[number];
    if (const Pattern* known = slot.load(std::memory_order_acquire))
        return known;
    auto compiled = Pattern::compile(book_.patterns[number]);
    if (!compiled)
        return nullptr;
    auto fresh = std::make_unique<const Pattern>(std::move(*compiled));
    // Two threads may compile the same pattern; the slower one throws its own away.
    const Pattern* before = nullptr;
    if (!slot.compare_exchange_strong(before, fresh.get(), std::memory_order_acq_rel))
        return before;
    return fresh.release();
}

const Entry* Shelf::find(std::string_view id) const {
    const auto found = std::find_if(entries.begin(), entries.end(),
                                    [&](const Entry& entry) { return entry.rule->id == id; });
    return found == entries.end() ? nullptr : &*found;
}

std::size_t Shelf::find_fact(std::string_view id, std::uint32_t key) const {
    for (const auto& [known, number] : facts_) {
        if (known == key && entries[number].rule->id == id)
            return number;
    }
    return entries.size();
}

void Shelf::add(std::unique_ptr<const OpenBook> book) {
    const std::size_t known = entries.size();
    entries.reserve(known + book->book().rules.size());
    for (const Rule& rule : book->book().rules) {
        const auto end = entries.begin() + static_cast<std::ptrdiff_t>(known);
        const auto same = std::find_if(
            entries.begin(), end, [&](const Entry& entry) { return entry.rule->id == rule.id; });
        if (same != end)
            *same = {&rule, books.size()};
        else
            entries.push_back({&rule, books.size()});
    }
    books.push_back(std::move(book));
    facts_.clear();
    for (std::size_t i = 0; i < entries.size(); ++i) {
        if (entries[i].rule->shows == Shows::fact)
            facts_.emplace_back(entries[i].rule->key, i);
    }
}

} // namespace backsift::rules
