#include "setup/mail_services.hpp"

#include <algorithm>
#include <array>

#include "base/text.hpp"

namespace backsift::setup {

namespace {

// Domains whose servers send for everybody who has an account or pays. Not complete: the point is
// to catch the names people really write there.
constexpr std::array<std::string_view, 40> k_shared_domains{
    "1and1.com",        "amazonaws.com",   "amazonses.com",
    "aol.com",          "apple.com",       "barracuda.com",
    "brevo.com",        "exacttarget.com", "fastmail.com",
    "gmail.com",        "gmx.com",         "gmx.de",
    "gmx.net",          "google.com",      "googlemail.com",
    "hotmail.com",      "icloud.com",      "kundenserver.de",
    "mailchannels.net", "mailgun.net",     "mailgun.org",
    "mailjet.com",      "mandrillapp.com", "messagelabs.com",
    "mcsv.net",         "mimecast.com",    "mtasv.net",
    "office365.com",    "outlook.com",     "messagingengine.com",
    "pphosted.com",     "protonmail.ch",   "rzone.de",
    "secureserver.net", "sendgrid.net",    "sparkpostmail.com",
    "t-online.de",      "web.de",          "yahoo.com",
    "zoho.com"};

// Amazon says so of SES (Developer Guide, "Header fields", read 2026-11-21); of Postmark and of the
// consumer Outlook.com it is common report, not looked up.
constexpr std::array<std::string_view, 4> k_renaming_domains{"amazonses.com", "hotmail.com",
                                                             "mtasv.net", "outlook.com"};

template<std::size_t count>
bool is_below_any(std::string_view name, const std::array<std::string_view, count>& domains) {
    return std::any_of(domains.begin(), domains.end(),
                       [&](std::string_view domain) { return is_below(name, domain); });
}

} // namespace

bool is_below(std::string_view name, std::string_view domain) {
    return base::iequals(name, domain)
           || (name.size() > domain.size() && base::iends_with(name, domain)
               && name[name.size() - domain.size() - 1] == '.');
}

bool is_shared_service(std::string_view name) {
    return is_below_any(name, k_shared_domains);
}

bool replaces_message_ids(std::string_view name) {
    return is_below_any(name, k_renaming_domains);
}

} // namespace backsift::setup
