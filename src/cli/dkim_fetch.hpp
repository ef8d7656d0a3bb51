// `init --dkim`: a DKIM public key from the DNS into a file beside the config. Nothing else asks a
// name server.
#pragma once

#include <string>
#include <vector>

#include "base/result.hpp"
#include "os/world.hpp"
#include "setup/compose_config.hpp"

namespace backsift::cli {

struct FetchedKey {
    setup::DkimChoice choice; // with the path of the file it is for
    std::string text;         // what goes into it
};

// Asks for each SELECTOR._domainkey.DOMAIN; the files are for `folder`. Changes nothing. Fails as
// setup::read_dkim_name, look_up_txt and key_file_text do.
[[nodiscard]] base::Result<std::vector<FetchedKey>>
fetch_keys(const std::vector<std::string>& names, const std::string& folder);

// Writes the files and says so. One that is there with other content is kept under its name and
// ".old": keys change.
[[nodiscard]] base::Result<base::Done> store_keys(const std::vector<FetchedKey>& keys,
                                                  os::World& world);

} // namespace backsift::cli
