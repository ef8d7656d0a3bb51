#include <array>
#include <cstring>
#include <exception>

#include "base/text.hpp"
#include "rules/program.hpp"
#include "rules/program_choices.hpp"

namespace backsift::rules {

namespace {

constexpr bool is_separator(char c) {
    return c == '\n' || c == '\r' || c == '\f';
}

// As k_word_bytes (expression_cursor.hpp): what is searched has no capitals.
constexpr bool is_word(char c) {
    return (c >= 'a' && c <= 'z') || base::is_digit(c) || c == '_'
           || static_cast<unsigned char>(c) >= 0x80;
}

class Machine {
  public:
    Machine(std::string_view program, std::string_view text) : program_(program), text_(text) {}

    Found search() {
        for (std::uint32_t at = 0; at <= text_.size(); ++at) {
            while (at < text_.size() && !in_set(0, at))
                ++at;
            if (at == text_.size() && !is_full(0))
                break; // only what takes nothing can begin there: its set holds every byte
            if (!can_stand_second(at + 1) || !first_stands(at))
                continue;
            choices_.cut(0);
            std::uint32_t end = at;
            if (run(k_first_op, end))
                return {Match::hit, at, end - at};
            if (steps_ >= k_most_steps)
                return {Match::undetermined};
        }
        return {};
    }

  private:
    static constexpr std::uint32_t k_bytes_a_step = 8; // of a repeat
    static constexpr unsigned k_deepest = 64;          // groups that look around; reading allows 20

    [[nodiscard]] std::uint32_t byte(std::size_t place) const {
        return static_cast<unsigned char>(program_[place]);
    }
    [[nodiscard]] std::uint32_t number(std::size_t place) const {
        return byte(place) | byte(place + 1) << 8U;
    }
    [[nodiscard]] bool in_set(std::size_t set, std::size_t at) const {
        const auto c = static_cast<unsigned char>(text_[at]);
        return (byte(set + (c >> 3U)) >> (c & 7U) & 1U) != 0;
    }
    // Tells off what begins like a match by chance, without a run: a tenth of a bounce's
    // instructions (callgrind, 2026-11-28).
    [[nodiscard]] bool can_stand_second(std::size_t at) const {
        return could_stand(k_set_bytes, at);
    }
    // Is the byte there one of the set, or the set that of all bytes where the text ends?
    [[nodiscard]] bool could_stand(std::size_t set, std::size_t at) const {
        return at < text_.size() ? in_set(set, at) : is_full(set);
    }

    // Of a repeat: its second set says what can stand behind it, the third what behind that.
    [[nodiscard]] bool can_follow(std::size_t set, std::size_t at) const {
        return could_stand(set + k_set_bytes, at) && could_stand(set + 2 * k_set_bytes, at + 1);
    }
    // Does the literal stand there? Where its first byte does, its last one mostly does not.
    [[nodiscard]] bool literal_stands(std::size_t place, std::size_t at) const {
        const std::size_t length = byte(place + 1);
        const char* const bytes = program_.data() + place + 2;
        return text_.size() - at >= length && text_[at] == bytes[0]
               && text_[at + length - 1] == bytes[length - 1]
               && std::memcmp(text_.data() + at, bytes, length) == 0;
    }
    // What the program begins with, where that is seen without a run.
    [[nodiscard]] bool first_stands(std::size_t at) const {
        const auto op = static_cast<Op>(byte(k_first_op));
        if (op == Op::literal)
            return literal_stands(k_first_op, at);
        return (op != Op::line_begin && op != Op::text_begin) || stands(op, at);
    }
    [[nodiscard]] bool is_full(std::size_t set) const {
        return byte(set) == 0xFF && byte(set + k_set_bytes - 1) == 0xFF;
    }

    [[nodiscard]] bool stands(Op op, std::size_t at) const;
    [[nodiscard]] bool fewer(Choice& choice);
    [[nodiscard]] bool more(Choice& choice);
    [[nodiscard]] bool repeat(std::size_t& place, std::uint32_t& at);
    void either_begun(std::size_t& place, std::uint32_t at);
    [[nodiscard]] std::size_t loop(std::size_t place, std::uint32_t at);
    [[nodiscard]] bool look(std::size_t place, std::uint32_t& at);
    [[nodiscard]] bool go_back(std::size_t least, std::size_t& place, std::uint32_t& at);
    [[nodiscard]] bool run(std::size_t place, std::uint32_t& at);
    [[nodiscard]] bool step(std::size_t& place, std::uint32_t& at);

    struct Counter {
        std::uint32_t rounds = 0;
        std::uint32_t began = 0; // where the last round did
    };

