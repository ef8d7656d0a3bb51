// The only part that acts.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "base/result.hpp"
#include "deliver/plan.hpp"
#include "message/mail.hpp"
#include "os/world.hpp"

namespace backsift::deliver {

// Where a message is now, durably.
struct Receipt {
    verdict::Place place = verdict::Place::inbox;
    Way way = Way::maildir;
    std::string path; // of the file in new/, or the program
    std::uint64_t bytes = 0;
    std::vector<std::string> notes; // troubles that were got over: "the folder failed: …; inbox"
};

// Delivers. A Maildir gets the message without its "From " line, a program gets it with. When the
// folder fails, the inbox; when that fails, Kind::temporary. `rest`: a descriptor with the part of
// the message that is not in `mail` (os::Input::more); such a message has one attempt only.
[[nodiscard]] base::Result<Receipt> execute(const Plan& plan, const message::Mail& mail,
                                            os::World& world, int rest = -1);

// For `filter`: writes the message to `out`, stamped with plan.field ("" leaves it as it is), the
// "From " line kept, then `rest`. Nothing was written before, every write is checked. When it
// fails, part of the message may be out: exit with 75, then procmail, maildrop and Sieve take their
// own copy.
[[nodiscard]] base::Result<std::uint64_t> pass_through(const Plan& plan, const message::Mail& mail,
                                                       int out, int rest = -1);

} // namespace backsift::deliver
