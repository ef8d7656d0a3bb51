// A config text to a Config: which section, which row of the option table, and whether all that
// belongs together is there.
#include <algorithm>
#include <utility>

#include "base/faults.hpp"
#include "config/companions.hpp"
#include "config/config.hpp"
#include "config/options.hpp"
#include "config/value.hpp"
#include "toml/toml_file.hpp"

namespace backsift::config {

namespace {

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
    Reader(const toml::Document& document, Config& config, base::Faults& faults)
        : document_(document),
          config_(config),
          faults_(faults) {}

    void read() {
        for (const toml::Entry& entry : document_.root.entries) {
            if (const Section* section = find_section(entry.key))
                read_section(*section, entry);
            else
                faults_.add(unknown_section(entry));
        }
    }

  private:
    void read_section(const Section& section, const toml::Entry& entry) {
        if (section.repeats == Repeats::yes)
            return read_tables(section, entry);
        if (const auto* table = entry.value.as<toml::Table>())
            read_table(section, *table, nullptr);
        else
            faults_.add(not_a_table(section, entry.value));
    }

    void read_tables(const Section& section, const toml::Entry& entry) {
        const auto* tables = entry.value.as<toml::Array>();
        if (tables == nullptr)
            return faults_.add(not_a_table(section, entry.value));
        for (const toml::Value& value : *tables) {
            const auto* table = value.as<toml::Table>();
            if (table == nullptr)
                return faults_.add(not_a_table(section, value));
            Dkim& dkim = config_.dkim.emplace_back();
            if (read_table(section, *table, &dkim))
                faults_.add(required_keys(document_, section, *table, value.place));
        }
    }

    // False when something in it is wrong.
    bool read_table(const Section& section, const toml::Table& table, Dkim* dkim) {
        const std::size_t before = faults_.count();
        for (const toml::Entry& entry : table.entries) {
            if (const Option* option = find_option(section.name, entry.key))
                faults_.add(set(document_, *option, entry.value, Store{config_, dkim}));
            else
                faults_.add(unknown_key(section, entry));
            note_source(prefix(section, dkim) + entry.key, entry);
        }
        return faults_.count() == before;
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

    [[nodiscard]] base::Failure not_a_table(const Section& section,
                                            const toml::Value& value) const {
        const std::string name(section.name);
        const bool repeats = section.repeats == Repeats::yes;
        const std::string form = repeats ? "[[" + name + "]]" : '[' + name + ']';
        const std::string sentence = name + " must be " + (repeats ? "a list of tables" : "a table")
                                     + ", not " + std::string(value.type_name());
        return complaint(document_, value.place, sentence,
                         "write " + form + " on a line of its own, and its keys below");
    }

    [[nodiscard]] base::Failure unknown_section(const toml::Entry& entry) const {
        const bool is_table = entry.value.as<toml::Table>() != nullptr;
        std::string hint = did_you_mean(entry.key, section_names());
        if (!is_table && hint.empty())
            hint = belongs_elsewhere(entry.key);
        return complaint(document_, entry.place,
                         (is_table ? "unknown section " : "unknown key ") + quoted(entry.key),
                         std::move(hint));
    }

    [[nodiscard]] base::Failure unknown_key(const Section& section,
                                            const toml::Entry& entry) const {
        std::string hint = belongs_elsewhere(entry.key);
        if (hint.empty())
            hint = did_you_mean(entry.key, keys_of(section.name));
        return complaint(document_, entry.place,
                         "unknown key " + quoted(entry.key) + " in [" + std::string(section.name)
                             + ']',
                         std::move(hint));
    }

    const toml::Document& document_;
    Config& config_;
    base::Faults& faults_;
};

} // namespace

base::Place Config::place_of(std::string_view key) const {
    const auto found = std::find_if(sources.begin(), sources.end(),
                                    [&](const Source& source) { return source.key == key; });
    if (found == sources.end())
        return {file, 0, 0};
    return {file, found->line, found->column};
}

Reading read_whole(std::string_view toml_text, const std::string& file_name) {
    Reading reading;
    base::Faults faults;
    base::Result<toml::Document> document = toml::parse(toml_text, file_name);
    if (document) {
        reading.config.file = file_name;
        Reader(*document, reading.config, faults).read();
        // What is only half there where a name is mistyped is no fault of its own.
        if (faults.count() == 0)
            companions(*document, faults);
    } else {
        hide_secret(toml_text, document.error());
        faults.add(std::move(document.error()));
    }
    reading.faults = faults.take();
    return reading;
}

base::Result<Config> read(std::string_view toml_text, const std::string& file_name) {
    return read_whole(toml_text, file_name).result();
}

base::Result<Config> Reading::result() && {
    if (!faults.empty())
        return base::fail(std::move(faults.front()));
    return std::move(config);
}

} // namespace backsift::config
