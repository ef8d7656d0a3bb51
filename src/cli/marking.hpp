// From a config to what marks outgoing mail.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.hpp"
#include "config/config.hpp"
#include "mark/envelope.hpp"
#include "mark/marker.hpp"
#include "os/world.hpp"

namespace backsift::cli {

// The [token] of the config: its value, or the keys of its key_file. Fails with Kind::config when
// there is none, else as the key file does.
[[nodiscard]] base::Result<mark::Marker> make_marker(const config::Config& config);

// The [envelope] of the config. Fails with Kind::config when there is no key file, else as that
// does.
[[nodiscard]] base::Result<mark::EnvelopeMarker> make_envelope_marker(const config::Config& config,
                                                                      mark::EnvelopeForm form);
// How `sendmail` tags the sender: "none", "plus" or "prvs".
[[nodiscard]] mark::EnvelopeForm envelope_form(const config::Config& config);

// The header of an outgoing message, without an mbox line.
[[nodiscard]] message::HeaderBlock header_of(std::string_view message);

// Notes in the sent index that this message goes out, with its token, to the addresses in its
// header and to `recipients`. A filter that a mail server runs for everybody should not begin an
// index by itself: `tag` goes on with one that the config names folders for or that is there. A
// failure is told to the system's log and costs the message nothing.
enum class Index : std::uint8_t { go_on, begin };
void remember_sent(const config::Config& config, std::string_view message,
                   const std::vector<std::string>& recipients, Index index, os::World& world);

} // namespace backsift::cli
