// The command line of sendmail(1), as Postfix, Sendmail, Exim, OpenSMTPD, msmtp and dma read it: as
// far as the options that take a value go, they agree.
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace backsift::mark {

class SendmailArguments {
  public:
    // `words`: the program and its arguments.
    explicit SendmailArguments(std::vector<std::string> words);

    // Does it read a message from its standard input? With -bs, -bp, -bi, -bv, -q and the like the
    // program has another errand, and its input is none of our business.
    [[nodiscard]] bool sends_a_message() const { return sends_; }

    // The addresses behind the options, those with an @: whom the message goes to, besides those in
    // its header.
    [[nodiscard]] std::vector<std::string> recipients() const;

    // The value of the last -f (or -r), or nothing.
    [[nodiscard]] std::optional<std::string> sender() const;
    // Puts another value in its place, or -f with it in front of the other arguments.
    void set_sender(const std::string& address);

    // Puts -V with this value in front of the other arguments. Leaves them alone where the caller
    // gave an ENVID himself.
    void set_envelope_id(const std::string& id);

    [[nodiscard]] const std::vector<std::string>& words() const { return words_; }

  private:
    struct Value {
        std::size_t word = 0;  // where it stands
        std::size_t begin = 0; // behind the option's letter, or 0 where it is a word of its own
    };
    void read();

    std::vector<std::string> words_;
    bool sends_ = true;
    bool has_id_ = false;
    std::optional<Value> sender_;
    std::size_t operands_ = 0; // where they begin
};

} // namespace backsift::mark
