#include "message/envelope.hpp"

#include "base/text.hpp"
#include "message/lines.hpp"

namespace backsift::message {

namespace {

// "10:00", and behind or before it a year: all that the dates of these lines have in common
// (mbox(5) and its relatives, UUCP). "From now on we meet at ten" is somebody's text.
bool holds_date(std::string_view line) {
    constexpr std::size_t k_longest = 400;
    bool clock = false;
    bool year = false;
    const auto digit = [&line](std::size_t at) {
        return at < line.size() && base::is_digit(line[at]);
    };
    for (std::size_t at = 1; at < line.size() && at < k_longest; ++at) {
        if (line[at] == ':')
            clock = clock || (digit(at - 1) && digit(at + 1) && digit(at + 2));
        else if (line[at - 1] == ' ' && digit(at))
            year = year || (digit(at + 1) && digit(at + 2) && digit(at + 3) && !digit(at + 4));
    }
    return clock && year;
}

bool is_from_line(std::string_view line) {
    if (line.starts_with('>'))
        line.remove_prefix(1);
    // "From : ann@example.org" is a field in the obsolete syntax, RFC 5322 4.5.
    return line.starts_with("From ") && field_name_length(line) == 0 && holds_date(line);
}

// "<@relay.test:ann@example.org>" -> "ann@example.org"
std::string_view inside_brackets(std::string_view written) {
    const std::size_t open = written.find('<');
    if (open == std::string_view::npos)
        return written;
    const std::size_t close = written.find('>', open);
    std::string_view path =
        written.substr(open + 1, close == std::string_view::npos ? close : close - open - 1);
    const std::size_t route = path.find(':');
    if (path.starts_with('@') && route != std::string_view::npos)
        path.remove_prefix(route + 1);
    return base::trim(path);
}

// Programs that keep mail without an envelope write "From - date" or "From ???@??? date", and list
// archives "From ann at example.org  date": none of these is a path.
ReversePath path_of_from_line(std::string_view from_line) {
    LineReader lines(from_line);
    Line line;
    if (!lines.next(line))
        return UnknownPath{};
    const auto words = base::words(line.text.substr(0, 1000));
    if (words.size() < 2 || words[1] == "-" || words[1] == "???@???")
        return UnknownPath{};
    if (words.size() > 2 && words[2] == "at")
        return UnknownPath{};
    return read_reverse_path(words[1]);
}

} // namespace

std::string_view find_from_line(std::string_view text) {
    LineReader lines(text);
    Line line;
    std::size_t size = 0;
    while (lines.next(line) && is_from_line(line.text))
        size = line.next;
    return text.substr(0, size);
}

ReversePath read_reverse_path(std::string_view written) {
    const std::string_view path = inside_brackets(base::trim(written));
    if (path.empty() || base::iequals(path, "MAILER-DAEMON"))
        return NullPath{};
    return std::string(path);
}

void complete_envelope(Envelope& envelope, const HeaderBlock& header, std::string_view from_line) {
    if (is_known(envelope.reverse_path))
        return;
    if (const Field* const field = header.find("Return-Path")) {
        envelope.reverse_path = read_reverse_path(unfold(field->value));
    } else {
        envelope.reverse_path = path_of_from_line(from_line);
    }
}

} // namespace backsift::message
