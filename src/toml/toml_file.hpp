// A TOML text as plain values that know where they stand. The only file that includes toml++ stands
// behind this.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "base/result.hpp"

namespace backsift::toml {

struct Value;
struct Entry;

using Array = std::vector<Value>;

struct Table {
    std::vector<Entry> entries; // in the order of the file

    [[nodiscard]] const Value* find(std::string_view key) const; // nullptr: not there
};

// A TOML date or date-time as seconds since 1970 UTC; a date alone is its midnight UTC.
struct Date {
    std::int64_t unix_time = 0;
};

struct Value {
    std::variant<std::string, std::int64_t, double, bool, Date, Array, Table> held;
    base::Place place; // without the file, which the document knows

    template<class T>
    [[nodiscard]] const T* as() const {
        return std::get_if<T>(&held);
    }
    // "a string", "an array", … for error sentences.
    [[nodiscard]] std::string_view type_name() const;
};

struct Entry {
    std::string key;
    base::Place place; // of the key, without the file
    Value value;
};

struct Document {
    Table root;
    std::string text;
    std::string file; // its name

    [[nodiscard]] base::Place whole(const base::Place& place) const {
        return {file, place.line, place.column};
    }

    // A failure that points into this document, with the line shown.
    [[nodiscard]] base::Failure failure(const base::Place& place, std::string sentence,
                                        std::string hint = {}) const;
};

// Fails with Kind::config at file:line:column. Never throws. Nesting is bounded by toml++ (256).
[[nodiscard]] base::Result<Document> parse(std::string_view text, const std::string& file_name);

} // namespace backsift::toml
