#include "evidence/arrival.hpp"

#include "message/received.hpp"

namespace backsift::evidence {

namespace {

// "From sender@example.org Sat Nov 21 05:13:35 2026": the date follows the sender.
std::optional<message::UnixTime> from_line_date(std::string_view line) {
    const std::size_t name_end = line.find(' ');
    if (name_end == std::string_view::npos)
        return std::nullopt;
    const std::size_t sender_end = line.find(' ', name_end + 1);
    if (sender_end == std::string_view::npos)
        return std::nullopt;
    return message::parse_date(line.substr(sender_end + 1));
}

} // namespace

std::optional<message::UnixTime> arrival(const message::Mail& mail) {
    if (const message::Field* top = mail.header.find("Received")) {
        if (const auto date = message::received_date(top->value))
            return date;
    }
    if (const auto date = from_line_date(mail.from_line))
        return date;
    return message::parse_date(mail.header.unfolded("Date"));
}

} // namespace backsift::evidence
