#include "toml/toml_file.hpp"

#include <algorithm>
#include <chrono>
#include <exception>
#include <optional>

// The library's exceptions are replaced by its parse_result; formatters would only cost bytes.
#define TOML_EXCEPTIONS 0
#define TOML_ENABLE_FORMATTERS 0
#include <toml++/toml.h>

#include "base/text.hpp"

namespace backsift::toml {

namespace {

std::string_view line_of(std::string_view text, std::size_t wanted) {
    std::size_t start = 0;
    for (std::size_t line = 1; line < wanted; ++line) {
        const std::size_t end = text.find('\n', start);
        if (end == std::string_view::npos)
            return {};
        start = end + 1;
    }
    std::string_view line = text.substr(start, text.find('\n', start) - start);
    if (line.ends_with('\r'))
        line.remove_suffix(1);
    return line;
}

// Turns toml++'s tree into ours, and its columns (code points) into bytes.
class Converter {
  public:
    Converter(std::string_view text, const std::string& file_name) : file_name_(file_name) {
        std::size_t start = 0;
        while (start <= text.size()) {
            const std::size_t end = std::min(text.find('\n', start), text.size());
            lines_.push_back(text.substr(start, end - start));
            start = end + 1;
        }
    }

    [[nodiscard]] base::Place place(const ::toml::source_position& at) const {
        base::Place place{file_name_, at.line, at.column};
        if (at.line == 0 || at.line > lines_.size())
            return place;
        const std::string_view line = lines_[at.line - 1];
        std::size_t bytes = 0;
        for (std::size_t column = 1; column < at.column && bytes < line.size(); ++column) {
            static_cast<void>(base::next_code_point(line, bytes));
        }
        place.column = bytes + 1;
        return place;
    }

    [[nodiscard]] Table table(const ::toml::table& from) {
        std::vector<std::pair<::toml::source_position, Entry>> found;
        for (auto&& [key, node] : from) {
            const auto at = key.source().begin;
            found.emplace_back(at, Entry{std::string(key.str()), place(at), value(node)});
        }
        std::stable_sort(found.begin(), found.end(),
                         [](const auto& a, const auto& b) { return a.first < b.first; });
        Table out;
        for (auto& [at, entry] : found)
            out.entries.push_back(std::move(entry));
        return out;
    }

    // The first value that has no counterpart among ours (a time without a date).
    [[nodiscard]] const std::optional<base::Place>& lone_time() const { return lone_time_; }

  private:
    [[nodiscard]] Value value(const ::toml::node& node) {
        Value out;
        out.place = place(node.source().begin);
        node.visit([&](const auto& it) { out.held = held(it); });
        if (node.is_time() && !lone_time_)
            lone_time_ = out.place;
        return out;
    }

    using Held = decltype(Value::held);
    Held held(const ::toml::table& it) { return table(it); }
    Held held(const ::toml::array& it) {
        Array out;
        for (const ::toml::node& element : it)
            out.push_back(value(element));
        return out;
    }
    static Held held(const ::toml::value<std::string>& it) { return it.get(); }
    static Held held(const ::toml::value<std::int64_t>& it) { return it.get(); }
    static Held held(const ::toml::value<double>& it) { return it.get(); }
    static Held held(const ::toml::value<bool>& it) { return it.get(); }
    static Held held(const ::toml::value<::toml::date>& it) { return Date{midnight(it.get())}; }
    static Held held(const ::toml::value<::toml::time>&) { return Date{}; }
    static Held held(const ::toml::value<::toml::date_time>& it) {
        const ::toml::date_time& when = it.get();
        constexpr std::int64_t k_minute = 60;
        std::int64_t seconds =
            midnight(when.date) + when.time.hour * 60 * k_minute + when.time.minute * k_minute;
        seconds += when.time.second;
        if (when.offset)
            seconds -= when.offset->minutes * k_minute;
        return Date{seconds};
    }

    static std::int64_t midnight(const ::toml::date& date) {
        using namespace std::chrono;
        const sys_days day = year(date.year) / month(date.month) / std::chrono::day(date.day);
        return duration_cast<seconds>(day.time_since_epoch()).count();
    }

    const std::string& file_name_;
    std::vector<std::string_view> lines_;
    std::optional<base::Place> lone_time_;
};

base::Failure refused(const Document& document, const Converter& converter,
                      const ::toml::parse_error& error) {
    std::string sentence = "this is not TOML: " + std::string(error.description());
    while (sentence.ends_with('.'))
        sentence.pop_back();
    return document.failure(converter.place(error.source().begin), std::move(sentence));
}

} // namespace

const Value* Table::find(std::string_view key) const {
    const auto found = std::find_if(entries.begin(), entries.end(),
                                    [&](const Entry& entry) { return entry.key == key; });
    return found == entries.end() ? nullptr : &found->value;
}

std::string_view Value::type_name() const {
    constexpr std::string_view k_names[] = {"a string", "an integer", "a fraction", "true or false",
                                            "a date",   "an array",   "a table"};
    static_assert(std::size(k_names) == std::variant_size_v<decltype(held)>);
    return k_names[held.index()];
}

base::Failure Document::failure(const base::Place& place, std::string sentence,
                                std::string hint) const {
    return {base::Kind::config, std::move(sentence), place, std::string(line_of(text, place.line)),
            std::move(hint)};
}

base::Result<Document> parse(std::string_view text, const std::string& file_name) try {
    Document document;
    document.text = text;
    Converter converter(document.text, file_name);
    const ::toml::parse_result parsed = ::toml::parse(std::string_view(document.text));
    if (!parsed)
        return base::fail(refused(document, converter, parsed.error()));
    document.root = converter.table(parsed.table());
    if (converter.lone_time()) {
        return base::fail(document.failure(*converter.lone_time(), "a time of day needs a date",
                                           "write it as 2026-01-31T12:00:00Z"));
    }
    return document;
} catch (const std::exception& error) {
    return base::fail(base::Kind::config,
                      std::string("this file cannot be read as TOML: ") + error.what(),
                      {file_name, 0, 0});
}

} // namespace backsift::toml
