#include <algorithm>
#include <array>

#include "base/text.hpp"
#include "message/address.hpp"
#include "proof/proof.hpp"
#include "proof/sent_lookup.hpp"
#include "proof/stray_mark.hpp"

namespace backsift::proof {
namespace {

constexpr std::string_view k_name = "sent";
constexpr message::UnixTime k_day = 86'400;
// Autoreplies come while somebody is away; who answers later answers something else.
constexpr message::UnixTime k_correspondence = 30 * k_day;

using Ids = std::vector<std::string>;

void add_ids(const message::HeaderBlock& header, std::string_view name, const base::Limits& limits,
             Ids& ids) {
    for (const message::Field* field : header.all(name)) {
        for (std::string& id : message::parse_message_ids(message::unfold(field->value), limits)) {
            if (ids.size() < limits.message_ids) {
                ids.push_back(std::move(id));
            }
        }
    }
}

// Outlook.com puts an id of its own in place of ours and keeps ours in another field.
Ids returned_ids(const message::Returned* returned, const base::Limits& limits) {
    Ids ids;
    if (returned != nullptr) {
        add_ids(returned->header, "Message-ID", limits, ids);
        add_ids(returned->header, "X-Microsoft-Original-Message-ID", limits, ids);
    }
    return ids;
}

Ids outer_ids(const Question& question) {
    Ids ids;
    add_ids(question.mail.header, "In-Reply-To", question.limits, ids);
    add_ids(question.mail.header, "References", question.limits, ids);
    return ids;
}

// A mail has one Message-ID (RFC 5322 3.6): a header of the forger's with ours added has two.
bool is_put_together(const message::Returned* returned) {
    return returned != nullptr && returned->header.all("Message-ID").size() > 1;
}

// Not cut, and not written in another way by a gateway: "<one@exam", "=?utf-8?Q?=3Cone=40…?=".
bool is_whole(std::string_view id) {
    return base::trim(id).ends_with('>');
}

// The author's mailbox, where there is exactly one.
std::string author(const message::HeaderBlock& header, const base::Limits& limits) {
    const auto fields = header.all("From");
    if (fields.size() != 1) {
        return {};
    }
    const auto from = message::parse_addresses(message::unfold(fields[0]->value), limits);
    return from.size() == 1 ? mailbox_key(from[0].text()) : std::string();
}

class Sent final : public Proof {
  public:
    Sent(std::shared_ptr<const SentLookup> lookup, Coverage coverage, SentFolders folders)
        : lookup_(std::move(lookup)),
          coverage_(coverage),
          folders_(folders) {}

    [[nodiscard]] Reply ask(const Question& question) const override {
        Reply reply{std::string(k_name), Answer::unknown, {}};
        if (const std::string trouble = lookup_->trouble(); !trouble.empty()) {
            reply.detail = trouble;
            reply.outdated = true;
            reply.trouble = trouble;
            reply.remedy = "`backsift sent update` makes the index.";
            return reply;
        }
        const Ids ids = returned_ids(question.returned, question.limits);
        Look worst = Look::miss;
        if (by_ids(question, ids, "The returned Message-ID", reply, worst)
            || by_ids(question, outer_ids(question), "An id that this reply refers to", reply,
                      worst)
            || by_ids(question, {question.status.original_message_id},
                      "The Original-Message-ID of the report", reply, worst)
            || by_soft_triple(question, reply, worst) || by_correspondence(question, reply)) {
            return reply;
        }
        reply.tied = is_about_correspondent(question);
        refute(question, ids, worst, reply);
        return reply;
    }

  private:
    // True when the index knows one of the ids, whatever follows from it.
    [[nodiscard]] bool by_ids(const Question& question, const Ids& ids, std::string_view which,
                              Reply& reply, Look& worst) const {
        for (const std::string& id : ids) {
            const SentMessage sent = id.empty() ? SentMessage{} : lookup_->by_id(id);
            if (sent.look == Look::unclear) {
                worst = Look::unclear;
            }
            if (sent.look == Look::hit) {
                reply.detail = std::string(which) + " is that of mail we sent.";
                reply.tied = true;
                judge_recipient(question, sent, reply);
                return true;
            }
        }
        return false;
    }

    // The id alone is public where lists are archived. Together with the recipient only the two
    // ends know it, and who listens between them.
    static void judge_recipient(const Question& question, const SentMessage& sent, Reply& reply) {
        if (is_put_together(question.returned)) {
            reply.detail += " But the returned header has more than one Message-ID.";
            return;
        }
        reply.answer = Answer::indicated;
        if (!sent.names_recipients) {
            reply.detail += " The index does not know to whom.";
            return;
        }
        const RecipientCheck check = check_recipient(question, sent.went_to);
        const bool author_fits = check.fit == Fit::nothing
                                 && sent.went_to(author(question.mail.header, question.limits));
        if (check.fit == Fit::fits || author_fits) {
            reply.answer = Answer::proven;
            reply.detail += author_fits ? " It went to who answers." : ' ' + check.detail;
        } else if (check.fit == Fit::nothing) {
            reply.detail += " The reply names nobody to compare with its recipients.";
        }
        apply(check, reply);
    }

