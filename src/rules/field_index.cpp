#include "rules/field_index.hpp"

#include <utility>

#include "base/text.hpp"

namespace backsift::rules {

namespace {

// Mostly written as the rule writes it.
bool is_named(const message::Field& field, std::string_view name) {
    return field.name == name || base::iequals(field.name, name);
}

} // namespace

FieldIndex::FieldIndex(const message::HeaderBlock& header) : header_(header) {
    first_of_bit_.fill(k_none);
    first_of_letter_.fill(k_none);
    const auto& fields = header.fields;
    rows_.resize(fields.size());
    for (std::size_t i = fields.size(); i-- > 0;) {
        const std::uint32_t key = name_key(fields[i].name);
        bits_ |= field_bit(key);
        const auto number = static_cast<std::int32_t>(i);
        rows_[i] = {key, std::exchange(first_of_bit_[key % first_of_bit_.size()], number),
                    std::exchange(first_of_letter_[letter_of(fields[i].name)], number)};
    }
}

void FieldIndex::find(const Condition& condition, std::size_t most,
                      std::vector<const message::Field*>& out) const {
    if (condition.key != 0)
        find_by_key(condition, most, out);
    else if (begins_with_a_wildcard(condition.name))
        find_fields(header_, condition, most, out);
    else
        find_by_letter(condition, most, out);
}

void FieldIndex::find_by_key(const Condition& condition, std::size_t most,
                             std::vector<const message::Field*>& out) const {
    auto i = first_of_bit_[condition.key % first_of_bit_.size()];
    for (; i != k_none && out.size() < most; i = rows_[static_cast<std::size_t>(i)].next_of_bit) {
        const message::Field& field = header_.fields[static_cast<std::size_t>(i)];
        if (rows_[static_cast<std::size_t>(i)].key == condition.key
            && is_named(field, condition.name))
            out.push_back(&field);
    }
}

void FieldIndex::find_by_letter(const Condition& condition, std::size_t most,
                                std::vector<const message::Field*>& out) const {
    auto i = first_of_letter_[letter_of(condition.name)];
    for (; i != k_none && out.size() < most;
         i = rows_[static_cast<std::size_t>(i)].next_of_letter) {
        const message::Field& field = header_.fields[static_cast<std::size_t>(i)];
        if (base::glob_matches(condition.name, field.name))
            out.push_back(&field);
    }
}

void find_fields(const message::HeaderBlock& header, const Condition& condition, std::size_t most,
                 std::vector<const message::Field*>& out) {
    for (const message::Field& field : header.fields) {
        if (out.size() == most)
            return;
        if (base::glob_matches(condition.name, field.name))
            out.push_back(&field);
    }
}

} // namespace backsift::rules
