// Telling the IMAP server of a folder that we made, so that mail programs show it.
#pragma once

#include <string>

#include "base/result.hpp"

namespace backsift::mailbox {

// Adds the Maildir++ folder ("/home/ann/Maildir", ".Lists.Backscatter") to Dovecot's
// `subscriptions`
// ("Lists.Backscatter"; version 2 of that file separates levels with a tab) and to Courier's
// `courierimapsubscribed` ("INBOX.Lists.Backscatter"), where these files exist and lack it. Each is
// replaced as a whole. A link in its place is left alone.
[[nodiscard]] base::Result<base::Done> subscribe(const std::string& maildir,
                                                 const std::string& folder);

// Takes it out of both again.
[[nodiscard]] base::Result<base::Done> unsubscribe(const std::string& maildir,
                                                   const std::string& folder);

} // namespace backsift::mailbox
