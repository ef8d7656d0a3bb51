// A letter as the user would send it, and one that somebody sends in his name: what `doctor` lets
// come back.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "base/limits.hpp"
#include "base/result.hpp"
#include "config/config.hpp"

namespace backsift::setup {

struct Letter {
    std::string author;
    std::string sender;      // in the envelope: where bounces go
    std::string envelope_id; // ENVID (RFC 3461 4.4), "" none
    std::string recipient;
    std::string id;             // its Message-ID without brackets
    std::string submission;     // the hop by which it left, with its newline; not marked
    std::string header;         // as its author's program made it, without a final newline
    std::string body;           // begins with the blank line
    std::string own_host;       // by which the reply comes in
    std::string client;         // the host that hands the letter to the recipient's
    std::string client_address; // of it
};

// The letter before any mark was put on it, by the first relay of the config that names one host.
// `host`: what this machine calls itself.
[[nodiscard]] Letter own_letter(const config::Config& config, const std::string& host,
                                std::int64_t now);

// In the same name, to another recipient, by a stranger's host, without any mark.
[[nodiscard]] Letter forged_letter(const Letter& own, std::int64_t now);

// A letter that really was sent, from a file. Fails with Kind::malformed where it has no From, To
// or Message-ID.
[[nodiscard]] base::Result<Letter> letter_from(std::string_view message, const Letter& like,
                                               const base::Limits& limits);

// "Sat, 21 Nov 2026 05:20:43 +0000"
[[nodiscard]] std::string rfc_date(std::int64_t unix_time);

} // namespace backsift::setup
