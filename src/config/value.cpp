#include "config/value.hpp"

#include <algorithm>
#include <array>

#include "base/text.hpp"

namespace backsift::config {

namespace {

using base::Done;
using base::Result;

bool has_control_character(std::string_view text) {
    return std::any_of(text.begin(), text.end(), [](char c) {
        const auto byte = static_cast<unsigned char>(c);
        return byte < 0x20 || byte == 0x7F;
    });
}

// RFC 5322 2.2: printable ASCII but the colon. The bound is that of a line (RFC 5322 2.1.1).
bool is_field_name(std::string_view text) {
    constexpr std::size_t k_longest = 76;
    return text.size() <= k_longest && std::all_of(text.begin(), text.end(), [](char c) {
               return c > ' ' && c < 0x7F && c != ':';
           });
}

bool is_path(std::string_view text) {
    return text.front() == '/' || text == "~" || text.substr(0, 2) == "~/";
}

std::string path_hint(std::string_view text) {
    if (text.front() == '~')
        return "only your own home can be written as ~/";
    return "write the whole path, from / or from ~/ on: deliver runs in whatever folder the MTA "
           "chose";
}

constexpr std::array<std::string_view, 2> k_secret_sections{"token", "envelope"};

// The name in the last "[…]" at or above a line, counted from 1; "" above the first. A line of a
// string that looks like one is taken for one.
std::string_view section_at(std::string_view text, std::size_t wanted) {
    std::string_view name;
    std::size_t at = 0;
    for (std::size_t line = 1; line <= wanted && at < text.size(); ++line) {
        const std::string_view content = base::trim(base::next_line(text, at));
        if (content.starts_with('['))
            name = base::trim(content.substr(1, content.find(']') - 1));
    }
    return name;
}

// What is wrong with a text of that row: sentence and hint, both empty when nothing is.
struct Wrong {
    std::string sentence;
    std::string hint;
};

Wrong wrong_path(const Option& option, std::string_view text) {
    if (is_path(text))
        return {};
    return {std::string(option.key) + " must be an absolute path", path_hint(text)};
}

Wrong wrong_target(const Option& option, std::string_view text) {
    if (text.front() != '|')
        return wrong_path(option, text);
    const std::string_view program = base::trim(text.substr(1));
    if (!program.empty() && is_path(program))
        return {};
    return {std::string(option.key) + " must name its program by an absolute path",
            "e.g. \"|/usr/bin/procmail -t\""};
}

Wrong wrong_word(const Option& option, std::string_view text) {
    if (std::find(option.words.begin(), option.words.end(), text) != option.words.end())
        return {};
    const std::vector<std::string_view> words(option.words.begin(), option.words.end());
    const std::string given = keeps_secrets(option.section) ? "" : ", not " + quoted(text);
    return {std::string(option.key) + " must be " + wanted(option) + given,
            did_you_mean(text, words)};
}

Wrong wrong_text(const Option& option, std::string_view text) {
    const std::string key(option.key);
    if (base::trim(text).empty()) {
        return {key + " must not be empty", "leave the key out where it has no value"};
    }
    if (has_control_character(text))
        return {key + " must not hold control characters", {}};
    switch (option.type) {
    case Type::field_name:
        if (is_field_name(text))
            return {};
        return {key + " must be the name of a header field, without colon and blanks", {}};
    case Type::path:
    case Type::paths:
        return wrong_path(option, text);
    case Type::target:
        return wrong_target(option, text);
    case Type::word:
        return wrong_word(option, text);
    default:
        return {};
    }
}

class Setter {
  public:
    Setter(const toml::Document& document, const Option& option, const toml::Value& value,
           const Store& store)
        : document_(document),
          option_(option),
          value_(value),
          store_(store) {}

    Result<Done> operator()(bool Config::*member) const {
        const auto* given = value_.as<bool>();
        if (given == nullptr)
            return wrong_type(value_);
        store_.config.*member = *given;
        return Done{};
    }

    Result<Done> operator()(std::int64_t Config::*member) const {
        const auto* given = value_.as<std::int64_t>();
        if (given == nullptr)
            return wrong_type(value_);
        if (*given < option_.least || *given > option_.most) {
            return fail(value_, std::string(option_.key) + " must be " + wanted(option_) + ", not "
                                    + std::to_string(*given));
        }
        store_.config.*member = *given;
        return Done{};
    }

    Result<Done> operator()(std::optional<std::int64_t> Config::*member) const {
        const auto* given = value_.as<toml::Date>();
        if (given == nullptr)
            return wrong_type(value_);
        store_.config.*member = given->unix_time;
        return Done{};
    }

