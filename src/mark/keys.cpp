#include "mark/keys.hpp"

#include <algorithm>
#include <array>
#include <cstdio>
#include <optional>
#include <utility>

#include "base/text.hpp"
#include "message/date.hpp"

namespace backsift::mark {
namespace {

using base::Kind;
using base::Result;

constexpr std::size_t k_most_keys = 1000;

// "YYYY-MM-DD", with a month and a day that exist somewhere.
bool is_day(std::string_view text) {
    if (text.size() != 10 || text[4] != '-' || text[7] != '-') {
        return false;
    }
    const auto number = [text](std::size_t at, std::size_t size) {
        return base::to_number(text.substr(at, size)).value_or(0);
    };
    const auto month = number(5, 2);
    const auto day = number(8, 2);
    return number(0, 4) >= 1970 && month >= 1 && month <= 12 && day >= 1 && day <= 31;
}

// One line's words, or what is wrong with them.
Result<StoredKey> read_key(std::string_view line, const base::Place& place) {
    const std::vector<std::string_view> words = base::words(line);
    const auto wrong = [&place, line](std::string_view word, std::string sentence) {
        const auto column = static_cast<std::size_t>(word.data() - line.data()) + 1;
        return base::fail(Kind::config, std::move(sentence), {place.file, place.line, column});
    };
    if (words.size() < 3 || words.size() > 4) {
        return wrong(words.front(), "a key is its id, its day and its secret, and perhaps the word "
                                    "\"retired\"");
    }
    if (!proof::is_key_id(words[0])) {
        return wrong(words[0], "a key's id is one to 16 lower-case letters and digits");
    }
    if (!is_day(words[1])) {
        return wrong(words[1], "the day on which a key was made is written 2026-01-31");
    }
    if (words.size() == 4 && words[3] != "retired") {
        return wrong(words[3], "behind the secret only the word \"retired\" may stand");
    }
    auto secret = proof::Secret::from_base64(words[2]);
    if (!secret) {
        return wrong(words[2], "a key's secret is 32 bytes in base64 (44 characters)");
    }
    return StoredKey{
        {std::string(words[0]), std::move(*secret)}, std::string(words[1]), words.size() == 4};
}

} // namespace

Result<Keys> read_keys(std::string_view text, const std::string& file) {
    Keys keys;
    std::size_t position = 0;
    for (std::size_t number = 1; position < text.size(); ++number) {
        const std::string_view line = base::next_line(text, position);
        const std::string_view trimmed = base::trim(line);
        if (trimmed.empty() || trimmed.front() == '#') {
            continue;
        }
        const base::Place place{file, number, 1};
        auto key = read_key(line, place);
        if (!key) {
            return base::fail(key.error());
        }
        const bool twice = std::any_of(keys.begin(), keys.end(), [&key](const StoredKey& other) {
            return other.key.id == key->key.id;
        });
        if (twice) {
            return base::fail(Kind::config, "a second key with the id " + key->key.id, place);
        }
        if (keys.size() == k_most_keys) {
            return base::fail(Kind::config, "more than " + std::to_string(k_most_keys) + " keys",
                              place);
        }
        keys.push_back(std::move(*key));
    }
    return keys;
}

std::string write_keys(const Keys& keys) {
    constexpr std::string_view k_comment =
        "# Keys of the Backsift token: id, day, secret. Who reads this file can forge your token.\n"
        "# The newest signs; \"retired\" ones only verify. Keep them as long as their mail may\n"
        "# bounce. \"backsift token rotate\" adds one.\n";
    constexpr std::size_t k_longest_line = 128;
    std::string out;
    out.reserve(k_comment.size() + keys.size() * k_longest_line); // so that no copy stays behind
    out += k_comment;
    for (const StoredKey& key : keys) {
        std::string secret = key.key.secret.to_base64();
        out.append(key.key.id).append(" ").append(key.created).append(" ").append(secret);
        proof::wipe(secret);
        out.append(key.retired ? " retired\n" : "\n");
    }
    return out;
}

const proof::TokenKey* signing_key(const Keys& keys) {
    const StoredKey* newest = nullptr;
    for (const StoredKey& key : keys) {
        // Days in this form are in order as texts are.
        if (!key.retired && (newest == nullptr || key.created >= newest->created)) {
            newest = &key;
        }
    }
    return newest == nullptr ? nullptr : &newest->key;
}

std::size_t place_of(const Keys& keys, const proof::TokenKey& key) {
    const auto found = std::find_if(keys.begin(), keys.end(), [&key](const StoredKey& stored) {
        return stored.key.id == key.id;
    });
    return static_cast<std::size_t>(found - keys.begin());
}

std::vector<proof::TokenKey> verifying_keys(Keys keys) {
    std::vector<proof::TokenKey> out;
    out.reserve(keys.size());
    for (StoredKey& key : keys) {
        out.push_back(std::move(key.key));
    }
    return out;
}

} // namespace backsift::mark
