// What the user says of himself and of his mail: identity, policy, token, relays, coverage.
#include <algorithm>
#include <array>
#include <optional>

#include "base/text.hpp"
#include "config/options.hpp"
#include "mark/tag.hpp"
#include "setup/mail_services.hpp"
#include "setup/relay_pattern.hpp"
#include "setup/remarks.hpp"

namespace backsift::setup {

bool may_be_address(std::string_view text) {
    return text == "*"
           || (std::count(text.begin(), text.end(), '@') == 1
               && std::none_of(text.begin(), text.end(), [](char c) { return c == ' '; }));
}

namespace {

std::string quoted(std::string_view text) {
    return '"' + std::string(text) + '"';
}

bool holds_everybody(std::string_view pattern) {
    return base::glob_matches(pattern, "a@a.example") && base::glob_matches(pattern, "z@z.test");
}

void check_addresses(Remarks& remarks, std::string_view key,
                     const std::vector<std::string>& addresses) {
    for (std::size_t i = 0; i < addresses.size(); ++i) {
        if (holds_everybody(addresses[i])) {
            remarks.add(Severity::warning, element(key, i),
                        quoted(addresses[i]) + " stands for everybody's addresses",
                        "name those that are yours: whose mail a report is about is known by them");
            continue;
        }
        if (may_be_address(addresses[i]))
            continue;
        remarks.add(Severity::warning, element(key, i),
                    quoted(addresses[i]) + " is no mail address",
                    "local part, @ and domain; * stands for any text: \"*@example.org\"");
    }
}

// One proof's claim to cover all mail.
struct Claim {
    std::string_view section;
    bool made = false; // covers = "all"
    std::optional<std::int64_t> since;
    bool has_marks = false; // is there anything that could be missing?
    std::string_view marks; // the key that would name it
};

void check_claim(Remarks& remarks, const Claim& claim) {
    const std::string section(claim.section);
    if (claim.made && !claim.has_marks) {
        remarks.add(Severity::warning, section + ".covers",
                    '[' + section + "] covers all mail but has no " + std::string(claim.marks));
    }
    if (!claim.made && claim.since) {
        remarks.add(Severity::note, section + ".since",
                    "since means nothing without covers = \"all\"");
    }
    if (claim.made && !claim.since) {
        remarks.add(Severity::note, section + ".covers",
                    "covers = \"all\" without since says that it always held, for the oldest mail "
                    "too",
                    "since = the day from which on it holds");
    }
    if (claim.made && claim.since && *claim.since > remarks.surroundings.now) {
        remarks.add(Severity::warning, section + ".since",
                    "since lies in the future: until 7 days after it covers = \"all\" means "
                    "nothing");
    }
}

// Fields that other people's mail has too.
bool is_common_field(std::string_view name) {
    constexpr std::array<std::string_view, 19> k_common{
        "Bcc",        "Cc",          "Content-Type", "Date",         "DKIM-Signature",
        "From",       "In-Reply-To", "Message-ID",   "MIME-Version", "Received",
        "References", "Reply-To",    "Return-Path",  "Sender",       "Subject",
        "To",         "User-Agent",  "X-Mailer",     "X-Priority"};
    return std::any_of(k_common.begin(), k_common.end(),
                       [&](std::string_view common) { return base::iequals(common, name); });
}

// A text of the manual is everybody's; else as `mark` sees it.
void check_token_value(Remarks& remarks) {
    const std::string& value = remarks.config.token_value;
    if (value.empty())
        return;
    std::string weak = mark::weakness(value);
    if (weak.empty())
        return;
    if (weak.back() == '.')
        weak.pop_back();
    weak.front() = base::lower(weak.front());
    remarks.add(Severity::warning, "token.value", std::move(weak),
                "make a longer one up, or use key_file");
}

// A server is known by its name where the recorder looked that up; many write down only what it
// called itself, and its provider's name for the address.
bool names_an_address(const std::vector<std::string>& relays) {
    return std::any_of(relays.begin(), relays.end(), looks_like_address);
}

} // namespace

void check_identity(Remarks& remarks) {
    const config::Config& config = remarks.config;
    check_addresses(remarks, "identity.addresses", config.addresses);
    check_addresses(remarks, "identity.sending", config.sending);
    if (config.sending_complete && config.sending.empty()) {
        remarks.add(Severity::error, "identity.sending_complete",
                    "sending_complete says that no other address sends, but sending names none",
                    "list the addresses that send, or drop sending_complete");
    }
    for (std::size_t i = 0; i < config.sending.size(); ++i) {
        const std::string& sending = config.sending[i];
        if (config.sending_complete && holds_everybody(sending)) {
            remarks.add(Severity::warning, element("identity.sending", i),
                        quoted(sending)
                            + " holds for every address: sending_complete then tells nothing");
        }
        const bool mine = std::any_of(
            config.addresses.begin(), config.addresses.end(),
            [&](const std::string& address) { return base::glob_matches(address, sending); });
        if (!mine && !config.addresses.empty()) {
            remarks.add(Severity::warning, element("identity.sending", i),
                        quoted(sending) + " sends but is none of the addresses",
                        "add it to addresses");
        }
    }
}

void check_policy(Remarks& remarks) {
    for (const config::Option& option : config::options()) {
        if (!option.without_effect)
            continue;
        const std::string key(option.key);
        if (remarks.config.per_kind.count(key) == 0)
            continue;
        remarks.add(
            Severity::warning, std::string(option.section) + '.' + key,
            key + " has no effect: such mail is never unverifiable and always goes to the inbox",
            "drop the line");
    }
}

void check_token(Remarks& remarks) {
    const config::Config& config = remarks.config;
    if (is_common_field(config.token_header)) {
        remarks.add(Severity::error, "token.header",
                    quoted(config.token_header) + " is a field that other mail has too",
                    "a name of your own, e.g. \"X-Your-Special-Header\"");
    } else if (base::iequals(config.token_header, "X-Backsift")) {
        remarks.add(Severity::error, "token.header",
                    "X-Backsift is the field that Backsift itself removes and adds",
                    "another name");
    }
    check_token_value(remarks);
    check_claim(remarks, {"token", config.token_covers == "all", config.token_since,
                          !config.token_header.empty(), "header"});
}

void check_relays(Remarks& remarks) {
    const config::Config& config = remarks.config;
    for (std::size_t i = 0; i < config.relay_names.size(); ++i) {
        const std::string& name = config.relay_names[i];
        const auto objection = object_to_relay(name, remarks.surroundings.public_suffixes);
        if (objection) {
            remarks.add(objection->severity, element("relays.names", i),
                        quoted(name) + ' ' + objection->sentence, objection->hint);
        }
        const auto here = config.relay_names.begin() + static_cast<std::ptrdiff_t>(i);
        if (std::any_of(config.relay_names.begin(), here,
                        [&](const std::string& other) { return base::iequals(other, name); })) {
            remarks.add(Severity::note, element("relays.names", i), quoted(name) + " stands twice");
        }
    }
    check_claim(remarks, {"relays", config.relay_covers == "all", config.relay_since,
                          !config.relay_names.empty(), "names"});
    if (config.relay_covers == "all" && !config.relay_names.empty()
        && !names_an_address(config.relay_names)) {
        remarks.add(Severity::warning, "relays.names",
                    "names no address: where a host wrote down what your server called itself, "
                    "nothing can be told",
                    "add the addresses from which it sends");
    }
}

void check_sent(Remarks& remarks) {
    const config::Config& config = remarks.config;
    check_claim(remarks, {"sent", config.sent_covers == "all", config.sent_since,
                          !config.sent_folders.empty(), "folders"});
    for (const std::string& relay : config.relay_names) {
        if (config.sent_covers != "all" || !replaces_message_ids(relay))
            continue;
        remarks.add(Severity::error, "sent.covers",
                    "mail that leaves through " + quoted(relay)
                        + " gets another Message-ID there, so what comes back is in no index",
                    "covers = \"some\"");
    }
    for (std::size_t i = 0; i < config.sent_folders.size(); ++i) {
        const Seen seen = remarks.surroundings.look(config.sent_folders[i]);
        if (seen.exists && (seen.is_maildir || !seen.is_folder)) {
            if (!seen.distrust.empty()) {
                remarks.add(Severity::warning, element("sent.folders", i),
                            config.sent_folders[i] + ' ' + seen.distrust
                                + ": who writes there makes a forgery genuine",
                            "chmod go-w " + config.sent_folders[i]);
            }
            continue;
        }
        const std::string what = seen.exists ? " is a folder but no Maildir" : " does not exist";
        remarks.add(Severity::warning, element("sent.folders", i), config.sent_folders[i] + what);
    }
}

// Without any proof nothing is ever backscatter, which is safe and useless.
void check_proofs(Remarks& remarks) {
    const config::Config& config = remarks.config;
    const bool any = !config.token_header.empty() || !config.relay_names.empty()
                     || !config.sent_folders.empty() || !config.dkim.empty()
                     || config.sending_complete || !config.envelope_key_file.empty()
                     || !config.envelope_verp.empty();
    if (any)
        return;
    remarks.add(Severity::note, "",
                "nothing is set by which your own mail could be told: no bounce will ever be "
                "called backscatter",
                "a [token] in all you send is the best, [relays] the easiest");
}

} // namespace backsift::setup
