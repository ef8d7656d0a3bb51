#include "config/options.hpp"

#include <array>

namespace backsift::config {

namespace {

constexpr std::array<std::string_view, 2> k_covers{"all", "some"};
constexpr std::array<std::string_view, 2> k_places{"inbox", "folder"};
constexpr std::array<std::string_view, 2> k_presets{"careful", "strict"};

constexpr std::array<std::string_view, 3> k_tags{"none", "plus", "prvs"};
constexpr std::array<std::string_view, 3> k_delimiters{"+", "-", "="};

constexpr std::array k_sections{
    Section{"identity", Repeats::no,
            "Who you are. Patterns may hold * and ?, and do not care about case."},
    Section{"deliver", Repeats::no,
            "Where mail goes when Backsift delivers. --inbox and --backscatter override it. A "
            "target is the path of a Maildir, or a bar and a program with its arguments, which "
            "is run without a shell and reads the mail on its standard input."},
    Section{"policy", Repeats::no,
            "What happens to automatic replies for which there is nothing to go by. Genuine ones "
            "always go to the inbox and proven backscatter always goes to the folder."},
    Section{"rules", Repeats::no, "Rules of your own, on top of the built-in ones."},
    Section{"token", Repeats::no,
            "A header field that your mail programs put into everything you send. A bounce that "
            "returns it answers your mail."},
    Section{"envelope", Repeats::no,
            "A tag in the address that your mail is sent from (its envelope sender, which others "
            "see as Return-Path), so that bounces come to an address nobody else could write; and "
            "an envelope id. With a [token] key_file tags are looked for even without this "
            "section."},
    Section{"relays", Repeats::no,
            "The servers through which your mail leaves. A bounce that returns a message which "
            "one of them received from you answers your mail."},
    Section{"sent", Repeats::no,
            "Folders with copies of what you sent. `backsift sent` makes an index of them: "
            "Message-IDs and recipients."},
    Section{"dkim", Repeats::yes,
            "A key with which your outgoing mail is signed (RFC 6376). One such table for each "
            "key; it is never looked up in the DNS, so old keys may stay."},
};

// A key of [policy] for one kind.
constexpr Option kind_place(std::string_view kind, std::string_view brief) {
    return {.section = "policy",
            .key = kind,
            .type = Type::word,
            .member = PerKind{},
            .fallback = "",
            .example = R"("inbox")",
            .brief = brief,
            .text = "",
            .words = k_places};
}

constexpr Option idle_place(std::string_view kind) {
    Option option = kind_place(kind, "no effect: mail of this kind always goes to the inbox");
    option.without_effect = true;
    return option;
}

constexpr std::array k_options{
    Option{.section = "identity",
           .key = "addresses",
           .type = Type::texts,
           .member = &Config::addresses,
           .fallback = "[]",
           .example = R"(["ann@example.org", "*@ann.example"])",
           .brief = "addresses at which you receive mail",
           .text = "All addresses that are yours, including those that only receive. A reply "
                   "that came to an address of this list is about you."},
    Option{.section = "identity",
           .key = "sending",
           .type = Type::texts,
           .member = &Config::sending,
           .fallback = "[]",
           .example = R"(["ann@example.org"])",
           .brief = "those of them that ever send",
           .text = "Those of your addresses that ever stand as the sender of a message."},
    Option{.section = "identity",
           .key = "sending_complete",
           .type = Type::boolean,
           .member = &Config::sending_complete,
           .fallback = "false",
           .example = "true",
           .brief = "is the list of sending addresses complete?",
           .text = "Say true only if no other address of yours ever sends. Then a bounce that "
                   "comes to none of them is backscatter: somebody made the sender up."},

    Option{.section = "deliver",
           .key = "inbox",
           .type = Type::target,
           .member = &Config::inbox,
           .fallback = "",
           .example = R"("~/Maildir")",
           .brief = "where mail goes",
           .text = "Without it, and without --inbox, `backsift deliver` leaves the mail with the "
                   "MTA (exit 75): it never guesses an inbox. To hand mail on: "
                   "\"|/usr/bin/procmail -t\"."},
    Option{.section = "deliver",
           .key = "backscatter",
           .type = Type::target,
           .member = &Config::backscatter,
           .fallback = "",
           .example = R"("~/Maildir/.Backscatter")",
           .brief = "where backscatter goes",
           .text = "When it is not set and the inbox is a Maildir, the folder .Backscatter in "
                   "that Maildir is taken, and made when it is missing."},
    Option{.section = "deliver",
           .key = "add_field",
           .type = Type::boolean,
           .member = &Config::add_field,
           .fallback = "false",
           .example = "true",
           .brief = "add the X-Backsift field when delivering",
           .text = "`backsift filter` always adds that field; `backsift deliver` only when this "
                   "is true, and else leaves every byte as it came."},
    Option{.section = "deliver",
           .key = "program_seconds",
           .type = Type::integer,
           .member = &Config::program_seconds,
           .fallback = "100",
           .example = "100",
           .brief = "how long a target program may run",
           .text = "A program that runs longer is ended, and the mail stays with the MTA. One for "
                   "the folder and then one for the inbox may run: twice the bound lies below "
                   "Backsift's own deadline of 240 seconds.",
           .least = 1,
           .most = 110,
           .unit = "seconds"},

    Option{.section = "policy",
           .key = "preset",
           .type = Type::word,
           .member = &Config::preset,
           .fallback = R"("careful")",
           .example = R"("careful")",
           .brief = "where unverifiable replies go",
           .text = "With \"careful\" they stay in the inbox. With \"strict\" unverifiable "
                   "bounces, delay warnings and success reports go to the folder. The keys below "
                   "override it for one kind, with \"inbox\" or \"folder\".",
           .words = k_presets},
    Option{.section = "policy",
           .key = "storm",
           .type = Type::integer,
           .member = &Config::storm,
           .fallback = "20",
           .example = "20",
           .brief = "how many unverifiable replies an hour are no storm",
           .text =
               "While somebody forges your address in bulk, `backsift deliver` files "
               "unverifiable replies of a kind of which more than this many came within the "
               "last hour. It ends by itself. It does not touch what names mail in the index "
               "of your sent mail, or somebody to whom you wrote within 30 days by that index, nor "
               "a kind for which a key below says where it goes. With 0 there is no storm; nor is "
               "there one where nothing is set that your mail could be known by.",
           .least = 0,
           .most = 1000,
           .unit = "replies"},
    kind_place("bounce", "unverifiable reports of failed delivery"),
    kind_place("delay", "unverifiable warnings that delivery takes long"),
    kind_place("success", "unverifiable reports of successful delivery"),
    kind_place("autoreply", "unverifiable vacation notes and other automatic answers"),
    kind_place("challenge", "unverifiable demands to prove that a person wrote"),
    kind_place("confirmation", "unverifiable requests to confirm a subscription"),
    kind_place("moderation", "unverifiable notes that a post is held or refused"),
    kind_place("scanner-notice", "unverifiable notes of virus and spam scanners"),
    kind_place("receipt", "unverifiable read receipts"),
    idle_place("ordinary"),
    idle_place("complaint"),

    Option{.section = "rules",
           .key = "files",
           .type = Type::paths,
           .member = &Config::rule_files,
           .fallback = "[]",
           .example = R"(["~/.config/backsift/rules.toml"])",
           .brief = "rule files of your own",
           .text = "They are read in this order. A rule with the id of a built-in one replaces "
                   "it. `backsift check` runs their examples."},

    Option{.section = "token",
           .key = "header",
           .type = Type::field_name,
           .member = &Config::token_header,
           .fallback = "",
           .example = R"("X-Your-Special-Header")",
           .brief = "the field's name",
           .text = "Its name, without the colon. With it goes either value or key_file."},
    Option{.section = "token",
           .key = "value",
           .type = Type::text,
           .member = &Config::token_value,
           .fallback = "",
           .example = R"("With its content")",
           .brief = "the field's content, always the same",
           .text = "A token of one fixed text. Everybody to whom you ever wrote knows it, so it "
                   "only indicates that a bounce is genuine; that it is missing can still show "
                   "that one is not.",
           .secret = true},
    Option{.section = "token",
           .key = "key_file",
           .type = Type::path,
           .member = &Config::token_key_file,
           .fallback = "",
           .example = R"("~/.config/backsift/keys")",
           .brief = "the keys of a token that differs in each message",
           .text = "A token that is computed from the message with a secret key cannot be "
                   "forged. `backsift token rotate` makes the key; `backsift tag` and `backsift "
                   "sendmail` write the field. Nobody else may read the file.",
           .instead_of = "value"},
    Option{.section = "token",
           .key = "covers",
           .type = Type::word,
           .member = &Config::token_covers,
           .fallback = "",
           .example = R"("all")",
           .brief = "how much of your mail bears it",
           .text = "Required. Say \"all\" only if every program and device from which you send "
                   "writes the field: then a bounce that returns a message without it is "
                   "backscatter. Else say \"some\".",
           .words = k_covers},
    Option{.section = "token",
           .key = "since",
           .type = Type::date,
           .member = &Config::token_since,
           .fallback = "",
           .example = "2026-01-01",
           .brief = "the day from which on that holds",
           .text = "Required with covers = \"all\". What you sent before may wait in queues for "
                   "days, so a bounce is held against nobody unless it arrived at least 7 days "
                   "later. A date alone means its midnight in UTC."},

    Option{.section = "envelope",
           .key = "key_file",
           .type = Type::path,
           .member = &Config::envelope_key_file,
           .fallback = "",
           .example = R"("~/.config/backsift/keys")",
           .brief = "the keys of the tags",
           .text = "Without it, the key_file of [token]. `backsift token envelope ADDRESS` prints "
                   "a tagged address, `backsift token envid` an envelope id."},
    Option{.section = "envelope",
           .key = "tag",
           .type = Type::word,
           .member = &Config::envelope_tag,
           .fallback = R"("none")",
           .example = R"("plus")",
           .brief = "the form in which `backsift sendmail` tags the sender",
           .text = "\"plus\" makes ann+bs1.KEY.DAY.MAC@example.org and needs a mail server that "
                   "delivers ann+anything to ann. \"prvs\" makes prvs=TAG=ann@example.org (BATV) "
                   "and needs one that takes this off again; its tag has 24 bits and ends after "
                   "seven days. Some mailing lists know their members by this address: \"none\" "
                   "leaves it alone, and tags are still recognised.",
           .words = k_tags},
    Option{.section = "envelope",
           .key = "delimiter",
           .type = Type::word,
           .member = &Config::envelope_delimiter,
           .fallback = R"("+")",
           .example = R"("-")",
           .brief = "what stands before a plus tag",
           .text = R"(The mail server's recipient delimiter: "+" with most, "-" with qmail.)",
           .words = k_delimiters},
    Option{.section = "envelope",
           .key = "envid",
           .type = Type::boolean,
           .member = &Config::envelope_id,
           .fallback = "false",
           .example = "true",
           .brief = "does `backsift sendmail` give each message an envelope id?",
           .text = "It is handed to the program as -V and comes back in bounces of mail systems "
                   "that know RFC 3461. Say true only for the sendmail of Postfix, Sendmail or "
                   "OpenSMTPD: Exim refuses -V, and sSMTP prints its version and sends nothing."},
    Option{.section = "envelope",
           .key = "verp",
           .type = Type::texts,
           .member = &Config::envelope_verp,
           .fallback = "[]",
           .example = R"(["ann-*@lists.example.org"])",
           .brief = "addresses that name the recipient",
           .text = "Where each recipient's mail is sent from an address of its own (VERP): the "
                   "star stands for the recipient with = in place of @. A bounce that comes to "
                   "such an address and reports about this recipient is probably genuine; the "
                   "form is not secret."},
    Option{.section = "envelope",
           .key = "covers",
           .type = Type::word,
           .member = &Config::envelope_covers,
           .fallback = R"("some")",
           .example = R"("some")",
           .brief = "how much of your mail is sent from such an address",
           .text = "Say \"all\" only if all programs and devices tag the sender. Then a bounce "
                   "that is addressed to you without a tag and returns the message's whole header "
                   "is backscatter.",
           .words = k_covers},
    Option{.section = "envelope",
           .key = "since",
           .type = Type::date,
           .member = &Config::envelope_since,
           .fallback = "",
           .example = "2026-01-01",
           .brief = "the day from which on that holds",
           .text = "Without it, it always held. It counts for bounces that arrive at least 7 days "
                   "later, as in [token]."},

    Option{.section = "relays",
           .key = "names",
           .type = Type::texts,
           .member = &Config::relay_names,
           .fallback = "[]",
           .example = R"(["mail.example.org", "*.out.example.org", "2001:db8::/48"])",
           .brief = "their names, addresses or networks",
           .text = "Host names, which may hold * and ?, IP addresses, and networks in CIDR "
                   "notation. Only servers that send for you: one that sends for the whole "
                   "world, such as a big provider's, tells nothing."},
    Option{.section = "relays",
           .key = "covers",
           .type = Type::word,
           .member = &Config::relay_covers,
           .fallback = R"("some")",
           .example = R"("all")",
           .brief = "how much of your mail leaves through them",
           .text = "Say \"all\" only if none of your mail leaves by another way, not from the "
                   "phone and not from a web form. Then a bounce that returns a message with "
                   "all its Received fields and none of these servers is backscatter.",
           .words = k_covers},
    Option{.section = "relays",
           .key = "since",
           .type = Type::date,
           .member = &Config::relay_since,
           .fallback = "",
           .example = "2026-01-01",
           .brief = "the day from which on that holds",
           .text = "Without it, it always held. It counts for bounces that arrive at least 7 days "
                   "later, as in [token]."},

    Option{.section = "sent",
           .key = "folders",
           .type = Type::paths,
           .member = &Config::sent_folders,
           .fallback = "[]",
           .example = R"(["~/Maildir/.Sent"])",
           .brief = "Maildirs or mbox files with sent mail",
           .text = "Where your mail programs keep copies of what you sent."},
    Option{.section = "sent",
           .key = "covers",
           .type = Type::word,
           .member = &Config::sent_covers,
           .fallback = R"("some")",
           .example = R"("some")",
           .brief = "how much of your mail they hold",
           .text = "Say \"all\" only if every message is copied there at once and nothing "
                   "between you and the world replaces Message-IDs.",
           .words = k_covers},
    Option{.section = "sent",
           .key = "since",
           .type = Type::date,
           .member = &Config::sent_since,
           .fallback = "",
           .example = "2026-01-01",
           .brief = "the day from which on that holds",
           .text = "Without it, it always held. It counts for bounces that arrive at least 7 days "
                   "later, as in [token]."},

    Option{.section = "dkim",
           .key = "domain",
           .type = Type::text,
           .member = &Dkim::domain,
           .fallback = "",
           .example = R"("example.org")",
           .brief = "the signing domain (d=)",
           .text = "As it stands in the signature. It must be your own: where others sign with "
                   "the same key, a signature does not tell you from them.",
           .required = true},
    Option{.section = "dkim",
           .key = "selector",
           .type = Type::text,
           .member = &Dkim::selector,
           .fallback = "",
           .example = R"("s1")",
           .brief = "the key's selector (s=)",
           .text = "As it stands in the signature.",
           .required = true},
    Option{.section = "dkim",
           .key = "public_key",
           .type = Type::path,
           .member = &Dkim::public_key,
           .fallback = "",
           .example = R"("~/.config/backsift/s1.example.org.pub")",
           .brief = "the public key",
           .text = "A file with the public key: in PEM, or the text of its DNS record.",
           .required = true},
};

} // namespace

std::span<const Section> sections() {
    return k_sections;
}
std::span<const Option> options() {
    return k_options;
}

const Section* find_section(std::string_view name) {
    for (const Section& section : k_sections) {
        if (section.name == name)
            return &section;
    }
    return nullptr;
}

const Option* find_option(std::string_view section, std::string_view key) {
    for (const Option& option : k_options) {
        if (option.section == section && option.key == key)
            return &option;
    }
    return nullptr;
}

} // namespace backsift::config
