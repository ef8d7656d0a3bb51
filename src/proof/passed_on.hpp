// Mail that somebody else wrote and that lacks our marks for this reason: it came to us and was
// sent on, or it never was ours and only its report came here.
#pragma once

#include <string>

#include "proof/proof.hpp"

namespace backsift::proof {

// Why the answered mail need not bear a mark of ours, although it is not forged in our name; ""
// when it should. Needs a returned header, and says "" without.
//  - It is a report itself, to a null reverse-path: no mail program of ours wrote it. So looks a
//    true report in the wrapper of a filter before us (SpamAssassin's report_safe), and one that
//    bounced once more on its way to us.
// The others need our addresses too (Question::own).
//  - Its author is not one of ours, and its trace, a delivery field, its To or Cc names an address
//    of ours: it had come to us, and a .forward, a Sieve redirect or a hand sent it on from our
//    envelope.
//  - The report is addressed to one address that is not ours, this one wrote or sent the mail, and
//    the report was handed on from there to one of ours: by its owner. What was delivered under
//    that address itself shows an address of ours that the config does not name.
// A forger may write any of this into the mail he sends; what he gains is that nothing can be told.
[[nodiscard]] std::string why_none_of_ours(const Question& question);

} // namespace backsift::proof
