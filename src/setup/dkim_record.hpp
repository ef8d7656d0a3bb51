// The DNS record of a DKIM key (RFC 6376 3.6): pasted into a file, or as the DNS itself gave it.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "base/result.hpp"
#include "setup/compose_config.hpp"

namespace backsift::setup {

// Whose key stands in the file at `path`: by the name in front of the record, as a zone file or
// dig(1) shows it, else by the only signature that was found on sent mail. Fails with Kind::config
// when the text holds no key that can be used, or when nothing tells whose it is.
[[nodiscard]] base::Result<DkimChoice> read_dkim_record(std::string_view text,
                                                        const std::string& path,
                                                        const std::vector<Clue>& signatures);

struct DkimName {
    std::string selector;
    std::string domain;
    [[nodiscard]] std::string text() const { return selector + "._domainkey." + domain; }
};

// "s1._domainkey.example.org", lower-cased and without a dot at its end. Holds letters, digits,
// "-",
// "_" and dots only, and no empty label: it can be part of a file's name. Else fails with
// Kind::usage.
[[nodiscard]] base::Result<DkimName> read_dkim_name(std::string_view written);

// The content of a key file, as a line for a zone file: the one of the name's TXT records that
// holds a key. Fails with Kind::config when none does or more than one (RFC 6376 3.6.2.2 forbids
// it).
[[nodiscard]] base::Result<std::string> key_file_text(const DkimName& name,
                                                      const std::vector<std::string>& records);

} // namespace backsift::setup
