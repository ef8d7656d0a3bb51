// Drafts a complaint about one reply. Nothing is ever sent: the user reads it, checks the address,
// and decides.
#include <algorithm>
#include <array>
#include <string>

#include "base/hexadecimal.hpp"
#include "base/text.hpp"
#include "cli/commands.hpp"
#include "cli/console.hpp"
#include "cli/folders.hpp"
#include "cli/judgement.hpp"
#include "cli/output.hpp"
#include "cli/source.hpp"
#include "mailbox/maildir.hpp"
#include "message/host.hpp"
#include "message/received.hpp"
#include "os/dir.hpp"
#include "os/file.hpp"
#include "os/move.hpp"
#include "proof/host_pattern.hpp"
#include "proof/trace.hpp"
#include "report/complaint.hpp"
#include "setup/public_suffix.hpp"

namespace backsift::cli {

using base::Done;
using base::ExitStatus;
using base::Kind;
using base::Result;

namespace {

std::string public_suffixes() {
    constexpr std::size_t k_longest_list = 4U << 20U;
    const auto text = os::read_file(setup::k_public_suffix_list, k_longest_list, os::Trust::anyone);
    return text ? std::string(text->view()) : std::string();
}

// RFC 1123 2.1, and the underscore that hosts have all the same.
bool is_label(std::string_view label) {
    return !label.empty() && label.front() != '-' && label.back() != '-'
           && std::all_of(label.begin(), label.end(),
                          [](char c) { return base::is_alnum(c) || c == '-' || c == '_'; });
}

// Could somebody at this host read mail? Not under "co.uk" itself.
bool is_host_name(std::string_view name) {
    const auto labels = base::split(name, '.');
    return labels.size() > 1 && std::all_of(labels.begin(), labels.end(), is_label)
           && !setup::is_public_suffix(name, public_suffixes());
}

// The host that sent the reply: a name or an address, "" where it gives neither that others could
// reach.
std::string host_of(const report::Entry& entry) {
    std::string address = message::read_ip_word(entry.host);
    if (!address.empty()) {
        const auto ip = proof::read_ip(address);
        return ip && proof::is_internal(*ip) ? std::string() : address;
    }
    std::string name = message::read_host_word(entry.host);
    return is_host_name(name) ? name : std::string();
}

// The organisation that answers for a host (RFC 2142 section 2): the name just below an ending
// under which strangers register.
std::string domain_of(const std::string& host) {
    const std::string address = message::read_ip_word(host);
    if (!address.empty())
        return address.find(':') == std::string::npos ? '[' + address + ']'
                                                      : "[IPv6:" + address + ']';
    const std::string list = public_suffixes();
    std::string domain = host;
    for (std::size_t dot = domain.find('.'); dot != std::string::npos; dot = domain.find('.')) {
        std::string above = domain.substr(dot + 1);
        if (above.find('.') == std::string::npos || setup::is_public_suffix(above, list))
            break;
        domain = std::move(above);
    }
    return domain;
}

// An address of the user without a star in it; else the account's at this host.
std::string author(const config::Config& config, os::World& world) {
    for (const auto* addresses : {&config.sending, &config.addresses}) {
        const auto whole =
            std::find_if(addresses->begin(), addresses->end(), [](const std::string& address) {
                return address.find_first_of("*?") == std::string::npos;
            });
        if (whole != addresses->end())
            return *whole;
    }
    return world.account().user + '@' + world.host_name();
}

// Who handed the reply over, by the word of the servers that we can believe.
void add_source(report::Complaint& to, const message::Mail& mail, const base::Limits& limits) {
    message::Defects defects;
    const auto hops = message::received_hops(mail.header, limits, defects);
    const std::size_t believed = proof::believe(hops).hops;
    for (std::size_t i = 0; i < believed; ++i) {
        if (proof::client_of(hops[i]) != proof::Client::outside || hops[i].address.empty())
            continue;
        to.source_ip = hops[i].address;
        to.server = hops[i].by;
        return;
    }
}

Result<Done> check(const report::Entry& entry) {
    if (entry.verdict.verdict == verdict::Word::genuine)
        return base::fail(Kind::usage,
                          "this reply answers your own mail: there is nothing to report");
    if (entry.verdict.verdict == verdict::Word::ordinary)
        return base::fail(Kind::usage, "this is no automatic reply to forged mail");
    if (host_of(entry).empty())
        return base::fail(Kind::no_input, "this reply names no host that one could write to");
    return Done{};
}

// Into cur/, with the flags of a draft that needs no attention.
Result<std::string> put_draft(const std::string& maildir, const std::string& text,
                              os::World& world) {
    const std::array<std::string_view, 1> pieces{text};
    const auto delivered =
        mailbox::deliver(maildir, os::Source{pieces, -1}, mailbox::Missing::fail, world);
    if (!delivered)
        return base::fail(delivered.error());
    const std::string draft = maildir + "/cur/" + delivered->name + ":2,DS";
    const auto moved = os::move_beside(delivered->path, draft);
    return moved && *moved == os::Moved::renamed ? draft : delivered->path;
}

// "" for standard output.
std::string drafts_folder(const Invocation& invocation, const Folders& folders) {
    if (!invocation.output.empty())
        return {};
    if (!invocation.drafts.empty())
        return invocation.drafts;
    const auto inbox = folders.main_inbox();
    const std::string drafts = inbox ? *inbox + "/.Drafts" : std::string();
    return mailbox::is_maildir(drafts) ? drafts : std::string();
}

ExitStatus put_out(const Invocation& invocation, const std::string& text) {
    auto output =
        Output::make(invocation.output == "-" ? "" : invocation.output, invocation.operands);
    if (!output)
        return refuse(output.error());
    // What a stranger wrote may hold what a terminal obeys.
    static_cast<void>(output->add(output->is_terminal() ? base::clean_lines(text) : text));
    const auto written = output->finish();
    return written ? ExitStatus::ok : refuse(written.error());
}

void warn(const report::Entry& entry, const report::Complaint& about) {
    if (entry.verdict.verdict == verdict::Word::unverifiable)
        complain("whether this answers your mail could not be told: report it only if you know");
    complain("check the address before you send: postmaster@" + about.domain
             + " follows from what the reply says of its host, " + about.host
             + ", and that can be forged"
             + (about.source_ip.empty() ? "" : "; it came from " + about.source_ip));
}

Result<report::Entry> judged(const message::Mail& mail, const std::string& path,
                             const Judge& judge) {
    Judged out = judge.judge(mail, evidence::Effort::explain, {});
    auto entry = report::make_entry(path, mail, std::move(out.evidence), std::move(out.verdict),
                                    judge.limits());
    if (auto checked = check(entry); !checked)
        return base::fail(checked.error());
    return entry;
}

} // namespace

ExitStatus run_report(const Invocation& invocation) {
    if (invocation.operands.size() != 1)
        return refuse({Kind::usage, "report needs the file of one message", {}, {}, {}});
    os::RealWorld world;
    const auto config = load_config(invocation, world);
    if (!config)
        return refuse(config.error());
    const auto folders = Folders::make(invocation, *config, world);
    if (!folders)
        return refuse(folders.error());
    const auto judge = Judge::make(*config, invocation.rule_files, world);
    if (!judge)
        return refuse(judge.error());
    const auto mail = read_mail(invocation.operands[0], invocation, judge->limits(), world);
    if (!mail)
        return refuse(mail.error());
    const auto entry = judged(*mail, invocation.operands[0], *judge);
    if (!entry)
        return refuse(entry.error());
    report::Complaint about;
    about.form = invocation.plain ? report::ComplaintForm::plain : report::ComplaintForm::arf;
    about.from = author(*config, world);
    about.host = host_of(*entry);
    about.domain = domain_of(about.host);
    about.version = BACKSIFT_VERSION;
    about.unique = base::hexadecimal(world.random()) + base::hexadecimal(world.random());
    about.now = world.now().seconds;
    add_source(about, *mail, judge->limits());
    const std::string text = report::complaint(about, *entry, *mail);
    warn(*entry, about);
    const std::string drafts = drafts_folder(invocation, *folders);
    if (drafts.empty())
        return put_out(invocation, text);
    const auto draft = put_draft(drafts, text, world);
    if (!draft)
        return refuse(draft.error());
    return print("The draft is " + *draft + '\n') ? ExitStatus::ok : ExitStatus::temporary;
}

} // namespace backsift::cli
