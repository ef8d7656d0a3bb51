// An index of sent mail that says what a test wants it to.
#pragma once

#include <map>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "proof/sent_lookup.hpp"

namespace backsift::proof {

inline constexpr message::UnixTime k_arrival = 1'795'239'060; // when `Answered` arrives

struct FakeIndex final : SentLookup {
    std::string sorry;
    std::optional<message::UnixTime> until = k_arrival + 60;
    std::map<std::string, std::vector<std::string>, std::less<>> messages;
    std::map<std::string, std::vector<std::string>, std::less<>> tokens; // by their nonces
    std::map<std::string, message::UnixTime, std::less<>> people;
    std::set<std::string> soft_keys;
    bool damaged = false;
    mutable int asked = 0; // for a token

    std::string trouble() const override { return sorry; }
    std::optional<message::UnixTime> complete_until() const override { return until; }
    SentMessage by_id(std::string_view id) const override { return find(messages, id); }
    SentMessage by_token(std::string_view nonce) const override {
        ++asked;
        return find(tokens, nonce);
    }
    std::optional<message::UnixTime> last_written_to(std::string_view key) const override {
        const auto found = people.find(key);
        return found == people.end() ? std::nullopt : std::optional(found->second);
    }
    Look soft(std::string_view key, std::string_view subject,
              message::UnixTime date) const override {
        const std::string all =
            std::string(key) + '|' + std::string(subject) + '|' + std::to_string(date / 3600);
        return soft_keys.count(all) > 0 ? Look::hit : Look::miss;
    }

  private:
    SentMessage find(const std::map<std::string, std::vector<std::string>, std::less<>>& among,
                     std::string_view name) const {
        if (damaged) {
            return {Look::unclear, false, {}};
        }
        const auto found = among.find(name);
        if (found == among.end()) {
            return {};
        }
        return {Look::hit, !found->second.empty(), one_of(found->second)};
    }
};

} // namespace backsift::proof
