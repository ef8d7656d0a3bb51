// What [envelope] says of tags in the sender's address.
#include <utility>

#include "proof/verp.hpp"
#include "setup/remarks.hpp"

namespace backsift::setup {

namespace {

void check_keys(Remarks& remarks) {
    const config::Config& config = remarks.config;
    const bool keyed = !config.token_key_file.empty() || !config.envelope_key_file.empty();
    if (keyed)
        return;
    for (const auto& [key, used] :
         {std::pair{"envelope.tag", config.envelope_tag != "none"},
          std::pair{"envelope.envid", config.envelope_id},
          std::pair{"envelope.covers",
                    config.envelope_covers == "all" && config.envelope_verp.empty()}}) {
        if (used) {
            return remarks.add(Severity::error, key, "there is no key to make a tag with",
                               "key_file = \"~/.config/backsift/keys\"");
        }
    }
}

// Only shape and right to read: what is in the file is [token]'s matter where it is the same.
void check_file(Remarks& remarks) {
    const config::Config& config = remarks.config;
    const std::string& path = config.envelope_key_file;
    if (path.empty() || path == config.token_key_file)
        return;
    const Seen seen = remarks.surroundings.look(path);
    if (!seen.exists || seen.is_folder) {
        remarks.add(Severity::error, "envelope.key_file", "the key file does not exist",
                    config.token_key_file.empty() ? "backsift token rotate makes one" : "");
    } else if (!seen.distrust.empty() || seen.others_may_read) {
        remarks.add(
            Severity::error, "envelope.key_file",
            "the key file "
                + (seen.distrust.empty() ? std::string("may be read by others") : seen.distrust),
            "chmod 600 " + path);
    }
}

} // namespace

void check_envelope(Remarks& remarks) {
    const config::Config& config = remarks.config;
    check_keys(remarks);
    check_file(remarks);
    for (std::size_t i = 0; i < config.envelope_verp.size(); ++i) {
        if (!proof::VerpPatterns::is_pattern(config.envelope_verp[i])) {
            remarks.add(Severity::error, element("envelope.verp", i),
                        '"' + config.envelope_verp[i] + "\" is no VERP pattern and matches nothing",
                        "one star before the @ for the recipient: \"ann-*@example.org\"");
        }
    }
    if (config.addresses.empty() && config.envelope_covers == "all") {
        remarks.add(Severity::warning, "envelope.covers",
                    "without [identity] addresses no report is known to be addressed to you, so "
                    "covers = \"all\" means nothing");
    }
    if (config.envelope_covers != "all" && config.envelope_since) {
        remarks.add(Severity::note, "envelope.since",
                    "since means nothing without covers = \"all\"");
    }
}

} // namespace backsift::setup
