#include "evidence/recipients.hpp"

#include <algorithm>
#include <array>
#include <initializer_list>

#include "base/text.hpp"
#include "message/address.hpp"

namespace backsift::evidence {

namespace {

// RFC 3463 subject.detail, any class; the IANA registry "Enhanced Status Codes" for the later ones.
struct ReasonRow {
    std::string_view code; // "1.1"; a bare subject such as "7." covers all its details
    std::string_view reason;
};

constexpr std::array k_reasons{
    ReasonRow{"1.1", "user-unknown"},
    ReasonRow{"1.10", "null-mx"},
    ReasonRow{"1.2", "host-unknown"},
    ReasonRow{"1.3", "user-unknown"},
    ReasonRow{"1.6", "moved"},
    ReasonRow{"1.8", "sender-rejected"},
    ReasonRow{"1.7", "sender-rejected"},
    ReasonRow{"2.1", "mailbox-disabled"},
    ReasonRow{"2.2", "mailbox-full"},
    ReasonRow{"2.3", "too-big"},
    ReasonRow{"3.1", "system-full"},
    ReasonRow{"3.4", "too-big"},
    ReasonRow{"4.1", "host-unreachable"},
    ReasonRow{"4.2", "host-unreachable"},
    ReasonRow{"4.3", "host-unreachable"},
    ReasonRow{"4.4", "host-unknown"},
    ReasonRow{"4.6", "loop"},
    ReasonRow{"4.7", "expired"},
    ReasonRow{"6.", "content"},
    ReasonRow{"7.", "policy"},
};

// "5.1.1" out of "5.1.1", "550 5.1.1 …", "smtp; 550-5.1.1 …"; "" when there is none.
std::string_view subject_and_detail(std::string_view text) {
    for (std::size_t i = 0; i + 4 < text.size(); ++i) {
        const bool starts_word = i == 0 || !base::is_alnum(text[i - 1]);
        const bool is_class = text[i] == '2' || text[i] == '4' || text[i] == '5';
        if (!starts_word || !is_class || text[i + 1] != '.' || !base::is_digit(text[i + 2]))
            continue;
        std::size_t end = i + 2;
        int dots = 0;
        while (end < text.size()
               && (base::is_digit(text[end]) || (text[end] == '.' && ++dots == 1)))
            ++end;
        if (dots >= 1 && base::is_digit(text[end - 1]))
            return text.substr(i + 2, end - i - 2);
    }
    return {};
}

std::string_view look_up(std::string_view code) {
    const auto row = std::find_if(k_reasons.begin(), k_reasons.end(), [&](const ReasonRow& r) {
        return r.code.back() == '.' ? code.substr(0, r.code.size()) == r.code : r.code == code;
    });
    return row == k_reasons.end() ? std::string_view{} : row->reason;
}

Recipient from_status(const message::RecipientStatus& status, const base::Limits& limits) {
    Recipient out;
    out.address = base::clean(
        status.final_recipient.empty() ? status.original_recipient : status.final_recipient, 320);
    out.action = base::clean(status.action, 40);
    out.status = base::clean(status.status, 40);
    out.smtp = base::clean(status.diagnostic, limits.excerpt_bytes * 2);
    out.reason = reason(status.status, status.diagnostic);
    out.remote_mta = base::clean(status.remote_mta, 255);
    return out;
}

// "bob@example.net" out of "<bob@example.net>: unknown user"; "" when no address begins it.
std::string_view leading_address(std::string_view paragraph) {
    if (!paragraph.empty() && paragraph.front() == '<')
        paragraph.remove_prefix(1);
    constexpr std::size_t k_longest = 320; // RFC 5321 4.5.3.1: 64 + 1 + 255
    const std::size_t end = paragraph.substr(0, k_longest + 1).find_first_of(" <>:()[],;\"\n");
    const std::string_view word = paragraph.substr(0, std::min({end, paragraph.size(), k_longest}));
    const std::size_t at = word.rfind('@');
    const bool whole =
        at != std::string_view::npos && at > 0 && word.find('.', at) != std::string_view::npos;
    return whole && base::is_alnum(word.back()) ? word : std::string_view{};
}

bool has_in(const message::HeaderBlock& header, std::initializer_list<std::string_view> fields,
            std::string_view address, const base::Limits& limits) {
    for (const std::string_view name : fields) {
        for (const message::Address& one :
             message::parse_addresses(header.unfolded(name), limits)) {
            if (message::same_mailbox(one.text(), address))
                return true;
        }
    }
    return false;
}

// Gathers addresses, each once, and none that the report came from or went to, or that sent what it
// returns: notices quote that one's From.
class Named {
  public:
    Named(const message::Mail& mail, const message::Returned* returned, const base::Limits& limits)
        : mail_(mail),
          returned_(returned),
          limits_(limits) {}

    void add(std::string_view address) {
        if (address.empty() || ended())
            return;
        ++looked_at_;
        const bool known = std::any_of(found.begin(), found.end(), [&](const Recipient& one) {
            return message::same_mailbox(one.address, address);
        });
        if (known || has_in(mail_.header, {"To", "Delivered-To", "From"}, address, limits_)
            || (returned_ != nullptr && has_in(returned_->header, {"From"}, address, limits_)))
            return;
        found.emplace_back();
        found.back().address = base::clean(address, 320);
    }
    [[nodiscard]] bool ended() const {
        return found.size() >= k_named || looked_at_ >= 4 * k_named;
    }

