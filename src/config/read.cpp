// A config text to a Config: which section, which row of the option table, and whether all that
// belongs together is there.
#include <algorithm>

#include "config/companions.hpp"
#include "config/config.hpp"
#include "config/options.hpp"
#include "config/value.hpp"
#include "toml/toml_file.hpp"

namespace backsift::config {

namespace {

using base::Done;
using base::Result;

std::vector<std::string_view> section_names() {
    std::vector<std::string_view> names;
    for (const Section& section : sections())
        names.push_back(section.name);
    return names;
}

std::vector<std::string_view> keys_of(std::string_view section) {
    std::vector<std::string_view> keys;
    for (const Option& option : options()) {
        if (option.section == section && !option.without_effect)
            keys.push_back(option.key);
    }
    return keys;
}

// The hint for a key that is known, but in another section.
std::string belongs_elsewhere(std::string_view key) {
    std::string places;
    for (const Option& option : options()) {
        if (option.key != key)
            continue;
        places += places.empty() ? "" : ", ";
        places += '[' + std::string(option.section) + ']';
    }
    return places.empty() ? places : "it belongs into " + places;
}

class Reader {
  public:
    Reader(const toml::Document& document, Config& config) : document_(document), config_(config) {}

    Result<Done> read() {
        for (const toml::Entry& entry : document_.root.entries) {
            const Section* section = find_section(entry.key);
            if (section == nullptr)
                return unknown_section(entry);
            Result<Done> done = read_section(*section, entry);
            if (!done)
                return done;
        }
        return Done{};
    }

  private:
    Result<Done> read_section(const Section& section, const toml::Entry& entry) {
        if (section.repeats == Repeats::yes)
            return read_tables(section, entry);
        const auto* table = entry.value.as<toml::Table>();
        if (table == nullptr)
            return not_a_table(section, entry.value);
        return read_table(section, *table, nullptr);
    }

    Result<Done> read_tables(const Section& section, const toml::Entry& entry) {
        const auto* tables = entry.value.as<toml::Array>();
        if (tables == nullptr)
            return not_a_table(section, entry.value);
        for (const toml::Value& value : *tables) {
            const auto* table = value.as<toml::Table>();
            if (table == nullptr)
                return not_a_table(section, value);
            Dkim& dkim = config_.dkim.emplace_back();
            Result<Done> done = read_table(section, *table, &dkim);
            if (done)
                done = required_keys(document_, section, *table, value.place);
            if (!done)
                return done;
        }
        return Done{};
    }

    Result<Done> read_table(const Section& section, const toml::Table& table, Dkim* dkim) {
        for (const toml::Entry& entry : table.entries) {
            const Option* option = find_option(section.name, entry.key);
            if (option == nullptr)
                return unknown_key(section, entry);
            Result<Done> done = set(document_, *option, entry.value, Store{config_, dkim});
            if (!done)
                return done;
            note_source(prefix(section, dkim) + entry.key, entry);
        }
        return Done{};
    }

    // "token.", or "dkim[1]." in the second of its tables.
    [[nodiscard]] std::string prefix(const Section& section, const Dkim* dkim) const {
        std::string name(section.name);
        if (dkim != nullptr)
            name += '[' + std::to_string(config_.dkim.size() - 1) + ']';
        return name + '.';
    }

    void note_source(const std::string& key, const toml::Entry& entry) {
        config_.sources.push_back({key, entry.place.line, entry.place.column});
        const auto* list = entry.value.as<toml::Array>();
        for (std::size_t i = 0; list != nullptr && i < list->size(); ++i) {
            const base::Place& place = (*list)[i].place;
            config_.sources.push_back(
                {key + '[' + std::to_string(i) + ']', place.line, place.column});
        }
    }

    [[nodiscard]] tl::unexpected<base::Failure> not_a_table(const Section& section,
                                                            const toml::Value& value) const {
        const std::string name(section.name);
        const bool repeats = section.repeats == Repeats::yes;
        const std::string form = repeats ? "[[" + name + "]]" : '[' + name + ']';
        const std::string sentence = name + " must be " + (repeats ? "a list of tables" : "a table")
                                     + ", not " + std::string(value.type_name());
        return base::fail(complaint(document_, value.place, sentence,
                                    "write " + form + " on a line of its own, and its keys below"));
    }

    [[nodiscard]] tl::unexpected<base::Failure> unknown_section(const toml::Entry& entry) const {
        const bool is_table = entry.value.as<toml::Table>() != nullptr;
        std::string hint = did_you_mean(entry.key, section_names());
        if (!is_table && hint.empty())
            hint = belongs_elsewhere(entry.key);
        return base::fail(complaint(
            document_, entry.place,
            (is_table ? "unknown section " : "unknown key ") + quoted(entry.key), std::move(hint)));
    }

    [[nodiscard]] tl::unexpected<base::Failure> unknown_key(const Section& section,
                                                            const toml::Entry& entry) const {
        std::string hint = belongs_elsewhere(entry.key);
        if (hint.empty())
            hint = did_you_mean(entry.key, keys_of(section.name));
        return base::fail(complaint(document_, entry.place,
                                    "unknown key " + quoted(entry.key) + " in ["
                                        + std::string(section.name) + ']',
                                    std::move(hint)));
    }

    const toml::Document& document_;
    Config& config_;
};

} // namespace

base::Place Config::place_of(std::string_view key) const {
    const auto found = std::find_if(sources.begin(), sources.end(),
                                    [&](const Source& source) { return source.key == key; });
    if (found == sources.end())
        return {file, 0, 0};
    return {file, found->line, found->column};
}

base::Result<Config> read(std::string_view toml_text, const std::string& file_name) {
    base::Result<toml::Document> document = toml::parse(toml_text, file_name);
    if (!document) {
        base::Failure failure = document.error();
        hide_secret(toml_text, failure);
        return base::fail(std::move(failure));
    }
    Config config;
    config.file = file_name;
    Result<Done> done = Reader(*document, config).read();
    if (done)
        done = companions(*document);
    if (!done)
        return base::fail(done.error());
    return config;
}

} // namespace backsift::config
