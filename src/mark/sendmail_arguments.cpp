#include "mark/sendmail_arguments.hpp"

#include <algorithm>
#include <utility>

namespace backsift::mark {
namespace {

// Letters whose value is the rest of the word or, where there is none, the next word.
constexpr std::string_view k_with_value = "ABCDFLMNOPRVXabefhopr";

// Only -bm, which is also the default, reads a message.
bool is_another_errand(std::string_view word) {
    return (word.starts_with("-b") && word != "-bm") || word.starts_with("-q") || word == "-I"
           || word == "--version" || word == "--help";
}

} // namespace

SendmailArguments::SendmailArguments(std::vector<std::string> words) : words_(std::move(words)) {
    read();
}

void SendmailArguments::read() {
    std::size_t at = std::min<std::size_t>(1, words_.size());
    for (; at < words_.size(); ++at) {
        const std::string_view word = words_[at];
        if (word == "--") {
            ++at;
            break;
        }
        if (word.size() < 2 || word.front() != '-') {
            break;
        }
        sends_ = sends_ && !is_another_errand(word);
        if (word[1] == '-') {
            continue;
        }
        // Flags may stand together, and a letter with a value ends them: "-tif ann@example.org".
        const std::size_t letter = word.find_first_of(k_with_value, 1);
        if (letter == std::string_view::npos) {
            continue;
        }
        const bool apart = letter + 1 == word.size();
        const Value value = apart ? Value{at + 1, 0} : Value{at, letter + 1};
        has_id_ = has_id_ || word[letter] == 'V';
        if ((word[letter] == 'f' || word[letter] == 'r') && value.word < words_.size()) {
            sender_ = value;
        }
        at += apart ? 1 : 0;
    }
    operands_ = std::min(at, words_.size());
}

std::vector<std::string> SendmailArguments::recipients() const {
    std::vector<std::string> out;
    for (std::size_t i = operands_; i < words_.size(); ++i) {
        if (words_[i].find('@') != std::string::npos) {
            out.push_back(words_[i]);
        }
    }
    return out;
}

std::optional<std::string> SendmailArguments::sender() const {
    return sender_ ? std::optional(words_[sender_->word].substr(sender_->begin)) : std::nullopt;
}

void SendmailArguments::set_sender(const std::string& address) {
    if (sender_) {
        words_[sender_->word].replace(sender_->begin, std::string::npos, address);
        return;
    }
    words_.insert(words_.begin() + 1, {"-f", address});
    read();
}

void SendmailArguments::set_envelope_id(const std::string& id) {
    if (has_id_) {
        return;
    }
    words_.insert(words_.begin() + 1, {"-V", id});
    read();
}

} // namespace backsift::mark
