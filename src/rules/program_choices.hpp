// What a run of a program may still try; private to program_run.cpp.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <vector>

namespace backsift::rules {

// One thing to do when the way taken turns out wrong.
struct Choice {
    enum class What : std::uint8_t {
        go_on, // at `place`, from `at`
        fewer, // a greedy repeat: from one byte less, down to `other`; then at `place`
        more,  // a lazy repeat: one byte more of the set, `other` times at most
        undo   // counter `place` was `other`, and its round began at `at`
    };
    What what;
    std::uint16_t place;
    std::uint32_t at;
    std::uint32_t other;
    std::uint32_t set; // of a repeat: where it stands
};

// The first choices need no heap.
class Choices { // NOLINT(cppcoreguidelines-pro-type-member-init): first_ is written before it is
                // read
  public:
    [[nodiscard]] std::size_t size() const { return size_; }
    void cut(std::size_t size) { size_ = size; }
    void push(const Choice& choice) {
        if (size_ < k_first)
            first_[size_] = choice;
        else
            push_other(choice);
        ++size_;
    }
    [[nodiscard]] Choice& top() {
        if (size_ <= k_first)
            return first_[size_ - 1];
        return others_[size_ - k_first - 1];
    }
    void pop() { --size_; }

  private:
    [[gnu::noinline, gnu::cold]] void push_other(const Choice& choice) {
        const std::size_t at = size_ - k_first;
        if (at < others_.size())
            others_[at] = choice;
        else
            others_.push_back(choice);
    }

    static constexpr std::size_t k_first = 64;
    std::array<Choice, k_first>
        first_; // not initialised: a search begins some hundred times per mail
    std::vector<Choice> others_;
    std::size_t size_ = 0;
};

} // namespace backsift::rules
