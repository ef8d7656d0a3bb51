#include <array>

#include "rules/expression_tree.hpp"
#include "rules/program.hpp"
#include "rules/program_begin.hpp"

namespace backsift::rules {

namespace {

std::size_t index(char c) {
    return static_cast<unsigned char>(c);
}

const Begin k_anything{{}, true};

class Writer {
  public:
    std::string whole(const Node& tree) {
        const Begin begin = begin_of(tree);
        put(begin);
        put(begin.empty ? ~Bytes() : second_of(tree, k_anything));
        node(tree, k_anything);
        op(Op::match);
        return fits_ && out_.size() <= 0xFFFF ? std::move(out_) : std::string();
    }

  private:
    void op(Op op) {
        last_literal_ = std::string::npos;
        byte(static_cast<std::size_t>(op));
    }
    void byte(std::size_t value) { out_ += static_cast<char>(value); }
    void number(std::size_t value) {
        byte(value & 0xFFU);
        byte(value >> 8U & 0xFFU);
    }
    void put(const Bytes& set) {
        for (std::size_t first = 0; first < 256; first += 8) {
            std::size_t bits = 0;
            for (std::size_t i = 0; i < 8; ++i)
                bits |= static_cast<std::size_t>(set[first + i]) << i;
            byte(bits);
        }
    }
    // What may take nothing can stand anywhere.
    void put(const Begin& begin) { put(begin.empty ? ~Bytes() : begin.bytes); }
    // A place that is not known yet; `arrive` fills it in.
    std::size_t later() {
        number(0);
        return out_.size() - 2;
    }
    void arrive(std::size_t place) {
        last_literal_ = std::string::npos;
        out_[place] = static_cast<char>(out_.size() & 0xFFU);
        out_[place + 1] = static_cast<char>(out_.size() >> 8U & 0xFFU);
    }

    // `behind`: what a match can go on with.
    void node(const Node& node, const Begin& behind) {
        switch (node.type) {
        case Node::Type::literal:
            return literal(node.text);
        case Node::Type::byte_set:
            op(Op::one_of);
            return put(members(node.text));
        case Node::Type::assertion:
            return assertion(node.text);
        case Node::Type::sequence:
            for (std::size_t i = 0; i < node.children.size(); ++i)
                this->node(node.children[i], with_second(node.children, i + 1, behind));
            return;
        case Node::Type::choice:
            return node.open == "(?:" ? branches(node, behind) : group(node);
        case Node::Type::repeat:
            return repeat(node, behind);
        }
    }

    // Literals in a row become one.
    void literal(const std::string& text) {
        constexpr std::size_t k_longest = 255;
        const bool joins = last_literal_ != std::string::npos
                           && index(out_[last_literal_]) + text.size() <= k_longest;
        if (!joins) {
            op(Op::literal);
            last_literal_ = out_.size();
            byte(0);
        }
        out_[last_literal_] = static_cast<char>(index(out_[last_literal_]) + text.size());
        out_ += text;
    }

    void assertion(std::string_view text) {
        op(text == "^"     ? Op::line_begin
           : text == "$"   ? Op::line_end
           : text == "\\A" ? Op::text_begin
           : text == "\\z" ? Op::text_end
                           : Op::word_edge);
    }

    // Returns the place of the other way, to be filled in.
    std::size_t either(const Begin& begin) {
        constexpr std::size_t k_few = 12; // of more, most texts have one
        const bool told = !begin.empty && begin.bytes.count() <= k_few;
        op(told ? Op::either_begun : Op::either);
        const std::size_t other = later();
        if (!told)
            return other;
        byte(begin.bytes.count());
        for (std::size_t c = 0; c < begin.bytes.size(); ++c) {
            if (begin.bytes[c])
                byte(c);
        }
        return other;
    }

    void branches(const Node& choice, const Begin& behind) {
        std::vector<std::size_t> ends;
        for (std::size_t i = 0; i < choice.children.size(); ++i) {
            const bool last = i + 1 == choice.children.size();
            std::size_t other = 0;
            if (!last)
                other = either(begin_of(choice.children[i]));
            node(choice.children[i], behind);
            if (last)
                break;
            op(Op::jump);
            ends.push_back(later());
            arrive(other);
        }
        for (const std::size_t end : ends)
            arrive(end);
    }

    void group(const Node& choice) {
        struct Row {
            std::string_view open;
            Op op;
        };
        constexpr auto k_rows = std::to_array<Row>({{"(?=", Op::look_ahead},
                                                    {"(?!", Op::look_ahead_not},
                                                    {"(?<=", Op::look_behind},
                                                    {"(?<!", Op::look_behind_not},
                                                    {"(?>", Op::atomic}});
        for (const Row& row : k_rows) {
            if (row.open != choice.open)
                continue;
            op(row.op);
            const std::size_t end = later();
            if (row.op == Op::look_behind || row.op == Op::look_behind_not) {
                Node inside = choice;
                inside.open = "(?:";
                const auto wide = width(inside);
                fits_ = fits_ && wide.has_value();
                number(wide.value_or(0));
            }
            branches(choice, k_anything);
            op(Op::match);
            arrive(end);
        }
    }

    void repeat(const Node& repeat, const Begin& behind) {
        const How how = repeat.text == "?"   ? How::lazy
                        : repeat.text == "+" ? How::possessive
                                             : How::greedy;
        const Node& inner = repeat.children[0];
        if (const auto set = single(inner)) {
            // Where none of the set can follow, only the whole row will do: nothing to come back
            // to.
            const bool whole_row = !behind.empty && (*set & behind.bytes).none();
            op(Op::repeat);
            byte(static_cast<std::size_t>(whole_row ? How::possessive : how));
            number(repeat.least);
            number(repeat.most);
            put(*set);
            const Begin& follows = how == How::possessive && !whole_row ? k_anything : behind;
            put(follows);
            return put(follows.empty ? ~Bytes() : follows.second);
        }
        std::size_t kept = 0;
        if (how == How::possessive) {
            op(Op::atomic);
            kept = later();
        }
        if (repeat.least == 0 && repeat.most == 1)
            optional(inner, how, how == How::possessive ? k_anything : behind);
        else
            loop(repeat, how, how == How::possessive ? k_anything : behind);
        if (how != How::possessive)
            return;
        op(Op::match);
        arrive(kept);
    }

    void optional(const Node& inner, How how, const Begin& behind) {
        std::size_t without = 0;
        if (how == How::lazy) {
            op(Op::rather);
            without = later();
        } else {
            without = either(begin_of(inner));
        }
        node(inner, behind);
        arrive(without);
    }

    void loop(const Node& repeat, How how, const Begin& behind) {
        const std::size_t counter = loops_++;
        fits_ = fits_ && counter < k_loops;
        op(Op::enter);
        byte(counter);
        const std::size_t again = out_.size();
        op(Op::loop);
        byte(counter);
        byte(static_cast<std::size_t>(how));
        number(repeat.least);
        number(repeat.most);
        const std::size_t end = later();
        // Behind a round stands the next, or what stands behind the loop.
        const Begin round = begin_of(repeat.children[0]);
        node(repeat.children[0], {round.bytes | behind.bytes, round.empty || behind.empty});
        op(Op::jump);
        number(again);
        arrive(end);
    }

    std::string out_;
    std::size_t last_literal_ = std::string::npos; // its length, while others may join it
    std::size_t loops_ = 0;
    bool fits_ = true;
};

} // namespace

std::string write_program(const Node& tree) {
    return Writer().whole(tree);
}

} // namespace backsift::rules
