#include "mailbox/maildir_name.hpp"

#include "base/hexadecimal.hpp"
#include "base/text.hpp"

namespace backsift::mailbox {

namespace {

constexpr std::size_t k_host_bytes = 120; // a name may have 255 bytes in all, flags included

// Takes the letter and the digits behind it from the front of the text.
bool take(std::string_view& text, char letter, bool (*is_digit)(char)) {
    if (!text.starts_with(letter))
        return false;
    std::size_t end = 1;
    while (end < text.size() && is_digit(text[end]))
        ++end;
    text.remove_prefix(end);
    return end > 1;
}

bool decimal(char c) {
    return base::is_digit(c);
}

bool hex(char c) {
    return base::is_digit(c) || (c >= 'a' && c <= 'f');
}

} // namespace

std::string unique_name(os::World& world) {
    const os::Moment now = world.now();
    std::string name = std::to_string(now.seconds);
    name.append(".M").append(std::to_string(now.microseconds));
    name.append("P").append(std::to_string(world.process_id()));
    name.append("Q").append(std::to_string(world.count()));
    name.append("R").append(base::hexadecimal(world.random()));
    name.append(".").append(escape_host(world.host_name()));
    return name;
}

std::string with_size(const std::string& unique, std::uint64_t bytes) {
    return unique + ",S=" + std::to_string(bytes);
}

std::string escape_host(std::string_view host) {
    std::string out;
    for (const char c : host) {
        if (out.size() + 4 > k_host_bytes)
            break;
        if (c == '/') {
            out += "\\057";
        } else if (c == ':') {
            out += "\\072";
        } else {
            out += c > ' ' && c < '\x7f' && c != ',' ? c : '_';
        }
    }
    return out.empty() ? "localhost" : out;
}

bool is_our_name(std::string_view name) {
    std::size_t digits = 0;
    while (digits < name.size() && base::is_digit(name[digits]))
        ++digits;
    if (digits == 0 || !name.substr(digits).starts_with('.'))
        return false;
    name.remove_prefix(digits + 1);
    return take(name, 'M', decimal) && take(name, 'P', decimal) && take(name, 'Q', decimal)
           && take(name, 'R', hex) && name.size() > 1 && name.front() == '.';
}

} // namespace backsift::mailbox
