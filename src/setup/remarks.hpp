// What every part of `check` writes into, and the list of these parts.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "setup/check.hpp"

namespace backsift::setup {

class Remarks {
  public:
    Remarks(const config::Config& of, const Surroundings& in) : config(of), surroundings(in) {}

    // About a key ("token.since") or an element ("relays.names[1]").
    void add(Severity severity, std::string_view key, std::string sentence, std::string hint = {}) {
        found_.push_back({severity, std::move(sentence), config.place_of(key), std::move(hint)});
    }
    // About a place in a file that the key names; where it has no line, about the key, with the
    // file's name. A key that is not set in the config was set on the command line.
    void add(Severity severity, std::string_view key, const base::Failure& failure);

    // Puts the lines of the config beside the places in it, but for those that set a secret.
    void show_lines();

    [[nodiscard]] std::vector<Remark> take() { return std::move(found_); }

    const config::Config& config;
    const Surroundings& surroundings;

  private:
    std::vector<Remark> found_;
};

[[nodiscard]] inline std::string element(std::string_view key, std::size_t index) {
    return std::string(key) + '[' + std::to_string(index) + ']';
}

void check_identity(Remarks& remarks);
void check_targets(Remarks& remarks);
void check_policy(Remarks& remarks);
void check_rule_files(Remarks& remarks);
void check_token(Remarks& remarks);
void check_key_file(Remarks& remarks);
void check_envelope(Remarks& remarks);
void check_relays(Remarks& remarks);
void check_sent(Remarks& remarks);
void check_dkim(Remarks& remarks);
void check_proofs(Remarks& remarks);

} // namespace backsift::setup
