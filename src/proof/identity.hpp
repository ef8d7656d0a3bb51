// Whose mail a token speaks for: the sender's address, where it is one of ours.
#pragma once

#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "message/header.hpp"

namespace backsift::proof {

// Is this address one of these (patterns may hold * and ?), as it is or behind what something on
// the way has wrapped around it (unwrap.hpp)?
[[nodiscard]] bool is_one_of(std::span<const std::string> patterns, std::string_view address);

// Our addresses as the config has them; patterns may hold * and ?.
class Identities {
  public:
    explicit Identities(const std::vector<std::string>& written);

    // The identity under which mail with this header is marked: its From, or Sender, that is one of
    // ours, else our first address without a wildcard, else "". In lower case.
    [[nodiscard]] std::string of(const message::HeaderBlock& header) const;

    // The first From, or Sender, that is one of ours, in lower case; "" where none is.
    [[nodiscard]] std::string author(const message::HeaderBlock& header) const;

    // Every identity a mark in mail with this header can have been made with, that this can tell.
    [[nodiscard]] std::vector<std::string> candidates(const message::HeaderBlock& header) const;

    // Are those all there can be? Not where a wildcard stands for addresses that nobody can list.
    [[nodiscard]] bool can_be_listed() const { return patterns_.empty(); }

  private:
    [[nodiscard]] std::vector<std::string> senders_of_ours(const message::HeaderBlock&) const;

    std::vector<std::string> concrete_; // lower case
    std::vector<std::string> patterns_;
};

} // namespace backsift::proof
