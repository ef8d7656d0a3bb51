#include "proof/stray_mark.hpp"

#include "base/text.hpp"

namespace backsift::proof {

namespace {

constexpr std::size_t k_none = std::string_view::npos;
constexpr std::size_t k_longest_value = 1000; // RFC 5322 2.1.1: a line has no more

// What is left of the line, and the lines that continue it.
std::string_view folded_value(std::string_view text) {
    text = text.substr(0, k_longest_value);
    std::size_t end = text.find('\n');
    while (end != k_none && end + 1 < text.size() && base::is_blank(text[end + 1]))
        end = text.find('\n', end + 1);
    return text.substr(0, end);
}

// ": ", "=", " : ": gateways are not particular.
std::string_view behind_separator(std::string_view value) {
    const std::size_t start = value.find_first_not_of(" \t:=");
    return value.substr(start == k_none ? value.size() : start);
}

class Search {
  public:
    Search(std::string_view field_name, const IsOurs& is_ours, std::size_t places)
        : field_name_(field_name),
          is_ours_(is_ours),
          places_left_(places) {}

    bool finds_in(std::string_view text) {
        std::size_t at = 0;
        while (places_left_ > 0 && (at = base::ifind(text, field_name_, at)) != k_none) {
            --places_left_;
            at += field_name_.size();
            const std::string value = message::unfold(folded_value(text.substr(at)));
            if (is_ours_(base::trim(behind_separator(value))))
                return true;
        }
        return false;
    }

  private:
    std::string_view field_name_;
    const IsOurs& is_ours_;
    std::size_t places_left_;
};

} // namespace

std::optional<std::string> stray_mark(const Question& question, std::string_view field_name,
                                      const IsOurs& is_ours) {
    if (field_name.empty())
        return std::nullopt;
    Search search(field_name, is_ours, question.limits.header_fields);
    if (question.returned != nullptr && search.finds_in(question.returned->bytes.view()))
        return question.returned->where;
    for (const message::Returned& copy : question.copies) {
        if (search.finds_in(copy.bytes.view()))
            return copy.where;
    }
    return std::nullopt;
}

} // namespace backsift::proof
