// What a TOML document holds and where, as one text: two readings of a file are compared by it.
#pragma once

#include <cstdint>
#include <string>

#include "toml/toml_file.hpp"

namespace backsift::test {

std::string shown(const toml::Table& table);

inline std::string shown(const base::Place& place) {
    return '@' + std::to_string(place.line) + ':' + std::to_string(place.column);
}

inline std::string shown(const toml::Value& value) {
    std::string out(value.type_name());
    out += shown(value.place) + '=';
    if (const auto* text = value.as<std::string>())
        out += '"' + *text + '"';
    if (const auto* number = value.as<std::int64_t>())
        out += std::to_string(*number);
    if (const auto* truth = value.as<bool>())
        out += *truth ? "true" : "false";
    if (const auto* date = value.as<toml::Date>())
        out += std::to_string(date->unix_time);
    if (const auto* list = value.as<toml::Array>()) {
        for (const toml::Value& element : *list)
            out += shown(element) + ',';
    }
    if (const auto* table = value.as<toml::Table>())
        out += '{' + shown(*table) + '}';
    return out;
}

inline std::string shown(const toml::Table& table) {
    std::string out;
    for (const toml::Entry& entry : table.entries)
        out += entry.key + shown(entry.place) + ' ' + shown(entry.value) + ";\n";
    return out;
}

} // namespace backsift::test
