// The fields of one header by their names, as a mail is asked for some hundred names and has twenty
// fields: each question looks only at the fields whose names could be the one. Walking all of them
// was a seventh of the instructions of a scan (2026-11-28).
#pragma once

#include <array>
#include <cstdint>
#include <string_view>
#include <vector>

#include "message/header.hpp"
#include "rules/book.hpp"
#include "rules/rule.hpp"

namespace backsift::rules {

class FieldIndex {
  public:
    explicit FieldIndex(const message::HeaderBlock& header); // must outlive this

    // The bits field_bit(name_key(name)) of all names.
    [[nodiscard]] std::uint64_t bits() const { return bits_; }

    // False where no field's name is one that the condition means: mostly, and seen at a glance.
    [[nodiscard]] bool could_hold(const Condition& condition) const {
        if (condition.key != 0)
            return (bits_ & field_bit(condition.key)) != 0;
        return begins_with_a_wildcard(condition.name)
               || first_of_letter_[letter_of(condition.name)] != k_none;
    }

    // Adds the fields whose name the condition means, topmost first, until `out` holds `most`.
    void find(const Condition& condition, std::size_t most,
              std::vector<const message::Field*>& out) const;

  private:
    static constexpr std::int32_t k_none = -1;

    // Of each field: its key, and the next ones below with the same bit, the same first letter.
    struct Row {
        std::uint32_t key;
        std::int32_t next_of_bit;
        std::int32_t next_of_letter;
    };

    // Letters of both cases alike, other signs somewhere: the name itself is compared afterwards.
    static std::size_t letter_of(std::string_view name) {
        return name.empty() ? 0 : static_cast<unsigned char>(name.front()) % 32;
    }
    static bool begins_with_a_wildcard(std::string_view glob) {
        return glob.front() == '*' || glob.front() == '?';
    }

    void find_by_key(const Condition& condition, std::size_t most,
                     std::vector<const message::Field*>& out) const;
    void find_by_letter(const Condition& condition, std::size_t most,
                        std::vector<const message::Field*>& out) const;

    const message::HeaderBlock& header_;
    std::uint64_t bits_ = 0;
    std::array<std::int32_t, 64> first_of_bit_{};
    std::array<std::int32_t, 32> first_of_letter_{};
    std::vector<Row> rows_;
};

// The fields that the condition means where a header is asked too rarely for an index.
void find_fields(const message::HeaderBlock& header, const Condition& condition, std::size_t most,
                 std::vector<const message::Field*>& out);

} // namespace backsift::rules
