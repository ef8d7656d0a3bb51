// How far a trace (RFC 5321 4.4) can be believed. Whoever sends a mail may write any Received field
// below the ones that the receiving hosts put on top, so a line is worth something only as long as
// the lines above it, one by one, lead to the host that claims to have written it.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

#include "message/received.hpp"
#include "proof/host_pattern.hpp"

namespace backsift::proof {

// Who handed the mail over, as the recording host saw it. What the client said of itself (HELO)
// never counts.
enum class Client : std::uint8_t {
    none,     // nobody: submitted on the host, queued again, written by the MTA itself
    loopback, // the host itself, through a socket
    internal, // an address that no stranger can have
    outside   // everything else
};
[[nodiscard]] Client client_of(const message::Hop& hop);

// "mail.example.org [192.0.2.10]", cleaned; "an unnamed host" when the recorder noted nothing.
[[nodiscard]] std::string client_text(const message::Hop& hop);

// Was the mail taken after SMTP authentication, by the recorder's own word (RFC 3848, RFC 6531)?
[[nodiscard]] bool is_authenticated(const message::Hop& hop);

// What can be believed of a trace, counted from the top.
struct Belief {
    std::size_t hops = 0;  // this many lines
    std::size_t first = 0; // of these, written by the site that stands on top
};

// The top line is believed. The line below a believed one is too
//  - after a client from outside: when the name that the recorder looked up belongs to the site
//  that
//    claims to have written the line below, or the address is the one it names itself by. A HELO
//    does not do: the spammer who says "HELO mail.example.org" would write that line as well;
//  - after none, loopback or internal: when it was written by the same site, by the looked-up
//  name's
//    site, by a host without a public name, or is one of qmail's lines that name nobody.
[[nodiscard]] Belief believe(const std::vector<message::Hop>& hops);

// Where did the mail with this trace come from?
enum class Origin : std::uint8_t {
    unseen, // there is no trace
    own,    // no line shows a host that is not ours
    foreign // a line that can be believed shows one, or was recorded by one
};
enum class Ours : std::uint8_t {
    listed,        // only the hosts that are listed
    listed_or_near // their neighbours of the same site too, and those of the host that delivered to
                   // us
};
struct Source {
    Origin origin = Origin::unseen;
    bool named = false;  // a recording host of ours gave its name
    std::string foreign; // cleaned
};
// Private addresses are not ours by themselves: a customer's infected machine has one. A client's
// looked-up name is ours only where its recorder confirms names: anybody may write our name into
// the PTR record of an address.
[[nodiscard]] Source source_of(const std::vector<message::Hop>& hops, const HostPatterns& hosts,
                               Ours ours);

} // namespace backsift::proof
