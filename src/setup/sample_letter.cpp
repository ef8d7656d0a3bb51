#include "setup/sample_letter.hpp"

#include <array>
#include <cstdio>
#include <ctime>

#include "base/text.hpp"
#include "message/address.hpp"
#include "message/header.hpp"
#include "proof/host_pattern.hpp"

namespace backsift::setup {

namespace {

constexpr std::int64_t k_on_the_way = 2; // seconds

// What a pattern stands for: its first wildcard filled in.
std::string concrete(std::string_view pattern) {
    std::string out;
    for (const char c : pattern)
        out += c == '*' ? "out" : std::string(1, c == '?' ? '1' : c);
    return out;
}

bool is_address(const std::string& name) {
    return proof::read_ip(name.substr(0, name.find('/'))).has_value();
}

std::string first_address(const config::Config& config) {
    for (const auto* list : {&config.sending, &config.addresses}) {
        for (const std::string& address : *list) {
            if (address.find('@') != std::string::npos
                && address.find_first_of("*?") == std::string::npos)
                return address;
        }
    }
    for (const std::string& address : config.addresses) {
        if (address.find('@') != std::string::npos)
            return concrete(address);
    }
    return "ann@example.org";
}

} // namespace

std::string rfc_date(std::int64_t unix_time) {
    constexpr std::array<const char*, 7> k_days{"Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat"};
    constexpr std::array<const char*, 12> k_months{"Jan", "Feb", "Mar", "Apr", "May", "Jun",
                                                   "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"};
    const std::time_t seconds = unix_time;
    std::tm parts{};
    if (::gmtime_r(&seconds, &parts) == nullptr)
        return "Thu, 01 Jan 1970 00:00:00 +0000";
    std::array<char, 64> text{};
    (void)std::snprintf(text.data(), text.size(), "%s, %02d %s %d %02d:%02d:%02d +0000",
                        k_days[static_cast<std::size_t>(parts.tm_wday)], parts.tm_mday,
                        k_months[static_cast<std::size_t>(parts.tm_mon)], parts.tm_year + 1900,
                        parts.tm_hour, parts.tm_min, parts.tm_sec);
    return text.data();
}

Letter own_letter(const config::Config& config, const std::string& host, std::int64_t now) {
    Letter letter;
    letter.author = first_address(config);
    letter.sender = letter.author;
    letter.recipient = "bob@mx.example.net";
    letter.own_host = host.find('.') == std::string::npos ? host + ".invalid" : host;
    letter.client = letter.own_host;
    letter.client_address = "192.0.2.10";
    bool named = false;
    for (const std::string& relay : config.relay_names) {
        if (is_address(relay)) {
            letter.client_address = relay.substr(0, relay.find('/'));
        } else if (!named) {
            letter.client = concrete(relay);
            named = true;
        }
    }
    const std::string date = rfc_date(now - k_on_the_way);
    letter.id = "backsift-doctor." + std::to_string(now) + "@" + letter.own_host;
    letter.submission = "Received: from laptop.invalid (laptop.invalid [192.0.2.77])\n\tby "
                        + letter.client + " (Postfix) with ESMTPSA id 44D950AF2\n\tfor <"
                        + letter.recipient + ">; " + date + '\n';
    letter.header = "Date: " + date + "\nFrom: " + letter.author + "\nTo: " + letter.recipient
                    + "\nSubject: A test of what comes back\nMessage-ID: <" + letter.id
                    + ">\nMIME-Version: 1.0\nContent-Type: text/plain; charset=us-ascii";
    letter.body = "\nThis letter was never sent.\n";
    return letter;
}

Letter forged_letter(const Letter& own, std::int64_t now) {
    Letter letter = own;
    const std::string date = rfc_date(now - k_on_the_way);
    letter.recipient = "carol@mx.example.net"; // to whom the user did not write
    letter.id = "6f2c.99@host166.spam.invalid";
    letter.sender = letter.author;
    letter.envelope_id.clear();
    letter.submission.clear();
    letter.client = "host166.spam.invalid";
    letter.client_address = "203.0.113.166";
    letter.header = "Date: " + date + "\nFrom: " + letter.author + "\nTo: " + letter.recipient
                    + "\nSubject: Watches\nMessage-ID: <" + letter.id
                    + ">\nMIME-Version: 1.0\nContent-Type: text/plain; charset=us-ascii";
    letter.body = "\nBuy!\n";
    return letter;
}

base::Result<Letter> letter_from(std::string_view message, const Letter& like,
                                 const base::Limits& limits) {
    Letter letter = like;
    message::Defects defects;
    std::size_t body_at = 0;
    const message::HeaderBlock header = message::scan_header(message, limits, defects, body_at);
    const auto authors = message::parse_addresses(header.unfolded("From"), limits);
    const auto recipients = message::parse_addresses(header.unfolded("To"), limits);
    const auto ids = message::parse_message_ids(header.unfolded("Message-ID"), limits);
    if (authors.empty() || recipients.empty() || ids.empty()) {
        return base::fail(base::Kind::malformed,
                          "this message has no From, no To or no Message-ID that can be read");
    }
    letter.author = authors.front().text();
    letter.sender = letter.author;
    letter.recipient = recipients.front().text();
    letter.id = ids.front();
    letter.submission.clear();
    letter.header = base::trim(header.text);
    letter.body = '\n' + std::string(message.substr(body_at));
    return letter;
}

} // namespace backsift::setup