    std::string_view program_;
    std::string_view text_;
    Choices choices_;
    std::array<Counter, k_loops> counters_{};
    std::uint32_t steps_ = 0;
    unsigned depth_ = 0;
};

// What takes no room, as Boost.Regex has it: a line ends at LF, CR and FF, CRLF is one end.
bool Machine::stands(Op op, std::size_t at) const {
    const bool first = at == 0;
    const bool last = at == text_.size();
    switch (op) {
    case Op::line_begin:
        return first
               || (is_separator(text_[at - 1])
                   && (last || !(text_[at - 1] == '\r' && text_[at] == '\n')));
    case Op::line_end:
        return last
               || (is_separator(text_[at])
                   && (first || !(text_[at - 1] == '\r' && text_[at] == '\n')));
    case Op::text_begin:
        return first;
    case Op::text_end:
        return last;
    default:
        return (!first && is_word(text_[at - 1])) != (!last && is_word(text_[at]));
    }
}

bool Machine::repeat(std::size_t& place, std::uint32_t& at) {
    const auto how = static_cast<How>(byte(place + 1));
    const std::uint32_t least = number(place + 2);
    const std::uint32_t most = number(place + 4);
    const std::size_t set = place + 6;
    place = set + 3 * k_set_bytes;
    const std::uint32_t start = at;
    const std::uint32_t wanted = how == How::lazy ? least : most;
    while (at - start < wanted && at < text_.size() && in_set(set, at))
        ++at;
    steps_ += (at - start) / k_bytes_a_step;
    if (at - start < least)
        return false;
    if (how == How::possessive)
        return can_follow(set, at);
    if (how == How::lazy && most == least)
        return true;
    const auto what = how == How::greedy ? Choice::What::fewer : Choice::What::more;
    const std::uint32_t other = how == How::greedy ? start + least : most - least;
    Choice all{what, static_cast<std::uint16_t>(place), at, other, static_cast<std::uint32_t>(set)};
    if (!can_follow(set, at) && !(how == How::greedy ? fewer(all) : more(all)))
        return false;
    at = all.at;
    if (how == How::greedy ? all.at > all.other : all.other > 0)
        choices_.push(all);
    return true;
}

// The next smaller number of bytes that what follows can stand behind.
bool Machine::fewer(Choice& choice) {
    const std::uint32_t before = choice.at;
    while (choice.at > choice.other) {
        --choice.at;
        if (can_follow(choice.set, choice.at)) {
            steps_ += (before - choice.at) / k_bytes_a_step;
            return true;
        }
    }
    steps_ += (before - choice.at) / k_bytes_a_step;
    return false;
}

// The next greater one.
bool Machine::more(Choice& choice) {
    const std::uint32_t before = choice.at;
    while (choice.other > 0 && choice.at < text_.size() && in_set(choice.set, choice.at)) {
        ++choice.at;
        --choice.other;
        if (can_follow(choice.set, choice.at)) {
            steps_ += (choice.at - before) / k_bytes_a_step;
            return true;
        }
    }
    steps_ += (choice.at - before) / k_bytes_a_step;
    return false;
}

// Most alternatives begin with another byte or another word: no need to come back from them.
void Machine::either_begun(std::size_t& place, std::uint32_t at) {
    while (static_cast<Op>(byte(place)) == Op::either_begun) {
        const std::size_t other = number(place + 1);
        const std::size_t first = place + 4;
        const std::size_t inside = first + byte(place + 3);
        for (std::size_t i = first; i < inside && at < text_.size(); ++i) {
            if (program_[i] != text_[at])
                continue;
            if (static_cast<Op>(byte(inside)) == Op::literal && !literal_stands(inside, at))
                break;
            choices_.push({Choice::What::go_on, static_cast<std::uint16_t>(other), at, 0, 0});
            place = inside;
            return;
        }
        place = other;
        ++steps_;
    }
}

// Where to go on. A round that took nothing is the last.
std::size_t Machine::loop(std::size_t place, std::uint32_t at) {
    const std::uint32_t which = byte(place + 1);
    Counter& counter = counters_[which];
    const auto how = static_cast<How>(byte(place + 2));
    const std::size_t inside = place + 9;
    const std::size_t end = number(place + 7);
    const bool took_nothing = counter.rounds > 0 && counter.began == at;
    if (took_nothing || counter.rounds >= number(place + 5))
        return end;
    const Choice before{Choice::What::undo, static_cast<std::uint16_t>(which), counter.began,
                        counter.rounds, 0};
    const bool must = counter.rounds < number(place + 3);
    if (how == How::lazy && !must) {
        // Popped in this order: then the round is begun after all.
        choices_.push({Choice::What::go_on, static_cast<std::uint16_t>(place), at, 1, 0});
        return end;
    }
    if (!must)
        choices_.push({Choice::What::go_on, static_cast<std::uint16_t>(end), at, 0, 0});
    choices_.push(before);
    counter = {counter.rounds + 1, at};
    return inside;
}

bool Machine::look(std::size_t place, std::uint32_t& at) {
    const auto op = static_cast<Op>(byte(place));
    const bool behind = op == Op::look_behind || op == Op::look_behind_not;
    const std::uint32_t width = behind ? number(place + 3) : 0;
    std::uint32_t inner = at - width;
    const bool found = width <= at && depth_ < k_deepest && run(place + (behind ? 5 : 3), inner);
    if (op == Op::look_ahead_not || op == Op::look_behind_not)
        return !found;
    if (found && op == Op::atomic)
        at = inner;
    return found;
}

// Takes the last choice that is left, if one is.
bool Machine::go_back(std::size_t least, std::size_t& place, std::uint32_t& at) {
    while (choices_.size() > least) {
        Choice& choice = choices_.top();
        switch (choice.what) {
        case Choice::What::undo:
            counters_[choice.place] = {choice.other, choice.at};
            choices_.pop();
            continue;
        case Choice::What::go_on:
            place = choice.place;
            at = choice.at;
            if (choice.other == 0) {
                choices_.pop();
                return true;
            }
            // A lazy loop begins its round.
            {
                const std::uint32_t which = byte(place + 1);
                Counter& counter = counters_[which];
                choice = {Choice::What::undo, static_cast<std::uint16_t>(which), counter.began,
                          counter.rounds, 0};
                counter = {counter.rounds + 1, at};
                place += 9;
            }
            return true;
        case Choice::What::fewer:
        case Choice::What::more:
            if (!(choice.what == Choice::What::fewer ? fewer(choice) : more(choice))) {
                choices_.pop();
                continue;
            }
            place = choice.place;
            at = choice.at;
            return true;
        }
    }
    return false;
}

// One instruction; false: the way taken is wrong.
bool Machine::step(std::size_t& place, std::uint32_t& at) {
    const auto op = static_cast<Op>(byte(place));
    switch (op) {
    case Op::match:
        return true;
    case Op::literal:
        if (!literal_stands(place, at))
            return false;
        at += byte(place + 1);
        place += 2 + byte(place + 1);
        return true;
    case Op::one_of:
        if (at == text_.size() || !in_set(place + 1, at))
            return false;
        ++at;
        place += 1 + k_set_bytes;
        return true;
    case Op::repeat:
        return repeat(place, at);
    case Op::either:
        choices_.push(
            {Choice::What::go_on, static_cast<std::uint16_t>(number(place + 1)), at, 0, 0});
        place += 3;
        return true;
    case Op::either_begun:
        either_begun(place, at);
        return true;
    case Op::rather:
        choices_.push({Choice::What::go_on, static_cast<std::uint16_t>(place + 3), at, 0, 0});
        place = number(place + 1);
        return true;
    case Op::jump:
        place = number(place + 1);
        return true;
    case Op::enter: {
        const std::uint32_t which = byte(place + 1);
        choices_.push({Choice::What::undo, static_cast<std::uint16_t>(which),
                       counters_[which].began, counters_[which].rounds, 0});
        counters_[which] = {};
        place += 2;
        return true;
    }
    case Op::loop:
        place = loop(place, at);
        return true;
    case Op::look_ahead:
    case Op::look_ahead_not:
    case Op::look_behind:
    case Op::look_behind_not:
    case Op::atomic:
        if (!look(place, at))
            return false;
        place = number(place + 1);
        return true;
    default:
        ++place;
        return stands(op, at);
    }
}

bool Machine::run(std::size_t place, std::uint32_t& at) {
    const std::size_t least = choices_.size();
    ++depth_;
    bool found = false;
    while (++steps_ < k_most_steps) {
        if (static_cast<Op>(byte(place)) == Op::match) {
            found = true;
            break;
        }
        if (!step(place, at) && !go_back(least, place, at))
            break;
    }
    choices_.cut(least);
    --depth_;
    return found;
}

} // namespace

Found run_program(std::string_view program, std::string_view text) noexcept try {
    if (text.size() > 0xFFFFFFF0U)
        return {Match::undetermined};
    return Machine(program, text).search();
} catch (const std::exception&) {
    return {Match::undetermined};
}

} // namespace backsift::rules
