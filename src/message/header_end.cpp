#include "message/header_end.hpp"

#include <algorithm>
#include <array>

#include "base/text.hpp"
#include "message/address.hpp"
#include "message/date.hpp"

namespace backsift::message {

namespace {

constexpr std::string_view k_dots = "\xE2\x80\xA6"; // U+2026, one character

// What opens has to close (RFC 5322 3.2): "<", "(", "[" and quoted strings.
class Nesting {
  public:
    void read(std::string_view value) {
        for (std::size_t i = 0; i < value.size(); ++i) {
            if (value[i] == '\\')
                ++i;
            else
                read(value[i]);
        }
    }
    [[nodiscard]] bool is_open() const {
        return quoted_ || comments_ > 0 || angles_ > 0 || brackets_ > 0;
    }

  private:
    void read(char c) {
        if (c == '"' && comments_ == 0)
            quoted_ = !quoted_;
        else if (!quoted_)
            read_bracket(c);
    }
    void read_bracket(char c) {
        count(c, '(', ')', comments_);
        if (comments_ == 0) {
            count(c, '<', '>', angles_);
            count(c, '[', ']', brackets_);
        }
    }
    static void count(char c, char open, char close, std::size_t& depth) {
        if (c == open)
            ++depth;
        else if (c == close && depth > 0)
            --depth;
    }

