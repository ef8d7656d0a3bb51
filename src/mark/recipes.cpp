#include "mark/recipes.hpp"

#include <algorithm>
#include <array>

namespace backsift::mark {
namespace {

// Programs that take a command with arguments get it; those that take one word get this script.
#define BACKSIFT_SCRIPT                                                                            \
    "Make an executable script ~/bin/sendmail-backsift of these two lines:\n"                      \
    "  #!/bin/sh\n"                                                                                \
    "  exec backsift sendmail -- /usr/sbin/sendmail \"$@\"\n"

// Mutt and its descendant differ in the place of their file.
constexpr Recipe mutt(std::string_view name, std::string_view where) {
    return {.name = name,
            .where = where,
            .fixed = "my_hdr @HEADER@: @VALUE@",
            .keyed = "set sendmail = \"backsift sendmail -- /usr/sbin/sendmail -oem -oi\""};
}

// What sends by Emacs' own message-mode.
constexpr Recipe message_mode(std::string_view name) {
    return {.name = name,
            .where = "~/.emacs or init.el",
            .quoting = Quoting::c_string,
            .fixed = R"((add-hook 'message-send-hook
          (lambda () (message-add-header "@HEADER@: @VALUE@"))))",
            .keyed = BACKSIFT_SCRIPT
            R"(and tell Emacs:
  (setq message-send-mail-function #'message-send-mail-with-sendmail
        sendmail-program (expand-file-name "~/bin/sendmail-backsift")))"};
}

constexpr std::array k_recipes{
    Recipe{.name = "thunderbird",
           .where = "user.js in the profile folder (Help, Troubleshooting Information); restart",
           .quoting = Quoting::c_string,
           .fixed = R"(user_pref("mail.identity.default.headers", "backsift");
user_pref("mail.identity.default.header.backsift", "@HEADER@: @VALUE@");)",
           .keyed = ""},
    Recipe{.name = "apple-mail",
           .where = "Terminal, with Mail closed; newer systems ask for full disk access",
           .quoting = Quoting::c_string,
           .fixed = R"(defaults write com.apple.mail UserHeaders '{"@HEADER@" = "@VALUE@"; }')",
           .keyed = ""},
    mutt("mutt", "~/.muttrc"),
    mutt("neomutt", "~/.config/neomutt/neomuttrc"),
    Recipe{.name = "gnus",
           .where = "~/.emacs or init.el",
           .quoting = Quoting::c_string,
           .fixed = R"((setq gnus-posting-styles '((".*" ("@HEADER@" "@VALUE@")))))",
           .keyed = BACKSIFT_SCRIPT
           R"(and tell Emacs:
  (setq send-mail-function #'sendmail-send-it
        message-send-mail-function #'message-send-mail-with-sendmail
        sendmail-program (expand-file-name "~/bin/sendmail-backsift")))"},
    message_mode("notmuch"),
    message_mode("mu4e"),
    Recipe{.name = "alpine",
           .where = "~/.pinerc",
           .fixed = "customized-hdrs=@HEADER@: @VALUE@",
           .keyed = "sendmail-path=/usr/bin/backsift sendmail -- /usr/sbin/sendmail -oem -t -oi"},
    Recipe{.name = "aerc",
           .where = "~/.config/aerc/accounts.conf, in the account's section",
           .fixed = "",
           .keyed = "outgoing = /usr/bin/backsift sendmail -- /usr/sbin/sendmail -oi"},
    Recipe{.name = "git",
           .where = "a shell (git 2.33 or later)",
           .fixed = "",
           .keyed = "git config --global sendemail.sendmailCmd 'backsift sendmail -- "
                    "/usr/sbin/sendmail'"},
    Recipe{.name = "msmtp",
           .where = "wherever a program calls msmtp, in place of \"msmtp\"",
           .fixed = "",
           .keyed = "backsift sendmail -- msmtp"},
    Recipe{.name = "php",
           .where = "php.ini",
           .fixed = "",
           .keyed = "sendmail_path = \"/usr/bin/backsift sendmail -- /usr/sbin/sendmail -t -i\""},
    Recipe{.name = "postfix",
           .where = "/etc/postfix; marks the mail of everybody on this host",
           .quoting = Quoting::pcre,
           .fixed = "in main.cf:\n"
                    "  smtp_header_checks = regexp:/etc/postfix/backsift_header_checks\n"
                    "in backsift_header_checks:\n"
                    "  /^From:/ PREPEND @HEADER@: @VALUE@",
           .keyed = "in master.cf (the user backsift owns the key file):\n"
                    "  submission inet n - n - - smtpd\n"
                    "    -o content_filter=backsift-mark:dummy\n"
                    "  backsift-mark unix - n n - 10 pipe\n"
                    "    flags=Rq user=backsift null_sender= argv=/usr/bin/backsift sendmail\n"
                    "    --config /etc/backsift/config.toml -- /usr/sbin/sendmail -G -i\n"
                    "    -f ${sender} -- ${recipient}",
           .signing = "A milter of the submission port signs before the mark. With a key, one of\n"
                      "non_smtpd_milters signs after it; with a value, none does, because\n"
                      "smtp_header_checks work when the mail leaves.\n"},
    Recipe{.name = "exim",
           .where = "the remote_smtp transport; marks all mail it sends",
           .quoting = Quoting::exim,
           .fixed = "headers_add = @HEADER@: @VALUE@",
           .keyed = "transport_filter = /usr/bin/backsift sendmail --config "
                    "/etc/backsift/config.toml -- /bin/cat",
           .signing =
               "Exim's own DKIM (dkim_private_key in this transport) signs after the mark.\n"},
    Recipe{.name = "opensmtpd",
           .where = "/etc/mail/smtpd.conf; marks what authenticated users send (the user backsift "
                    "owns the key file)",
           .fixed = "",
           .keyed = R"(table everybody { "@" = "backsift" }
action "mark" mda "/usr/bin/backsift sendmail --config /etc/backsift/config.toml -- /usr/sbin/sendmail -i -f \"$SENDER\" -- \"$RECIPIENT\" || exit 75" virtual <everybody>
match auth from any for any action "mark")",
           .signing = "A filter that signs on the submission port signs before the mark, one on\n"
                      "\"listen on socket\", where the marked mail comes back, after it.\n"},
};
#undef BACKSIFT_SCRIPT

std::string quoted(std::string_view text, Quoting quoting) {
    std::string out;
    for (const char c : text) {
        const bool back = (quoting == Quoting::c_string && (c == '"' || c == '\\'))
                          || (quoting == Quoting::exim && (c == '$' || c == '\\'));
        if (back) {
            out += '\\';
        }
        if (quoting == Quoting::pcre && c == '$') {
            out += '$';
        }
        out += c;
    }
    return out;
}

void replace(std::string& text, std::string_view word, std::string_view by) {
    for (std::size_t at = text.find(word); at != std::string::npos;
         at = text.find(word, at + by.size())) {
        text.replace(at, word.size(), by);
    }
}

} // namespace

std::span<const Recipe> recipes() {
    return k_recipes;
}

const Recipe* find_recipe(std::string_view name) {
    const auto* const found = std::find_if(k_recipes.begin(), k_recipes.end(),
                                           [name](const Recipe& r) { return r.name == name; });
    return found == k_recipes.end() ? nullptr : found;
}

std::string filled(const Recipe& recipe, std::string_view text, std::string_view header,
                   std::string_view value) {
    std::string out(text);
    replace(out, "@HEADER@", header);
    replace(out, "@VALUE@", quoted(value, recipe.quoting));
    return out + '\n';
}

} // namespace backsift::mark
