// The exit statuses Backsift uses, and what an MTA makes of each.
//
// Only 0 and 75 mean the same to every MTA (measured 2026-11 on Postfix 3.7, Exim 4.96, OpenSMTPD
// 6.8, sendmail 8.17, Courier 1.0, qmail): everything else bounces somewhere. So the commands that
// an MTA calls answer with these two and nothing else.
#pragma once

namespace backsift::base {

enum class ExitStatus : int {
    ok = 0,            // done; for `classify`: the message belongs into the backscatter folder
    not_it = 1,        // `classify`: ordinary; with --if: not in the list
    genuine = 10,      // `classify`: it answers the user's own mail
    unverifiable = 30, // `classify`: an automatic reply that stays, for want of proof
    usage = 64,        // EX_USAGE
    data = 65,         // EX_DATAERR
    no_input = 66,     // EX_NOINPUT
    internal = 70,     // EX_SOFTWARE
    temporary = 75,    // EX_TEMPFAIL: the MTA keeps the message and tries again
    permission = 77,   // EX_NOPERM
    config = 78        // EX_CONFIG: never in delivery mode, Postfix bounces on it
};

} // namespace backsift::base