    bool quoted_ = false;
    std::size_t comments_ = 0;
    std::size_t angles_ = 0;
    std::size_t brackets_ = 0;
};

bool ends_with_any(std::string_view text, std::string_view marks) {
    return !text.empty() && marks.find(text.back()) != std::string_view::npos;
}

// "Sat, 21 Nov 2026 05:20:40 +0000", with the zone at its end.
bool is_date(std::string_view value) {
    const std::size_t colon = value.find(':');
    const std::string_view zone =
        value.substr(std::min(value.find_last_of(" \t") + 1, value.size()));
    if ((zone.starts_with('+') || zone.starts_with('-')) && zone.size() != 5)
        return false; // RFC 5322 3.3: four digits
    return colon != std::string_view::npos
           && value.find_first_of(" \t\r\n", colon) != std::string_view::npos
           && parse_date(value).has_value();
}

bool is_hop(std::string_view value) {
    const std::size_t semicolon = value.rfind(';');
    return semicolon != std::string_view::npos && is_date(base::trim(value.substr(semicolon + 1)));
}

// A comma outside comments.
bool has_comma(std::string_view text) {
    std::size_t depth = 0;
    return std::any_of(text.begin(), text.end(), [&depth](char c) {
        if (c == '(')
            ++depth;
        else if (c == ')' && depth > 0)
            --depth;
        return c == ',' && depth == 0;
    });
}

// Of the last one there is at least an "@" and what follows it, or the end of a group.
bool is_address_list(std::string_view value) {
    const std::size_t at = value.rfind('@');
    const bool group = ends_with_any(value, ";");
    const bool null_path = value == "<>";
    return group || null_path
           || (at != std::string_view::npos && at + 1 < value.size() && !has_comma(value.substr(at))
               && (base::is_alnum(value[at + 1]) || value[at + 1] == '[')
               && !ends_with_any(value, ",.-"));
}

bool is_id(std::string_view value) {
    return value.find('@') != std::string_view::npos;
}

bool is_version(std::string_view value) {
    return base::istarts_with(value, "1.0");
}

bool is_encoding(std::string_view value) {
    constexpr std::array<std::string_view, 9> k_known{
        "7bit",     "8bit",  "binary", "quoted-printable", "base64", "x-uuencode",
        "uuencode", "x-uue", "7-bit"};
    return std::any_of(k_known.begin(), k_known.end(), [value](std::string_view known) {
        return base::istarts_with(value, known);
    });
}

bool has_whole_parameters(std::string_view value) {
    return !ends_with_any(value, "=");
}

// The type's first half is missing in many an anonymised or mangled header, and no sign of a cut.
bool is_media_type(std::string_view value) {
    const std::size_t slash = value.find('/');
    const bool named = slash == std::string_view::npos ? value.find('=') != std::string_view::npos
                                                       : slash + 1 < value.size();
    const bool bounded =
        !base::istarts_with(value, "multipart/") || base::icontains(value, "boundary=");
    return named && bounded && has_whole_parameters(value);
}

// RFC 6376 3.5: the tags that must stand there.
bool is_signature(std::string_view value) {
    constexpr std::array<std::string_view, 5> k_required{"d=", "s=", "h=", "bh=", "b="};
    return !ends_with_any(value, ":")
           && std::all_of(k_required.begin(), k_required.end(),
                          [value](std::string_view tag) { return base::icontains(value, tag); });
}

struct Form {
    std::string_view name;
    bool (*is_whole)(std::string_view value);
};
constexpr std::array<Form, 19> k_forms{
    {{"Date", is_date},
     {"Resent-Date", is_date},
     {"Received", is_hop},
     {"From", is_address_list},
     {"Sender", is_address_list},
     {"Reply-To", is_address_list},
     {"To", is_address_list},
     {"Cc", is_address_list},
     {"Return-Path", is_address_list},
     {"Delivered-To", is_address_list},
     {"Errors-To", is_address_list},
     {"Message-ID", is_id},
     {"In-Reply-To", is_id},
     {"MIME-Version", is_version},
     {"Content-Transfer-Encoding", is_encoding},
     {"Content-Type", is_media_type},
     {"Content-Disposition", has_whole_parameters},
     {"DKIM-Signature", is_signature},
     {"X-OriginalArrivalTime", [](std::string_view value) { return ends_with_any(value, "]"); }}}};

// A person or a program writes there what it likes.
constexpr std::array<std::string_view, 7> k_free_text{
    "Subject",      "Comments",      "Keywords",           "Thread-Topic",
    "Organization", "X-Spam-Report", "Content-Description"};

// "=?utf-8?B?R3LDvM": it holds no blank (RFC 2047 section 2) and closes with "?=".
bool ends_inside_encoded_word(std::string_view value) {
    const std::size_t blank = value.find_last_of(" \t\r\n");
    const std::string_view word = value.substr(blank == std::string_view::npos ? 0 : blank + 1);
    if (!word.starts_with("=?"))
        return false;
    const std::size_t charset = word.find('?', 2);
    const std::size_t encoding =
        charset == std::string_view::npos ? charset : word.find('?', charset + 1);
    return encoding == std::string_view::npos
           || word.find("?=", encoding + 1) == std::string_view::npos;
}

bool is_free_text(std::string_view name) {
    return std::any_of(k_free_text.begin(), k_free_text.end(),
                       [name](std::string_view one) { return base::iequals(one, name); });
}

bool is_whole(std::string_view name, std::string_view value) {
    if (ends_inside_encoded_word(value))
        return false;
    if (is_free_text(name))
        return true;
    Nesting nesting;
    nesting.read(value);
    if (nesting.is_open() || value.ends_with("...") || value.ends_with(k_dots)
        || value.ends_with("[...]"))
        return false;
    const auto form = std::find_if(k_forms.begin(), k_forms.end(), [name](const Form& one) {
        return base::iequals(one.name, name);
    });
    return form == k_forms.end() || form->is_whole(value);
}

} // namespace

bool breaks_off(const HeaderBlock& header) {
    if (header.fields.empty())
        return true;
    const Field& last = header.fields.back();
    const char* const read_to = last.value.data() + last.value.size();
    const auto unread = static_cast<std::size_t>(header.text.data() + header.text.size() - read_to);
    // A line behind it is no field: half a name, or a mark of the cut.
    return !base::trim({read_to, unread}).empty() || !is_whole(last.name, base::trim(last.value));
}

bool announces_more(const HeaderBlock& header) {
    if (header.fields.empty())
        return false;
    const std::string_view value = base::trim(header.fields.back().value);
    return value.empty()
           || (base::istarts_with(header.fields.back().name, "Content-")
               && ends_with_any(value, ";"));
}

std::string last_address(const HeaderBlock& header, const base::Limits& limits) {
    if (header.fields.empty() || is_free_text(header.fields.back().name))
        return {};
    const auto all = parse_addresses(unfold(header.fields.back().value), limits);
    return all.empty() || all.back().domain.empty() ? std::string() : all.back().text();
}

bool is_ellipsis(std::string_view text) {
    const std::string_view shown = base::trim(text);
    return shown.find(k_dots) != std::string_view::npos
               ? shown.size() <= k_dots.size() + 2
               : shown.find("...") != std::string_view::npos
                     && shown.find_first_not_of(".[]() ") == std::string_view::npos;
}

} // namespace backsift::message