    // Services that replace the Message-ID (SES and others) leave these three alone.
    [[nodiscard]] bool by_soft_triple(const Question& question, Reply& reply, Look& worst) const {
        if (question.returned == nullptr) {
            return false;
        }
        const message::HeaderBlock& header = question.returned->header;
        const auto date = message::parse_date(header.unfolded("Date"));
        if (!date) {
            return false;
        }
        const std::string subject = header.decoded("Subject");
        std::string hit;
        const WentTo went_to = [&](std::string_view key) {
            const Look look = key.empty() ? Look::miss : lookup_->soft(key, subject, *date);
            worst = look == Look::unclear ? look : worst;
            hit = look == Look::hit ? key : hit;
            return look == Look::hit;
        };
        const RecipientCheck check = check_recipient(question, went_to);
        if (check.fit == Fit::nothing) {
            const auto keys = addressed_recipients(header, question.limits);
            (void)std::any_of(keys.begin(), keys.end(), went_to);
        }
        if (hit.empty()) {
            return false;
        }
        reply.answer = Answer::indicated;
        reply.detail = "We sent mail with this subject to " + base::clean(hit, 120)
                       + " in the hour that the returned header gives (a soft match).";
        reply.tied = true;
        apply(check, reply);
        return true;
    }

    [[nodiscard]] bool by_correspondence(const Question& question, Reply& reply) const {
        if (question.returned != nullptr || !question.arrival || !question.status.recipients.empty()
            || !failed_recipients(question).empty()) {
            return false;
        }
        const std::string key = author(question.mail.header, question.limits);
        if (!is_correspondent(key, *question.arrival)) {
            return false;
        }
        reply.answer = Answer::indicated;
        reply.detail = "We wrote to " + base::clean(key, 120) + " within the 30 days before.";
        return true;
    }

    // Did we write to this mailbox within the 30 days before?
    [[nodiscard]] bool is_correspondent(const std::string& key, message::UnixTime arrival) const {
        const auto last = key.empty() ? std::nullopt : lookup_->last_written_to(key);
        return last && *last <= arrival + k_day && *last + k_correspondence >= arrival;
    }

    // That we wrote to whom a report names does not show that it answers this letter: the mail of a
    // forger who has our address book fails there too. But it is no storm that blew it in.
    [[nodiscard]] bool is_about_correspondent(const Question& question) const {
        if (!question.arrival) {
            return false;
        }
        const auto failed = failed_recipients(question);
        return std::any_of(failed.begin(), failed.end(), [&](const FailedRecipient& one) {
            return is_correspondent(one.last, *question.arrival)
                   || is_correspondent(one.original, *question.arrival);
        });
    }

    void refute(const Question& question, const Ids& ids, Look worst, Reply& reply) const {
        const auto until = lookup_->complete_until();
        reply.outdated = question.arrival && (!until || !is_newer(*until, *question.arrival));
        if (worst == Look::unclear) {
            reply.trouble = "The index of sent mail is damaged.";
        } else if (!until && folders_ != SentFolders::none) {
            reply.trouble = "The folders of sent mail have never been read to their ends.";
        }
        reply.detail = ids.empty() ? "Nothing in it names mail we sent"
                                   : "The returned Message-ID is none that we sent";
        const std::string why_not = why_absence_says_nothing(question, ids, worst, reply);
        if (!why_not.empty()) {
            reply.detail += ": " + why_not + '.';
            return;
        }
        reply.answer = Answer::absent;
        reply.detail += ", and the index has all.";
    }

    [[nodiscard]] bool is_newer(message::UnixTime until, message::UnixTime arrival) const {
        return until > arrival || (until == arrival && folders_ == SentFolders::read_just_now);
    }

    [[nodiscard]] std::string why_absence_says_nothing(const Question& question, const Ids& ids,
                                                       Look worst, Reply& reply) const {
        std::string why_not;
        if (absence(question, coverage_, why_not) != Answer::absent) {
            return why_not;
        }
        if (ids.empty()) {
            return "the returned header has no Message-ID";
        }
        if (is_put_together(question.returned)) {
            return "the returned header has more than one Message-ID";
        }
        if (worst == Look::unclear) {
            reply.remedy = "`backsift sent update` makes the index anew.";
            return "the index is damaged where the answer stands";
        }
        if (!is_whole(question.returned->header.unfolded("Message-ID"))) {
            return "it is not whole";
        }
        if (const auto elsewhere = stray_id(question)) {
            return "one of ours stands elsewhere in what came back (" + *elsewhere + ')';
        }
        if (!question.arrival || reply.outdated) {
            reply.remedy = "`backsift sent update` would have brought the index up to date.";
            return "the reply is newer than the index";
        }
        return {};
    }

    [[nodiscard]] std::optional<std::string> stray_id(const Question& question) const {
        return stray_mark(question, "Message-ID", [&](std::string_view value) {
            const Ids ids = message::parse_message_ids(value, question.limits);
            return std::any_of(ids.begin(), ids.end(), [this](const std::string& id) {
                return lookup_->by_id(id).look != Look::miss;
            });
        });
    }

    std::shared_ptr<const SentLookup> lookup_;
    Coverage coverage_;
    SentFolders folders_;
};

} // namespace

std::unique_ptr<const Proof> sent(std::shared_ptr<const SentLookup> lookup, Coverage coverage,
                                  SentFolders folders) {
    return std::make_unique<const Sent>(std::move(lookup), coverage, folders);
}

} // namespace backsift::proof
