// Was the answered mail ours? One file per proof, each blind to the others, each with five answers
// (DESIGN: "What makes it ours"). Pure: whatever a proof needs of the world it got when it was
// made.
#pragma once

#include <array>
#include <cstdint>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "base/limits.hpp"
#include "message/date.hpp"
#include "message/delivery_status.hpp"
#include "message/mail.hpp"
#include "message/returned.hpp"
#include "proof/token_format.hpp"

namespace backsift::proof {

// Strongest last but one to first: proven > contradicted > indicated > absent > unknown.
enum class Answer : std::uint8_t {
    unknown,      // nothing to go by
    absent,       // it should be there and is not
    indicated,    // forgeable, or public
    contradicted, // somebody forged it
    proven        // a forger lacks the means
};
inline constexpr std::array<std::string_view, 5> k_answer_words{"unknown", "absent", "indicated",
                                                                "contradicted", "proven"};
[[nodiscard]] constexpr std::string_view word(Answer answer) {
    return k_answer_words[static_cast<std::size_t>(answer)];
}

struct Reply {
    std::string name; // "token", "relays", "own-report", "recipient"
    Answer answer = Answer::unknown;
    std::string detail;   // one sentence for a person; foreign words cleaned; no secret
    std::string remedy{}; // when unknown: what would have let this proof answer; may be empty
    bool tied = false;    // unknown, but it names mail that we did send, or somebody to whom we
                          // lately did: storm mode leaves it alone
    bool outdated =
        false; // unknown, and what was asked is older than the mail: worth bringing up to date
    std::string trouble{}; // something of ours is broken: one sentence for the journal
};

// What is asked about. `returned` may be null. `arrival` is when the mail reached us by our own
// account (topmost Received, else the From_ line, else the Date it bears; the clock when
// delivering); nothing where none can be read. `copies`: what came back besides
// (message::find_copies); a mark that only these show proves nothing, but then its absence from
// `returned` does not either. `named`: the recipients that the notice's words name, where no
// field of the report names one. `own`: our addresses, as the config has them.
// `is_delivery_report`: a bounce, a delay warning or a success report, not another answer.
struct Question {
    const message::Mail& mail;
    const message::Returned* returned = nullptr;
    const message::DeliveryStatus& status;
    std::optional<message::UnixTime> arrival;
    const base::Limits& limits;
    std::span<const message::Returned> copies{};
    std::span<const std::string> named{};
    std::span<const std::string> own{};
    bool is_delivery_report = true;
};

// How much of the outgoing mail carries a mark. Only with `all` may its absence mean anything, and
// only for mail that came a week or more after `since` (where given), and is not dated before: what
// left before may come late.
struct Coverage {
    bool all = false;
    std::optional<message::UnixTime> since;
};

class Proof {
  public:
    virtual ~Proof() = default;
    [[nodiscard]] virtual Reply ask(const Question& question) const = 0;
};

using Proofs = std::vector<std::unique_ptr<const Proof>>;

// May the absence of a mark in this returned header count? (coverage, since, arrival, complete)
// Returns `absent`, or `unknown` with the reason in `why_not`.
[[nodiscard]] Answer absence(const Question& question, const Coverage& coverage,
                             std::string& why_not);

// Is it only that not all outgoing mail is said to carry the mark?
[[nodiscard]] bool covering_all_would_decide(const Question& question, const Coverage& coverage);

// The static token of the original recipe: the field `header` with exactly `value`, in the returned
// header and nowhere else. Indicated at most: list archives publish it. Another value counts as
// none.
[[nodiscard]] std::unique_ptr<const Proof> static_token(std::string header, std::string_view value,
                                                        Coverage coverage);

// The token that differs in each message (token_format.hpp): proven when its MAC fits a key of ours
// and one of `addresses`, contradicted when it names a key of ours and fits none of them (never
// while a pattern stands among them: what it stands for cannot be listed), indicated when it fits
// but is older than 30 days by our own arrival, unknown when it does not read as one. `sent_mail`
// may be null: where it knows the token, it says whom the mail went to, else the returned fields
// do, which the forger of a replay writes himself. It is asked about good tokens only.
class SentLookup;
using SharedKeys = std::shared_ptr<const std::vector<TokenKey>>; // in the order of the key file
[[nodiscard]] std::unique_ptr<const Proof>
hmac_token(std::string header, SharedKeys keys, const std::vector<std::string>& addresses,
           Coverage coverage, std::shared_ptr<const SentLookup> sent_mail = nullptr);

// A tag in the address that the reply came to (envelope_tag.hpp): proven when it was made with a
// key of ours for one of `addresses` and has not ended by our own arrival, indicated when it has,
// contradicted when it names a key of ours and fits none of them, unknown when it is another's. Two
// bytes more of BATV are no proof that a forger tried, so that one never contradicts. `verp`:
// patterns (verp.hpp); one that names the recipient reported about indicates. Absent only for a
// report to one address of ours without a tag, about mail that no list sent on.
[[nodiscard]] std::unique_ptr<const Proof> envelope(SharedKeys keys,
                                                    const std::vector<std::string>& addresses,
                                                    const std::vector<std::string>& verp,
                                                    Coverage coverage);

// The ENVID of ours as Original-Envelope-Id (envelope_id.hpp): answers as the token in the header
// does, but is never absent, for it comes back only where every MTA on the way knows RFC 3461.
[[nodiscard]] std::unique_ptr<const Proof> envelope_id(SharedKeys keys,
                                                       const std::vector<std::string>& addresses);

// Our outbound relays in the position where our hop must stand: as a client that a believed line of
// the returned trace names (trace.hpp), or as the host that wrote such a line. Named anywhere else
// but in a HELO or `for`, the answer is unknown. Names may hold * and ?; addresses may be IPv4,
// IPv6 or CIDR. Absent only where the entrance into the reporting site is shown and can be
// compared.
[[nodiscard]] std::unique_ptr<const Proof> relays(const std::vector<std::string>& names,
                                                  Coverage coverage);

// The bounce was written by our own MTA about mail submitted to it: the outer trace has no foreign
// hop, and neither has the returned one down to a local or authenticated submission. Our own MTA
// may bounce a forgery too: mail it took from outside is unknown; where no returned trace shows
// what it took, the answer is indicated. `own_hosts`: relay names and this host's own names, as
// patterns.
[[nodiscard]] std::unique_ptr<const Proof> own_report(const std::vector<std::string>& own_hosts);

// Return paths that never send: contradicted when none of the addresses this reply came to ever
// sends. Make it only when the list of those that do is declared complete. Patterns may hold *.
// It speaks only of reports (came_to.hpp).
[[nodiscard]] std::unique_ptr<const Proof> sending_addresses(std::vector<std::string> addresses,
                                                             std::vector<std::string> sending);

// Does the config name folders of sent mail, and have they been read since this reply was at hand?
// While they were never read to their ends nobody knows what a miss in the index would have said
// (trouble).
enum class SentFolders : std::uint8_t { none, named, read_just_now };

// The index of sent mail. Looked up in this order: the ids of the returned header, those that the
// reply itself refers to, an MDN's Original-Message-ID, then recipient, subject and date (soft, at
// most indicated). Id and recipient together are proven, an id alone is indicated. Where nothing is
// returned, an author to whom we wrote within 30 days indicates. Absent only where the returned
// header has an id and the index is newer than the reply, by a second or because the folders were
// read when the reply was at hand: both times are whole seconds, and in the rest of one a letter
// may be sent and come back. An outer In-Reply-To never counts as absence.
[[nodiscard]] std::unique_ptr<const Proof> sent(std::shared_ptr<const SentLookup> lookup,
                                                Coverage coverage,
                                                SentFolders folders = SentFolders::none);

// A signature (RFC 6376) by one of these keys in the returned header, over exactly one From that is
// one of `addresses` (patterns may hold *), the To, Date and Message-ID. Proven when it verifies
// and the failed recipient is one of the signed To and Cc; one that does not verify is unknown, for
// headers get mangled. `text` is the public key as dkim_key.hpp reads it, read only when needed.
struct DkimKey {
    std::string domain;
    std::string selector;
    std::string text;
};
[[nodiscard]] std::unique_ptr<const Proof> dkim(std::vector<DkimKey> keys,
                                                std::vector<std::string> addresses);

} // namespace backsift::proof
