// Finding fields in a block.
#include "message/header.hpp"

#include "base/text.hpp"

namespace backsift::message {

const Field* HeaderBlock::find(std::string_view name) const {
    for (const Field& field : fields) {
        if (base::iequals(field.name, name))
            return &field;
    }
    return nullptr;
}

std::vector<const Field*> HeaderBlock::all(std::string_view name) const {
    std::vector<const Field*> found;
    for (const Field& field : fields) {
        if (base::iequals(field.name, name))
            found.push_back(&field);
    }
    return found;
}

std::string HeaderBlock::decoded(std::string_view name) const {
    const Field* const field = find(name);
    return field == nullptr ? std::string() : decode_value(field->value);
}

std::string HeaderBlock::unfolded(std::string_view name) const {
    const Field* const field = find(name);
    return field == nullptr ? std::string() : unfold(field->value);
}

} // namespace backsift::message
