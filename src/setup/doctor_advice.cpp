#include "setup/doctor_advice.hpp"

#include <array>

#include "setup/compose_config.hpp"

namespace backsift::setup {

namespace {

// So long ago that a missing mark counts by now.
constexpr std::int64_t k_long_held = std::int64_t{30} * 86400;

bool give_token(config::Config& config, const Props& props) {
    if (!config.token_key_file.empty())
        return false;
    if (config.token_header.empty())
        config.token_header = k_token_header;
    config.token_value.clear();
    config.token_key_file = props.key_file;
    config.token_covers = "all";
    config.token_since = props.now - k_long_held;
    return true;
}

bool token_on_all(config::Config& config, const Props& props) {
    if (config.token_header.empty() || config.token_covers == "all")
        return false;
    config.token_covers = "all";
    config.token_since = props.now - k_long_held;
    return true;
}

bool keep_index(config::Config& config, const Props& props) {
    if (!config.sent_folders.empty())
        return false;
    config.sent_folders = {props.sent_folder};
    return true;
}

bool relays_for_all(config::Config& config, const Props& props) {
    if (config.relay_names.empty() || config.relay_covers == "all")
        return false;
    config.relay_covers = "all";
    config.relay_since = props.now - k_long_held;
    return true;
}

bool file_the_unverifiable(config::Config& config, const Props&) {
    if (config.preset == "strict")
        return false;
    config.preset = "strict";
    return true;
}

bool tag_the_envelope(config::Config& config, const Props& props) {
    if (config.envelope_tag != "none")
        return false;
    if (config.envelope_key_file.empty() && config.token_key_file.empty())
        config.envelope_key_file = props.key_file;
    config.envelope_tag = "plus";
    return true;
}

// The earlier of two that are as good is proposed: the stronger proof first.
constexpr std::array k_changes{
    Change{
        "token",
        "put a token into all you send: backsift token rotate makes the key, backsift token show "
        "--for PROGRAM says what to paste, and when every program does it, [token] covers = "
        "\"all\" and since",
        give_token},
    Change{"token-covers",
           "once everything from which you send writes the token, say so: [token] covers = \"all\" "
           "and since",
           token_on_all},
    Change{"sent",
           "keep an index of what you sent: [sent] folders, and backsift sent update in cron",
           keep_index},
    Change{
        "envelope",
        "have backsift sendmail tag the address that bounces go to, which then tell even where "
        "nothing is returned: [envelope] tag = \"plus\", if your server delivers ann+anything to "
        "ann",
        tag_the_envelope},
    Change{"relays-cover",
           "if all your mail leaves by your relays, say so: [relays] covers = \"all\" and since",
           relays_for_all},
    Change{"strict",
           "once everything that you send is marked so, have unverifiable bounces filed: [policy] "
           "preset = \"strict\"",
           file_the_unverifiable},
};

long worth(const Examination& examination) {
    constexpr long k_lost_weighs = 3;
    return static_cast<long>(examination.genuine() + examination.filed())
           - k_lost_weighs * static_cast<long>(examination.lost());
}

} // namespace

std::span<const Change> changes() {
    return k_changes;
}

std::optional<Advice> best_change(const config::Config& config, const Props& props,
                                  const Examining& examining) {
    const auto now = examining(config);
    if (!now)
        return std::nullopt;
    long best = worth(*now);
    std::optional<Advice> advice;
    for (const Change& change : k_changes) {
        config::Config changed = config;
        if (!change.apply(changed, props))
            continue;
        const auto then = examining(changed);
        if (!then || worth(*then) <= best)
            continue;
        best = worth(*then);
        advice = Advice{&change, then->genuine(), then->filed()};
    }
    return advice;
}

} // namespace backsift::setup