    Result<Done> operator()(std::string Config::*member) const {
        return put_text(store_.config.*member);
    }

    Result<Done> operator()(std::string Dkim::*member) const {
        return put_text(store_.dkim->*member);
    }

    Result<Done> operator()(PerKind /*unused*/) const {
        return put_text(store_.config.per_kind[std::string(option_.key)]);
    }

    Result<Done> operator()(std::vector<std::string> Config::*member) const {
        const auto* given = value_.as<toml::Array>();
        if (given == nullptr)
            return wrong_type(value_);
        for (const toml::Value& element : *given) {
            const Result<std::string> text = checked_text(element);
            if (!text)
                return base::fail(text.error());
            (store_.config.*member).push_back(*text);
        }
        return Done{};
    }

  private:
    Result<std::string> checked_text(const toml::Value& value) const {
        const auto* given = value.as<std::string>();
        if (given == nullptr)
            return wrong_type(value);
        const Wrong wrong = wrong_text(option_, *given);
        if (!wrong.sentence.empty())
            return fail(value, wrong.sentence, wrong.hint);
        return *given;
    }

    Result<Done> put_text(std::string& member) const {
        Result<std::string> text = checked_text(value_);
        if (!text)
            return base::fail(text.error());
        member = std::move(*text);
        return Done{};
    }

    [[nodiscard]] tl::unexpected<base::Failure> fail(const toml::Value& value, std::string sentence,
                                                     std::string hint = {}) const {
        return base::fail(complaint(document_, value.place, std::move(sentence), std::move(hint)));
    }

    [[nodiscard]] tl::unexpected<base::Failure> wrong_type(const toml::Value& value) const {
        return fail(value,
                    std::string(option_.key) + " must be " + wanted(option_) + ", not "
                        + std::string(value.type_name()),
                    type_hint(value));
    }

    [[nodiscard]] std::string type_hint(const toml::Value& value) const {
        const auto* text = value.as<std::string>();
        if (text == nullptr) {
            return option_.type == Type::date ? std::string("e.g. 2026-01-01") : std::string();
        }
        switch (option_.type) {
        case Type::date:
            return "a date stands without quotes: 2026-01-01";
        case Type::boolean:
        case Type::integer:
            return "without quotes";
        case Type::texts:
        case Type::paths:
            if (keeps_secrets(option_.section))
                return "put it into brackets";
            return "put it into brackets: [" + quoted(*text) + ']';
        default:
            return {};
        }
    }

    const toml::Document& document_;
    const Option& option_;
    const toml::Value& value_;
    const Store& store_;
};

} // namespace

Result<Done> set(const toml::Document& document, const Option& option, const toml::Value& value,
                 const Store& store) {
    return std::visit(Setter(document, option, value, store), option.member);
}

base::Failure complaint(const toml::Document& document, const base::Place& place,
                        std::string sentence, std::string hint) {
    base::Failure failure = document.failure(place, std::move(sentence), std::move(hint));
    hide_secret(document.text, failure);
    return failure;
}

// Anywhere in the line, because of inline tables: token = {value = "…"}.
bool shows_secret(std::string_view line) {
    return std::any_of(options().begin(), options().end(), [&](const Option& option) {
        return option.secret && base::icontains(line, option.key);
    });
}

bool keeps_secrets(std::string_view section) {
    return std::find(k_secret_sections.begin(), k_secret_sections.end(), section)
           != k_secret_sections.end();
}

bool is_like_a_secret(std::string_view key) {
    std::vector<std::string_view> names(k_secret_sections.begin(), k_secret_sections.end());
    for (const Option& option : options()) {
        if (option.secret)
            names.push_back(option.key);
    }
    return base::closest(key, names).has_value();
}

void hide_secret(std::string_view text, base::Failure& failure) {
    const std::string_view line = failure.source_line;
    const bool named =
        std::any_of(k_secret_sections.begin(), k_secret_sections.end(),
                    [&](std::string_view section) { return base::icontains(line, section); });
    const std::string_view key = base::trim(line.substr(0, line.find('=')));
    if (named || shows_secret(line) || is_like_a_secret(key)
        || is_like_a_secret(section_at(text, failure.place.line)))
        failure.source_line.clear();
}

std::string quoted(std::string_view word) {
    return '"' + std::string(word) + '"';
}

std::string did_you_mean(std::string_view typed, const std::vector<std::string_view>& words) {
    const std::optional<std::string_view> near = base::closest(typed, words);
    return near ? "did you mean " + quoted(*near) + '?' : std::string();
}

} // namespace backsift::config
