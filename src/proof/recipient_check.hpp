// Did the recipient that failed get this mail from us? A mark that can be copied (a token, a
// Message-ID, a DKIM signature) can be replayed to somebody else; the report then names a recipient
// that the mail with this mark never went to. That makes such a proof unknown, neither proven nor
// refuted (DESIGN: "Recipient check"). One such recipient is enough: who replays a mail may name
// its true recipient beside the victims. A replay to the same recipient stays possible.
//
// It speaks of the recipients that a report's fields name, or its words where no field does, never
// of an autoreply's From: people answer from whatever address they like.
#pragma once

#include <cstdint>
#include <functional>
#include <string>
#include <string_view>
#include <vector>

#include "proof/proof.hpp"

namespace backsift::proof {

enum class Fit : std::uint8_t {
    nothing,   // no failed recipient is named, or nobody knows whom the mail went to
    fits,      // the mail went to every one of them
    explained, // not to all, but the believed part of the returned trace shows how the rest got it
    mismatch   // the proof that rests on a copied mark is unknown
};

struct RecipientCheck {
    Fit fit = Fit::nothing;
    std::string detail; // one sentence for a person; foreign words cleaned
    [[nodiscard]] bool refuses() const { return fit == Fit::mismatch; }
};

// Is this one of those the mail went to? It is asked with a `mailbox_key`.
using WentTo = std::function<bool(std::string_view key)>;

// The mailbox an address leads to, for comparing: lower case, BATV, SRS and VERP taken off, without
// a plus tag. "" when it has no domain.
[[nodiscard]] std::string mailbox_key(std::string_view address);

// One recipient under the names that the report gives it, as keys: as its MTA knew it (`last`) and
// as the sender's side had it (`original`, "" where not told).
struct FailedRecipient {
    std::string last;
    std::string original{};
    [[nodiscard]] bool is_one_of(const WentTo& went_to) const;
};

// The recipients that the report says it is about (Final- and Original-Recipient, else
// X-Failed-Recipients, else those its words name), as many as the limits let through; none that has
// no domain.
[[nodiscard]] std::vector<FailedRecipient> failed_recipients(const Question& question);

// The addresses in the To, Cc, Bcc, Resent-To and Resent-Cc of a header, as keys.
[[nodiscard]] std::vector<std::string> addressed_recipients(const message::HeaderBlock& header,
                                                            const base::Limits& limits);

// Mail to many blind copies is often addressed to its author, or to nobody: then its recipients
// (`keys`) do not say whom it went to.
[[nodiscard]] bool is_addressed_to_author(const message::HeaderBlock& header,
                                          const std::vector<std::string>& keys,
                                          const base::Limits& limits);

[[nodiscard]] WentTo one_of(std::vector<std::string> keys);

// Against what the returned copy itself says of its recipients: To, Cc, Bcc and Resent- fields.
[[nodiscard]] RecipientCheck check_recipient(const Question& question);
// Against better knowledge: the sent index, or the fields that a signature covers.
[[nodiscard]] RecipientCheck check_recipient(const Question& question, const WentTo& went_to);
// Where the report names nobody: is the returned copy addressed to any of those that the mail went
// to? Says nothing where it is, or is addressed to its author.
[[nodiscard]] RecipientCheck check_addressees(const Question& question, const WentTo& went_to);

// Makes the answer of a proof by a copied mark unknown where the check refuses; else only adds what
// the check found where that helps. Leaves answers below `indicated` alone.
void apply(const RecipientCheck& check, Reply& reply);

} // namespace backsift::proof
