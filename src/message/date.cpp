#include "message/date.hpp"

#include <algorithm>
#include <array>
#include <utility>

#include "base/text.hpp"

namespace backsift::message {

namespace {

constexpr std::int64_t k_day = 86'400;

constexpr bool is_leap(int year) {
    return (year % 4 == 0 && year % 100 != 0) || year % 400 == 0;
}

constexpr int days_in(int year, int month) {
    constexpr std::array<int, 12> k_days = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
    return k_days[static_cast<std::size_t>(month - 1)] + (month == 2 && is_leap(year) ? 1 : 0);
}

// Days since 1970-01-01. Years are counted from March, so that the leap day is the last of one.
constexpr std::int64_t days_from_civil(std::int64_t year, int month, int day) {
    const std::int64_t y = month <= 2 ? year - 1 : year;
    const std::int64_t era = (y >= 0 ? y : y - 399) / 400;
    const std::int64_t year_of_era = y - era * 400;
    const std::int64_t month_from_march = (month + 9) % 12;
    const std::int64_t day_of_year = (153 * month_from_march + 2) / 5 + day - 1;
    const std::int64_t day_of_era =
        year_of_era * 365 + year_of_era / 4 - year_of_era / 100 + day_of_year;
    return era * 146'097 + day_of_era - 719'468;
}

struct Civil {
    std::int64_t year;
    int month;
    int day;
};

constexpr Civil civil_from_days(std::int64_t days) {
    const std::int64_t shifted = days + 719'468;
    const std::int64_t era = (shifted >= 0 ? shifted : shifted - 146'096) / 146'097;
    const std::int64_t day_of_era = shifted - era * 146'097;
    const std::int64_t year_of_era =
        (day_of_era - day_of_era / 1'460 + day_of_era / 36'524 - day_of_era / 146'096) / 365;
    const std::int64_t day_of_year =
        day_of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
    const std::int64_t month_from_march = (5 * day_of_year + 2) / 153;
    const int day = static_cast<int>(day_of_year - (153 * month_from_march + 2) / 5 + 1);
    const int month =
        static_cast<int>(month_from_march < 10 ? month_from_march + 3 : month_from_march - 9);
    return {era * 400 + year_of_era + (month <= 2 ? 1 : 0), month, day};
}

static_assert(days_from_civil(1970, 1, 1) == 0 && days_from_civil(2000, 2, 29) == 11'016);

constexpr std::array<std::string_view, 12> k_months = {
    "january", "february", "march",     "april",   "may",      "june",
    "july",    "august",   "september", "october", "november", "december"};

// 1 to 12 for a month's name or its beginning of three letters and more; else 0.
int month_of(std::string_view word) {
    constexpr std::size_t k_shortest = 3;
    if (word.size() < k_shortest)
        return 0;
    for (std::size_t i = 0; i < k_months.size(); ++i)
        if (k_months[i][0] == base::lower(word[0]) && base::istarts_with(k_months[i], word))
            return static_cast<int>(i) + 1;
    return base::iequals(word, "sept") ? 9 : 0;
}

// A number of at most `most_digits` digits; -1 when it is none.
int small_number(std::string_view digits, std::size_t most_digits) {
    if (digits.empty() || digits.size() > most_digits)
        return -1;
    const auto number = base::to_number(digits);
    return number ? static_cast<int>(*number) : -1;
}

struct Zone {
    std::string_view name;
    int hours;
};

// RFC 822 section 5.1. Military letters mean nothing (RFC 5322 4.3), other names are not unique.
constexpr std::array<Zone, 8> k_zones = {{{"EST", -5},
                                          {"EDT", -4},
                                          {"CST", -6},
                                          {"CDT", -5},
                                          {"MST", -7},
                                          {"MDT", -6},
                                          {"PST", -8},
                                          {"PDT", -7}}};

// Seconds east of Greenwich of "+0200", "-07:30", "+2"; 0 when it is none of these.
int numeric_offset(std::string_view text) {
    std::string digits;
    for (const char c : text.substr(1, 5))
        if (c != ':')
            digits += c;
    const bool hours_only = digits.size() <= 2;
    const int number = small_number(digits, 4);
    const int hours = hours_only ? number : number / 100;
    const int minutes = hours_only ? 0 : number % 100;
    if (number < 0 || hours > 23 || minutes > 59)
        return 0;
    const int seconds = hours * 3600 + minutes * 60;
    return text.front() == '-' ? -seconds : seconds;
}

// What the words of a date said so far.
class Reading {
  public:
    // A word is between blanks, commas and comments.
    void word(std::string_view word) {
        if (word.front() == '+' || word.front() == '-')
            return zone(word);
        if (base::is_alpha(word.front()))
            return name(word);
        if (word.find(':') != std::string_view::npos)
            return time_and_zone(word);
        // "3-Apr-2026"
        for (const std::string_view piece : base::split(word, '-')) {
            if (!piece.empty() && base::is_alpha(piece.front()))
                name(piece);
            else
                number(piece);
        }
    }

    [[nodiscard]] std::optional<UnixTime> result() const {
        const bool complete = day_ > 0 && month_ > 0 && year_ > 0 && hour_ >= 0;
        if (bad_ || !complete || day_ > days_in(year_, month_))
            return std::nullopt;
        const int hour = hour_ % 12
                         + 12
                               * (afternoon_ == Half::unsaid ? hour_ / 12
                                  : afternoon_ == Half::pm   ? 1
                                                             : 0);
        return days_from_civil(year_, month_, day_) * k_day + UnixTime{hour} * 3600
               + UnixTime{minute_} * 60 + second_ - offset_;
    }

  private:
    enum class Half { unsaid, am, pm };

    void zone(std::string_view word) {
        if (hour_ >= 0 && !zone_known_)
            offset_ = numeric_offset(word);
        zone_known_ = zone_known_ || hour_ >= 0;
    }

    void name(std::string_view word) {
        if (const int month = month_of(word); month > 0 && month_ == 0) {
            month_ = month;
        } else if (hour_ >= 0 && (base::iequals(word, "AM") || base::iequals(word, "PM"))) {
            afternoon_ = base::iequals(word, "PM") ? Half::pm : Half::am;
        } else if (hour_ >= 0 && !zone_known_) {
            named_zone(word);
        }
    }

    void named_zone(std::string_view word) {
        // "GMT+0200"
        const std::size_t sign = word.find_first_of("+-");
        if (sign != std::string_view::npos)
            return zone(word.substr(sign));
        zone_known_ = true;
        for (const Zone& known : k_zones)
            if (base::iequals(known.name, word))
                offset_ = known.hours * 3600;
    }

    // "10:11", "10:11:12", "10:11:12.345", each perhaps with "+0200" or "Z" behind it.
    void time_and_zone(std::string_view word) {
        if (hour_ >= 0)
            return;
        const std::size_t end = std::min(word.find_first_not_of("0123456789:."), word.size());
        const auto pieces = base::split(word.substr(0, end), ':');
        hour_ = small_number(pieces[0], 2);
        minute_ = pieces.size() > 1 ? small_number(pieces[1], 2) : -1;
        if (pieces.size() > 2)
            second_ = small_number(pieces[2].substr(0, pieces[2].find('.')), 2);
        bad_ = bad_ || hour_ < 0 || hour_ > 23 || minute_ < 0 || minute_ > 59 || second_ < 0
               || second_ > 60 || pieces.size() > 3;
        if (end < word.size())
            word[end] == '+' || word[end] == '-' ? zone(word.substr(end)) : name(word.substr(end));
    }

    void number(std::string_view digits) {
        constexpr std::size_t k_day_digits = 2;
        if (day_ == 0 && digits.size() <= k_day_digits) {
            day_ = small_number(digits, k_day_digits);
            bad_ = bad_ || day_ <= 0 || day_ > 31;
        } else if (year_ == 0) {
            year(digits);
        }
    }

    // RFC 5322 4.3 for years of two and three digits.
    void year(std::string_view digits) {
        year_ = small_number(digits, 4);
        if (digits.size() == 2)
            year_ += year_ < 50 ? 2000 : 1900;
        else if (digits.size() == 3)
            year_ += 1900;
        bad_ = bad_ || year_ < 1900;
    }

    int day_ = 0;
    int month_ = 0;
    int year_ = 0;
    int hour_ = -1;
    int minute_ = 0;
    int second_ = 0;
    int offset_ = 0;
    Half afternoon_ = Half::unsaid;
    bool zone_known_ = false;
    bool bad_ = false;
};

// "2026-04-03T10:11:12+02:00", also with a blank for the T, as logs and databases write it.
std::optional<std::string> iso_as_words(std::string_view text) {
    constexpr std::size_t k_date = 10;
    if (text.size() < k_date || text[4] != '-' || text[7] != '-')
        return std::nullopt;
    const int month = small_number(text.substr(5, 2), 2);
    if (small_number(text.substr(0, 4), 4) < 0 || month < 1 || month > 12
        || (text.size() > k_date && base::lower(text[k_date]) != 't' && text[k_date] != ' '))
        return std::nullopt;
    std::string words(text.substr(8, 2));
    words += ' ';
    words += k_months[static_cast<std::size_t>(month - 1)];
    words += ' ';
    words += text.substr(0, 4);
    words += ' ';
    words += text.substr(std::min(k_date + 1, text.size()));
    return words;
}

bool ends_word(char c) {
    return base::is_blank(c) || c == '\r' || c == '\n' || c == ',' || c == '(' || c == ')'
           || c == ';';
}

std::optional<UnixTime> read_words(std::string_view text) {
    constexpr std::size_t k_most_words = 12;
    Reading reading;
    std::size_t words = 0;
    std::size_t at = 0;
    std::size_t depth = 0; // of comments
    while (at < text.size() && words < k_most_words) {
        std::size_t end = at;
        while (end < text.size() && !ends_word(text[end]))
            ++end;
        if (end > at && depth == 0) {
            reading.word(text.substr(at, end - at));
            ++words;
        }
        if (end < text.size() && text[end] == '(')
            ++depth;
        else if (end < text.size() && text[end] == ')' && depth > 0)
            --depth;
        at = end + 1;
    }
    return reading.result();
}

void append_padded(std::string& out, std::int64_t number, std::size_t width) {
    const std::string digits = std::to_string(number);
    if (digits.size() < width)
        out.append(width - digits.size(), '0');
    out += digits;
}

} // namespace

std::optional<UnixTime> parse_date(std::string_view text) {
    text = base::trim(text);
    if (const auto words = iso_as_words(text))
        return read_words(*words);
    return read_words(text);
}

std::string format_utc(UnixTime time) {
    const bool before = time % k_day < 0;
    const std::int64_t days = time / k_day - (before ? 1 : 0);
    const std::int64_t second = time % k_day + (before ? k_day : 0);
    const Civil date = civil_from_days(days);
    std::string out;
    append_padded(out, date.year, 4);
    for (const auto& [mark, number] : {std::pair<char, std::int64_t>{'-', date.month},
                                       {'-', date.day},
                                       {'T', second / 3600},
                                       {':', second / 60 % 60},
                                       {':', second % 60}}) {
        out += mark;
        append_padded(out, number, 2);
    }
    return out + 'Z';
}

} // namespace backsift::message
