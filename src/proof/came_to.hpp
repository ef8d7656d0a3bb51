// The addresses at which a reply arrived.
#pragma once

#include <array>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "proof/proof.hpp"

namespace backsift::proof {

// Where a host writes down under which address it delivered.
inline constexpr std::array<std::string_view, 4> k_delivery_fields{"Delivered-To", "X-Original-To",
                                                                   "Envelope-To", "X-Envelope-To"};

// Adds the addresses in all fields of these names, as written, until there are limits.addresses.
void add_addresses(const message::HeaderBlock& header, std::span<const std::string_view> names,
                   const base::Limits& limits, std::vector<std::string>& to);

// Every address that the reply is known to have been sent or handed on to: the envelope's as the
// caller gave them, Delivered-To and its like, To. All of them, because any one may be the one that
// the answered mail was sent from: an alias, a forwarder, a list. As written; bounded by
// limits.addresses.
[[nodiscard]] std::vector<std::string> came_to(const Question& question);

// Reports on delivery go to the address that the answered mail was sent from (RFC 3464 2). Why this
// mail may have come here without anybody sending from this address; "" when it is such a report:
// to a null reverse-path, with a delivery status or a returned message (an unknown reverse-path
// will do where there is a status with a recipient). Everything else may come unasked for by mail:
// a confirmation answers a web form, a receipt goes where the answered mail said (RFC 8098 2.1), a
// person writes to any address.
[[nodiscard]] std::string why_no_report(const Question& question);

} // namespace backsift::proof
