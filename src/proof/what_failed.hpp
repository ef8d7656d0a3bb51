// Is the returned header that of the mail that the report is about? A complaint with the forgery
// quoted or attached may fail too. A host that returns only its text, or only what was attached,
// returns the header of the forgery and none of ours.
#pragma once

#include <string>

#include "proof/proof.hpp"

namespace backsift::proof {

// Why the returned header seems to be that of another mail, so that no mark need stand there; ""
// where it does not. It takes both: nobody whom the report is about is among those that the header
// says the mail went to, and it was not the reporting host that had that mail last. A host that
// forwards reports about whom it forwards to, and its own line stands on top.
[[nodiscard]] std::string why_not_what_failed(const Question& question);

} // namespace backsift::proof
