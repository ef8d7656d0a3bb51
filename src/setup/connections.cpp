#include "setup/connections.hpp"

#include <algorithm>
#include <array>

#include "base/text.hpp"

namespace backsift::setup {

namespace {

constexpr std::array k_connections{
    Connection{"forward", "~/.forward (Postfix, sendmail, OpenSMTPD)",
               R"("|@BACKSIFT@ deliver@CONFIG@@INBOX@ || exit 75")"},
    Connection{"exim", "~/.forward (Exim)",
               R"("|/bin/sh -c \"@BACKSIFT@ deliver@CONFIG@@INBOX@ || exit 75\"")"},
    Connection{"procmail", "~/.procmailrc, above the recipes that file mail", R"(:0 HB
* ? @BACKSIFT@ classify@CONFIG@
@FOLDER@/)"},
    Connection{"maildrop", "~/.mailfilter, above what files mail (make the folder first)",
               R"(`@BACKSIFT@ classify@CONFIG@`
if ($RETURNCODE == 0)
{
    to "@FOLDER@/"
})"},
    Connection{"sieve", "~/.dovecot.sieve (a link to backsift stands in sieve_execute_bin_dir)",
               R"(require ["vnd.dovecot.execute", "fileinto", "mailbox"];
if execute :pipe "backsift" ["classify"] { fileinto :create "Backscatter"; stop; })"},
    Connection{
        "fdm", "~/.fdm.conf, above the line that matches all",
        R"(match pipe "@BACKSIFT@ classify@CONFIG@" returns (0, ) action maildir "@FOLDER@")"},
};

void replace(std::string& text, std::string_view word, std::string_view by) {
    for (std::size_t at = text.find(word); at != std::string::npos;
         at = text.find(word, at + by.size()))
        text.replace(at, word.size(), by);
}

// Each of these programs quotes in its own way; what no home has needs none.
bool is_plain(std::string_view path) {
    return std::all_of(path.begin(), path.end(), [](char c) {
        return base::is_alnum(c) || std::string_view("/._-+@:,~").find(c) != std::string_view::npos;
    });
}

} // namespace

std::span<const Connection> connections() {
    return k_connections;
}

std::string lines_for(const Connection& connection, const Paths& paths) {
    const bool maildir = paths.inbox.starts_with('/') && is_plain(paths.inbox);
    if (!is_plain(paths.backsift) || !is_plain(paths.config) || !is_plain(paths.folder))
        return {};
    std::string out(connection.lines);
    replace(out, "@BACKSIFT@", paths.backsift);
    replace(out, "@CONFIG@", paths.config.empty() ? "" : " --config " + paths.config);
    replace(out, "@INBOX@", maildir ? " --inbox " + paths.inbox : "");
    replace(out, "@FOLDER@", paths.folder);
    return out + '\n';
}

} // namespace backsift::setup
