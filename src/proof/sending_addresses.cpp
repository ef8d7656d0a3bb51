#include <algorithm>
#include <utility>

#include "base/text.hpp"
#include "proof/came_to.hpp"
#include "proof/identity.hpp"
#include "proof/proof.hpp"

namespace backsift::proof {
namespace {

using Patterns = std::vector<std::string>;

constexpr std::size_t k_shown_address = 120;

Reply reply(Answer answer, std::string detail) {
    return {"recipient", answer, std::move(detail)};
}

class SendingAddresses final : public Proof {
  public:
    SendingAddresses(Patterns addresses, Patterns sending)
        : addresses_(std::move(addresses)),
          sending_(std::move(sending)) {}

    [[nodiscard]] Reply ask(const Question& question) const override {
        if (sending_.empty()) {
            return reply(Answer::unknown, "No address of ours is said to send.");
        }
        if (std::string why = why_no_report(question); !why.empty()) {
            return reply(Answer::unknown, std::move(why));
        }
        const std::vector<std::string> addresses = came_to(question);
        if (addresses.size() >= question.limits.addresses) {
            return reply(Answer::unknown, "It was sent to more addresses than are looked at.");
        }
        std::string silent;
        for (const std::string& address : addresses) {
            if (is_one_of(sending_, address)) {
                return reply(Answer::unknown, "It came to " + base::clean(address, k_shown_address)
                                                  + ", which sends mail.");
            }
            if (silent.empty() && is_one_of(addresses_, address)) {
                silent = base::clean(address, k_shown_address);
            }
        }
        if (silent.empty()) {
            return reply(Answer::unknown, "None of the addresses it came to is known as ours.");
        }
        return reply(Answer::contradicted,
                     "It came to " + silent + ", from which no mail is ever sent.");
    }

  private:
    Patterns addresses_;
    Patterns sending_;
};

} // namespace

std::unique_ptr<const Proof> sending_addresses(std::vector<std::string> addresses,
                                               std::vector<std::string> sending) {
    return std::make_unique<const SendingAddresses>(std::move(addresses), std::move(sending));
}

} // namespace backsift::proof