    std::vector<Recipient> found;

  private:
    const message::Mail& mail_;
    const message::Returned* returned_;
    const base::Limits& limits_;
    std::size_t looked_at_ = 0;
};

template<typename Take>
void for_each_paragraph(std::string_view notice, const Named& named, Take take) {
    while (!notice.empty() && !named.ended()) {
        const std::size_t end = std::min(notice.find('\n'), notice.size());
        take(notice.substr(0, end));
        notice.remove_prefix(std::min(end + 1, notice.size()));
    }
}

// RFC 2142: the mailboxes of services and functions.
bool is_role(std::string_view address) {
    constexpr std::array<std::string_view, 12> k_roles{
        "postmaster", "hostmaster", "webmaster", "support", "abuse", "noc",
        "security",   "info",       "marketing", "sales",   "news",  "www"};
    const std::string_view local = address.substr(0, address.find('@'));
    return std::find(k_roles.begin(), k_roles.end(), local) != k_roles.end();
}

// An address with the words before it: "unknown user: bob@example.net", "recipient
// bob@example.net: no such mailbox".
struct Labelled {
    std::string_view label;
    std::string_view address; // "" where the paragraph does not begin so
};

// "from", "reply-to": a header is quoted. A recipient's fields stand among the sender's.
bool is_field_name(std::string_view label) {
    constexpr std::array<std::string_view, 10> k_names{
        "from", "to", "cc", "bcc", "sender", "subject", "date", "received", "references", "via"};
    return label.find(' ') == std::string_view::npos
           && (label.find('-') != std::string_view::npos
               || std::find(k_names.begin(), k_names.end(), label) != k_names.end());
}

// A few words, and no sentence.
bool is_label(std::string_view label) {
    constexpr std::size_t k_most_words = 5;
    constexpr std::string_view k_sentence = ".,;!?\"()[]<>@=";
    return !label.empty() && base::words(label).size() <= k_most_words
           && label.find_first_of(k_sentence) == std::string_view::npos
           && label.find(':') == std::string_view::npos && !is_field_name(label);
}

Labelled labelled_address(std::string_view paragraph) {
    constexpr std::size_t k_longest = 80 + 320; // of the words, and of the address
    const std::size_t at = paragraph.substr(0, k_longest).find('@');
    if (at == std::string_view::npos)
        return {};
    const std::size_t begin = paragraph.find_last_of(" <:", at);
    if (begin == std::string_view::npos)
        return {};
    const std::string_view address = leading_address(paragraph.substr(begin + 1));
    std::string_view behind =
        paragraph.substr(std::min(begin + 1 + address.size(), paragraph.size()));
    if (behind.starts_with('>'))
        behind.remove_prefix(1);
    std::string_view label = base::trim(paragraph.substr(0, begin + 1));
    if (label.ends_with('<'))
        label = base::trim(label.substr(0, label.size() - 1));
    const bool before = label.ends_with(':');
    if (before)
        label = base::trim(label.substr(0, label.size() - 1));
    const bool stands_so = before || behind.starts_with(':');
    return stands_so && is_label(label) ? Labelled{label, address} : Labelled{};
}

// "There was an error delivering your mail to <bob@example.net>."
void add_bracketed(std::string_view paragraph, Named& named) {
    for (std::size_t open = paragraph.find('<'); open != std::string_view::npos && !named.ended();
         open = paragraph.find('<', open + 1)) {
        const std::string_view address = leading_address(paragraph.substr(open));
        const std::size_t end = open + 1 + address.size();
        if (!address.empty() && end < paragraph.size() && paragraph[end] == '>'
            && !is_role(address))
            named.add(address);
    }
}

} // namespace

std::vector<Recipient> recipients_named_in(std::string_view notice, const message::Mail& mail,
                                           const message::Returned* returned,
                                           const base::Limits& limits) {
    Named named{mail, returned, limits};
    for_each_paragraph(notice, named,
                       [&](std::string_view paragraph) { named.add(leading_address(paragraph)); });
    if (named.found.empty()) {
        std::string_view label; // of the first
        for_each_paragraph(notice, named, [&](std::string_view paragraph) {
            const Labelled one = labelled_address(paragraph);
            if (named.found.empty() && !is_role(one.address)) {
                named.add(one.address);
                label = named.found.empty() ? std::string_view() : one.label;
            } else if (!label.empty() && one.label == label) {
                named.add(one.address);
            }
            if (named.found.empty())
                add_bracketed(paragraph, named);
        });
    }
    return std::move(named.found);
}

std::string_view reason(std::string_view status, std::string_view diagnostic) {
    const std::string_view by_status = look_up(subject_and_detail(status));
    return by_status.empty() ? look_up(subject_and_detail(diagnostic)) : by_status;
}

std::vector<Recipient> recipients(const message::Mail& mail, const message::DeliveryStatus& status,
                                  const base::Limits& limits) {
    std::vector<Recipient> found;
    for (const message::RecipientStatus& row : status.recipients)
        found.push_back(from_status(row, limits));
    if (!found.empty())
        return found;
    for (const message::Address& address :
         message::parse_addresses(mail.header.unfolded("X-Failed-Recipients"), limits)) {
        Recipient recipient;
        recipient.address = base::clean(address.text(), 320);
        recipient.action = "failed";
        found.push_back(std::move(recipient));
    }
    return found;
}

} // namespace backsift::evidence
