// What of ours goes onto the envelope of outgoing mail: a tag in the address it is sent from, and
// an ENVID.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.hpp"
#include "mark/keys.hpp"
#include "os/world.hpp"
#include "proof/identity.hpp"

namespace backsift::mark {

enum class EnvelopeForm : std::uint8_t { none, plus, prvs };

class EnvelopeMarker {
  public:
    // `addresses`: ours, as in the config. Fails with Kind::config when no key may sign.
    [[nodiscard]] static base::Result<EnvelopeMarker>
    make(Keys keys, const std::vector<std::string>& addresses, EnvelopeForm form, char delimiter);

    // The address with a tag for today; as it is where it bears one. Fails with Kind::usage when it
    // is none of ours or no plain address, or would become too long (proof/envelope_tag.hpp).
    [[nodiscard]] base::Result<std::string> tagged(std::string_view address,
                                                   os::World& world) const;

    // A new ENVID for mail with this header.
    [[nodiscard]] std::string id(const message::HeaderBlock& header, os::World& world) const;

    // The address that mail with this header is from, where it is one of ours, else "".
    [[nodiscard]] std::string sender(const message::HeaderBlock& header) const {
        return identities_.author(header);
    }

  private:
    EnvelopeMarker(Keys keys, const std::vector<std::string>& addresses, EnvelopeForm form,
                   char delimiter)
        : keys_(std::move(keys)),
          addresses_(addresses),
          identities_(addresses),
          form_(form),
          delimiter_(delimiter) {}

    Keys keys_;
    std::vector<std::string> addresses_;
    proof::Identities identities_;
    EnvelopeForm form_;
    char delimiter_;
};

} // namespace backsift::mark
