#include "config/companions.hpp"

#include "config/value.hpp"

namespace backsift::config {

namespace {

using base::Done;
using base::Result;

const toml::Entry* entry_of(const toml::Table& table, std::string_view key) {
    for (const toml::Entry& entry : table.entries) {
        if (entry.key == key)
            return &entry;
    }
    return nullptr;
}

Result<Done> excluding_keys(const toml::Document& document, const Section& section,
                            const toml::Table& table) {
    for (const Option& option : options()) {
        if (option.section != section.name || option.instead_of.empty())
            continue;
        const toml::Entry* one = entry_of(table, option.key);
        if (one == nullptr || entry_of(table, option.instead_of) == nullptr)
            continue;
        return base::fail(complaint(document, one->place,
                                    std::string(option.key) + " and "
                                        + std::string(option.instead_of) + " exclude each other",
                                    "keep one of them"));
    }
    return Done{};
}

// A key of [token] without which another is worth nothing.
Result<Done> needs(const toml::Document& document, const toml::Entry& has, bool there,
                   std::string_view missing, std::string hint) {
    if (there)
        return Done{};
    return base::fail(complaint(document, has.place,
                                "[token] has " + has.key + " but no " + std::string(missing),
                                std::move(hint)));
}

Result<Done> whole_token(const toml::Document& document, const toml::Table& token) {
    const toml::Entry* header = entry_of(token, "header");
    const toml::Entry* value = entry_of(token, "value");
    const toml::Entry* key_file = entry_of(token, "key_file");
    const toml::Entry* covers = entry_of(token, "covers");
    if (token.entries.empty())
        return Done{};
    Result<Done> done = needs(document, token.entries.front(), header != nullptr, "header",
                              "e.g. header = \"X-Your-Special-Header\"");
    if (!done)
        return done;
    done = needs(document, *header, value != nullptr || key_file != nullptr, "value or key_file",
                 R"(the field's content: value = "…", or key_file = "~/.config/backsift/keys")");
    if (!done)
        return done;
    done = needs(document, *header, covers != nullptr, "covers",
                 R"(covers = "all" if everything you send bears the field, else covers = "some")");
    if (!done)
        return done;
    const auto* word = covers->value.as<std::string>();
    if (word == nullptr || *word != "all" || entry_of(token, "since") != nullptr)
        return Done{};
    return base::fail(
        complaint(document, covers->place, "[token] has covers = \"all\" but no since",
                  "the day from which on everything you sent bears it: since = 2026-01-01"));
}

} // namespace

Result<Done> required_keys(const toml::Document& document, const Section& section,
                           const toml::Table& table, const base::Place& place) {
    for (const Option& option : options()) {
        if (option.section != section.name || !option.required)
            continue;
        if (entry_of(table, option.key) != nullptr)
            continue;
        return base::fail(complaint(
            document, place, '[' + std::string(section.name) + "] needs " + std::string(option.key),
            std::string(option.key) + " = " + std::string(option.example)));
    }
    return Done{};
}

void companions(const toml::Document& document, base::Faults& faults) {
    for (const Section& section : sections()) {
        const toml::Value* value = document.root.find(section.name);
        const auto* table = value == nullptr ? nullptr : value->as<toml::Table>();
        if (table == nullptr)
            continue;
        faults.add(excluding_keys(document, section, *table));
        if (section.name == "token")
            faults.add(whole_token(document, *table));
    }
}

} // namespace backsift::config
