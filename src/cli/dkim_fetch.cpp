#include "cli/dkim_fetch.hpp"

#include <utility>

#include "cli/config_writer.hpp"
#include "cli/console.hpp"
#include "os/dir.hpp"
#include "os/file.hpp"
#include "setup/dkim_record.hpp"
#include "setup/dns_txt.hpp"

namespace backsift::cli {

using base::Done;
using base::Result;

namespace {

constexpr std::size_t k_longest_key_file = std::size_t{64} << 10U;

Result<FetchedKey> fetch(const std::string& written, const std::string& folder) {
    const auto name = setup::read_dkim_name(written);
    if (!name)
        return base::fail(name.error());
    const auto records = setup::look_up_txt(name->text());
    if (!records)
        return base::fail(records.error());
    auto text = setup::key_file_text(*name, *records);
    if (!text)
        return base::fail(text.error());
    const std::string path = folder + '/' + name->selector + '.' + name->domain + ".pub";
    return FetchedKey{{name->domain, name->selector, path}, std::move(*text)};
}

Result<Done> store(const FetchedKey& key, os::World& world) {
    const std::string& path = key.choice.public_key;
    const std::string of = "the key " + key.choice.selector + " of " + key.choice.domain;
    if (os::is_there(path)) {
        const auto before = os::read_file(path, k_longest_key_file, os::Trust::anyone);
        if (before && before->view() == key.text)
            return print("There is no change in " + of + ", " + path + ".\n");
    }
    const auto kept = write_config(path, key.text, Old::is_kept, world);
    if (!kept)
        return base::fail(kept.error());
    const std::string before = kept->empty() ? "" : "; the one before is " + *kept;
    return print("Stored " + of + " in " + path + before + ".\n");
}

} // namespace

Result<std::vector<FetchedKey>> fetch_keys(const std::vector<std::string>& names,
                                           const std::string& folder) {
    std::vector<FetchedKey> keys;
    for (const std::string& name : names) {
        auto key = fetch(name, folder);
        if (!key)
            return base::fail(key.error());
        keys.push_back(std::move(*key));
    }
    return keys;
}

Result<Done> store_keys(const std::vector<FetchedKey>& keys, os::World& world) {
    for (const FetchedKey& key : keys) {
        if (auto stored = store(key, world); !stored)
            return stored;
    }
    return Done{};
}

} // namespace backsift::cli
