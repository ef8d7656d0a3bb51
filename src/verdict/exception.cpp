#include "verdict/exception.hpp"

#include <algorithm>

#include "base/text.hpp"

namespace backsift::verdict {

namespace {

std::string_view domain_of(std::string_view address) {
    const std::size_t at = address.rfind('@');
    return at == std::string_view::npos ? std::string_view() : address.substr(at + 1);
}

// Every run of digits as one '#'.
std::string without_digits(std::string_view name) {
    std::string out;
    for (const char c : name) {
        if (!base::is_digit(c))
            out += base::lower(c);
        else if (out.empty() || out.back() != '#')
            out += '#';
    }
    return out;
}

} // namespace

bool same_reporter(std::string_view a, std::string_view b) {
    constexpr std::ptrdiff_t k_labels_of_a_pool = 4;
    const bool has_letters = std::any_of(a.begin(), a.end(), base::is_alpha); // no IP address
    if (!has_letters)
        return base::iequals(a, b);
    if (without_digits(a) == without_digits(b))
        return true;
    const std::size_t dot = a.find('.');
    const std::size_t other = b.find('.');
    return std::count(a.begin(), a.end(), '.') + 1 >= k_labels_of_a_pool
           && other != std::string_view::npos && base::iequals(a.substr(dot), b.substr(other));
}

std::vector<Exception> teaches(const evidence::Evidence& evidence) {
    std::vector<Exception> out;
    if (evidence.reporter.empty() || !rules::is_automatic_reply(evidence.kind))
        return out;
    for (const evidence::Recipient& recipient : evidence.recipients) {
        const std::string domain = base::to_lower(domain_of(recipient.address));
        const bool known = std::any_of(out.begin(), out.end(),
                                       [&](const Exception& e) { return e.domain == domain; });
        if (domain.empty() || known)
            continue;
        Exception learnt;
        learnt.host = evidence.reporter;
        learnt.domain = domain;
        out.push_back(std::move(learnt));
    }
    return out;
}

const Exception* fitting(const std::vector<Exception>& exceptions,
                         const evidence::Evidence& evidence) {
    if (exceptions.empty())
        return nullptr;
    const std::vector<Exception> wanted = teaches(evidence);
    const auto found =
        std::find_if(exceptions.begin(), exceptions.end(), [&](const Exception& known) {
            return std::any_of(wanted.begin(), wanted.end(), [&](const Exception& one) {
                return one.domain == known.domain && same_reporter(one.host, known.host);
            });
        });
    return found == exceptions.end() ? nullptr : &*found;
}

} // namespace backsift::verdict
