#include "message/address.hpp"

#include <algorithm>
#include <utility>

#include "base/text.hpp"
#include "message/decode.hpp"

namespace backsift::message {

namespace {

std::string as_utf8(std::string_view bytes) {
    Defects expected;
    return unlabelled_to_utf8(bytes, expected);
}

std::string decoded(std::string_view phrase) {
    Defects expected;
    return std::string(base::trim(decode_words(phrase, expected)));
}

// A run without blanks; a quoted string loses its quotes but keeps its blanks.
struct Token {
    std::string text;
    std::size_t at_sign = std::string::npos; // of its last "@" outside quotes
    bool quoted = false;                     // holds a quoted string

    void add(char c) {
        if (c == '@')
            at_sign = text.size();
        text += c;
    }
};

// "@a,@b:ann@c" (RFC 5322 4.4) and "mailto:ann@c"
std::string_view without_route(std::string_view spec) {
    constexpr std::string_view k_scheme = "mailto:";
    if (base::istarts_with(spec, k_scheme))
        return spec.substr(k_scheme.size());
    if (!spec.starts_with('@'))
        return spec;
    const std::size_t colon = spec.find(':');
    return colon == std::string_view::npos ? spec : spec.substr(colon + 1);
}

void set_mailbox(Address& address, const Token& token) {
    const std::string_view text = token.text;
    const std::size_t local_size = std::min(token.at_sign, text.size());
    address.local = as_utf8(text.substr(0, local_size));
    std::string_view domain = text.substr(std::min(local_size + 1, text.size()));
    while (domain.ends_with('.'))
        domain.remove_suffix(1);
    address.domain = as_utf8(base::to_lower(domain));
}

class Reader {
  public:
    Reader(std::string_view text, std::size_t most) : text_(text), most_(most) {}

    std::vector<Address> run() {
        while (at_ < text_.size() && found_.size() < most_)
            step();
        finish();
        return std::move(found_);
    }

  private:
    void step() {
        switch (text_[at_]) {
        case '(':
            comment_ = read_comment();
            break;
        case '"':
            if (!read_quoted(word_))
                ++at_;
            break;
        case '<':
            ++at_;
            read_angle();
            break;
        case '[':
            read_literal(word_);
            break;
        case ',':
        case ';':
            ++at_;
            finish();
            break;
        case ':': // what stood before was the name of a group
            ++at_;
            clear();
            break;
        case '>':
            ++at_;
            break;
        default:
            plain();
        }
    }

    void plain() {
        if (const std::size_t length = encoded_word_length(); length > 0) {
            word_.text += text_.substr(at_, length);
            at_ += length;
        } else if (const std::string_view run = take_run(); !run.empty()) {
            word_.text += run;
        } else if (base::is_space(text_[at_])) {
            ++at_;
            end_word();
        } else {
            word_.add(text_[at_++]);
        }
    }

    // The bytes from here on that mean nothing but themselves wherever they stand; moves behind
    // them.
    std::string_view take_run() {
        const std::size_t start = at_;
        while (at_ < text_.size()
               && (base::is_alnum(text_[at_]) || text_[at_] == '.' || text_[at_] == '-'))
            ++at_;
        return text_.substr(start, at_ - start);
    }

    // Encoded words with commas or brackets in them are wrong, and are seen.
    [[nodiscard]] std::size_t encoded_word_length() const {
        constexpr std::size_t k_longest = 500;
        if (!text_.substr(at_).starts_with("=?"))
            return 0;
        const std::string_view head = text_.substr(at_, k_longest);
        const std::string_view run = head.substr(0, head.find_first_of(" \t\r\n"));
        std::size_t mark = 1;
        for (int marks = 0; marks < 2 && mark != std::string_view::npos; ++marks)
            mark = run.find('?', mark + 1);
        const std::size_t close = mark == std::string_view::npos ? mark : run.find("?=", mark + 1);
        return close == std::string_view::npos ? 0 : close + 2;
    }

    // The text of the comment at `at_`, nested ones included; moves behind it.
    std::string read_comment() {
        std::string text;
        std::size_t depth = 0;
        for (; at_ < text_.size(); ++at_) {
            const char c = text_[at_];
            if (c == '\\' && at_ + 1 < text_.size())
                text += text_[++at_];
            else if (c == ')' && --depth == 0)
                break;
            else if (c != '(' || depth++ > 0)
                text += c;
        }
        at_ = std::min(at_ + 1, text_.size());
        return text;
    }

    // A quoted string at `at_`; false, and nothing moves, when it is never closed.
    bool read_quoted(Token& token) {
        if (!quotes_close_)
            return false;
        std::string inside;
        for (std::size_t at = at_ + 1; at < text_.size(); ++at) {
            if (text_[at] == '"') {
                at_ = at + 1;
                token.text += inside;
                token.quoted = true;
                return true;
            }
            if (text_[at] == '\\' && at + 1 < text_.size())
                ++at;
            inside += text_[at];
        }
        quotes_close_ = false;
        return false;
    }

