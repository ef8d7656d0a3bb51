#include "deliver/target.hpp"

#include <array>
#include <utility>

#include "base/text.hpp"

namespace backsift::deliver {

namespace {

using base::Result;

// A stranger's words (SENDER and the like) must not name a path: these two are the account's own.
constexpr std::array<std::string_view, 2> k_path_names{"HOME", "USER"};
constexpr std::array<std::string_view, 5> k_word_names{"HOME", "USER", "SENDER", "RECIPIENT",
                                                       "EXTENSION"};

base::Failure failure_at(std::string_view text, std::size_t at, std::string sentence,
                         std::string hint = {}) {
    return {base::Kind::usage,
            std::move(sentence),
            {"target", 1, at + 1},
            std::string(text),
            std::move(hint)};
}

// The name of those that stands behind the "$" at `at`; "" when none does.
template<std::size_t n>
std::string_view name_at(std::string_view text, std::size_t at,
                         const std::array<std::string_view, n>& names) {
    std::size_t end = at + 1;
    while (end < text.size() && (base::is_alnum(text[end]) || text[end] == '_'))
        ++end;
    const std::string_view written = text.substr(at + 1, end - at - 1);
    for (const std::string_view name : names) {
        if (written == name)
            return name;
    }
    return {};
}

// Reads a target's text from left to right and puts values in the place of names.
class Reader {
  public:
    Reader(std::string_view text, const Names& names) : text_(text), names_(names) {}

    Result<std::string> path() {
        std::string out;
        if (auto home = leading_home(out); !home)
            return base::fail(home.error());
        while (at_ < text_.size()) {
            const std::string_view name =
                text_[at_] == '$' ? name_at(text_, at_, k_path_names) : "";
            if (name.empty()) {
                out += text_[at_++];
            } else if (auto put = expand(name, out); !put) {
                return base::fail(put.error());
            }
        }
        while (out.size() > 1 && out.back() == '/')
            out.pop_back();
        return out;
    }

    Result<std::vector<std::string>> words() {
        at_ = 1; // behind the bar
        std::vector<std::string> out;
        for (;;) {
            while (at_ < text_.size() && base::is_blank(text_[at_]))
                ++at_;
            if (at_ == text_.size())
                break;
            auto next = word();
            if (!next)
                return base::fail(next.error());
            out.push_back(std::move(*next));
        }
        if (out.empty() || out.front().empty())
            return base::fail(failure_at(text_, 0, "no program is named"));
        return out;
    }

  private:
    Result<base::Done> expand(std::string_view name, std::string& out) {
        auto value = names_(name);
        if (!value)
            return base::fail(
                failure_at(text_, at_, '$' + std::string(name) + " is not known here"));
        out += *value;
        at_ += name.size() + 1;
        return base::Done{};
    }

    // "~" at the beginning of a path or an unquoted word.
    Result<base::Done> leading_home(std::string& out) {
        if (at_ >= text_.size() || text_[at_] != '~')
            return base::Done{};
        const bool alone =
            at_ + 1 == text_.size() || text_[at_ + 1] == '/' || base::is_blank(text_[at_ + 1]);
        if (!alone) {
            return base::fail(failure_at(text_, at_,
                                         "another user's home directory is not looked up",
                                         "write its path in full"));
        }
        auto home = names_("HOME");
        if (!home)
            return base::fail(failure_at(text_, at_, "the home directory is not known here"));
        out += *home;
        ++at_;
        return base::Done{};
    }

    Result<std::string> word() {
        std::string out;
        if (auto home = leading_home(out); !home)
            return base::fail(home.error());
        while (at_ < text_.size() && !base::is_blank(text_[at_])) {
            auto taken = text_[at_] == '\''  ? single_quoted(out)
                         : text_[at_] == '"' ? double_quoted(out)
                                             : one(out);
            if (!taken)
                return base::fail(taken.error());
        }
        return out;
    }

    Result<base::Done> single_quoted(std::string& out) {
        const std::size_t end = text_.find('\'', at_ + 1);
        if (end == std::string_view::npos)
            return base::fail(failure_at(text_, at_, "this quote is not closed"));
        out += text_.substr(at_ + 1, end - at_ - 1);
        at_ = end + 1;
        return base::Done{};
    }

    Result<base::Done> double_quoted(std::string& out) {
        const std::size_t begin = at_++;
        while (at_ < text_.size() && text_[at_] != '"') {
            if (auto taken = one(out); !taken)
                return taken;
        }
        if (at_ == text_.size())
            return base::fail(failure_at(text_, begin, "this quote is not closed"));
        ++at_;
        return base::Done{};
    }

    // A character, one behind a backslash, or a name.
    Result<base::Done> one(std::string& out) {
        if (text_[at_] == '\\') {
            if (at_ + 1 == text_.size())
                return base::fail(failure_at(text_, at_, "nothing follows this backslash"));
            out += text_[at_ + 1];
            at_ += 2;
            return base::Done{};
        }
        if (text_[at_] != '$') {
            out += text_[at_++];
            return base::Done{};
        }
        const std::string_view name = name_at(text_, at_, k_word_names);
        if (!name.empty())
            return expand(name, out);
        return base::fail(failure_at(
            text_, at_, "there is no shell that would expand this",
            "known are $HOME, $USER, $SENDER, $RECIPIENT, $EXTENSION; write \\$ for a dollar"));
    }

    std::string_view text_;
    const Names& names_;
    std::size_t at_ = 0;
};

} // namespace

Result<Target> parse_target(std::string_view text) {
    const std::string_view trimmed = base::trim(text);
    if (trimmed.empty())
        return base::fail(failure_at(text, 0, "no target is named"));
    if (const std::size_t nul = trimmed.find('\0'); nul != std::string_view::npos) {
        return base::fail(failure_at(trimmed, nul, "a NUL byte"));
    }
    Target target{trimmed.front() == '|' ? Way::program : Way::maildir, std::string(trimmed)};
    const Names any = [](std::string_view) { return std::optional<std::string>("x"); };
    if (target.way == Way::program) {
        const auto words = program_words(target, any);
        if (!words)
            return base::fail(words.error());
    } else {
        const auto path = maildir_path(target, any);
        if (!path)
            return base::fail(path.error());
    }
    return target;
}

Result<std::string> maildir_path(const Target& target, const Names& names) {
    return Reader(target.text, names).path();
}

Result<std::vector<std::string>> program_words(const Target& target, const Names& names) {
    return Reader(target.text, names).words();
}

} // namespace backsift::deliver