    // "[192.0.2.1]", "[IPv6:2001:db8::1]": a ":" in it ends no group.
    void read_literal(Token& token) {
        constexpr std::size_t k_longest = 80;
        const std::string_view head = text_.substr(at_, k_longest);
        const std::size_t end = head.find_first_of("] \t,<>");
        const bool closed = end != std::string_view::npos && head[end] == ']';
        const std::size_t length = closed ? end + 1 : 1;
        token.text += text_.substr(at_, length);
        at_ += length;
    }

    // What stands between "<" and ">"; `at_` is behind the "<". A missing ">" is assumed at the
    // next comma, but for those of a source route.
    void read_angle() {
        const std::size_t start = at_;
        Token token;
        bool in_route = false;
        while (at_ < text_.size() && text_[at_] != '>') {
            if (const std::string_view run = take_run(); !run.empty()) {
                token.text += run;
                continue;
            }
            const char c = text_[at_];
            in_route = (in_route || (c == '@' && token.text.empty())) && c != ':';
            if (c == ',' && !in_route)
                break;
            if (c == '<') {
                token = {};
                ++at_;
            } else if (c == '(') {
                static_cast<void>(read_comment());
            } else if (c == '[') {
                read_literal(token);
            } else if (c != '"' || !read_quoted(token)) {
                if (!base::is_space(c) && c != '"')
                    token.add(c);
                ++at_;
            }
        }
        if (at_ < text_.size() && text_[at_] == '>')
            ++at_;
        if (at_ > start && !angle_)
            take_angle(std::move(token));
    }

    void take_angle(Token token) {
        const std::string_view spec = without_route(token.text);
        const std::size_t removed = token.text.size() - spec.size();
        if (token.at_sign != std::string::npos)
            token.at_sign = token.at_sign >= removed ? token.at_sign - removed : std::string::npos;
        token.text.erase(0, removed);
        angle_ = true;
        angle_token_ = std::move(token);
    }

    void end_word() {
        if (word_.text.empty() && !word_.quoted)
            return;
        // "ann @ example.org"
        const bool continues = !words_.empty() && !words_.back().quoted && !word_.text.empty()
                               && (words_.back().text.ends_with('@') || word_.text.front() == '@');
        if (continues) {
            for (const char c : word_.text)
                words_.back().add(c);
        } else {
            words_.push_back(std::move(word_));
        }
        word_ = {};
    }

    // Without brackets: the word with the "@", or the only word.
    void take_bare_word() {
        const auto mailbox = std::find_if(words_.begin(), words_.end(), [](const Token& token) {
            return token.at_sign != std::string::npos;
        });
        if (mailbox != words_.end()) {
            angle_token_ = std::move(*mailbox);
            words_.erase(mailbox);
        } else if (words_.size() == 1 && !words_.front().quoted
                   && words_.front().text.find("=?") == std::string::npos) {
            angle_token_ = std::move(words_.front());
            words_.clear();
        }
    }

    void finish() {
        end_word();
        if (words_.empty() && !angle_ && comment_.empty())
            return;
        if (!angle_)
            take_bare_word();
        Address address;
        set_mailbox(address, angle_token_);
        std::string phrase;
        for (const Token& token : words_)
            phrase += (phrase.empty() ? "" : " ") + token.text;
        address.display = decoded(phrase.empty() ? comment_ : phrase);
        if (!address.local.empty() || !address.domain.empty() || !address.display.empty())
            found_.push_back(std::move(address));
        clear();
    }

    void clear() {
        words_.clear();
        word_ = {};
        comment_.clear();
        angle_token_ = {};
        angle_ = false;
    }

    std::string_view text_;
    std::size_t most_;
    std::size_t at_ = 0;
    std::vector<Address> found_;
    std::vector<Token> words_;
    Token word_;
    Token angle_token_;
    std::string comment_;
    bool angle_ = false;
    bool quotes_close_ = true; // a search that failed once fails from every later place: linear
};

bool none_has_a_domain(const std::vector<Address>& addresses) {
    return std::all_of(addresses.begin(), addresses.end(),
                       [](const Address& address) { return address.domain.empty(); });
}

std::string_view bare(std::string_view mailbox) {
    mailbox = base::trim(mailbox);
    if (mailbox.starts_with('<') && mailbox.ends_with('>'))
        mailbox = mailbox.substr(1, mailbox.size() - 2);
    while (mailbox.ends_with('.'))
        mailbox.remove_suffix(1);
    return mailbox;
}

} // namespace

std::vector<Address> parse_addresses(std::string_view unfolded, const base::Limits& limits) {
    std::vector<Address> found = Reader(unfolded, limits.addresses).run();
    // Some programs encode the mailbox along with the name.
    if (none_has_a_domain(found) && unfolded.find("=?") != std::string_view::npos) {
        Defects expected;
        const std::string text = decode_words(unfolded, expected);
        if (text.find('@') != std::string::npos)
            return Reader(text, limits.addresses).run();
    }
    return found;
}

bool same_mailbox(std::string_view a, std::string_view b) {
    const std::string_view left = bare(a);
    return !left.empty() && base::iequals(left, bare(b));
}

} // namespace backsift::message
