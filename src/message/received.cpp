#include "message/received.hpp"

#include <algorithm>

#include "base/text.hpp"
#include "message/host.hpp"
#include "message/received_split.hpp"

namespace backsift::message {

namespace {

bool is_word(const ReceivedToken& token, std::string_view wanted) {
    return !token.comment && base::iequals(token.text, wanted);
}

// Exim's message ids: 6-6-2, from 4.97 on 6-11-4.
bool is_exim_id(std::string_view id) {
    const auto pieces = base::split(id, '-');
    return pieces.size() == 3 && pieces[0].size() == 6
           && ((pieces[1].size() == 6 && pieces[2].size() == 2)
               || (pieces[1].size() == 11 && pieces[2].size() == 4))
           && std::all_of(id.begin(), id.end(),
                          [](char c) { return c == '-' || base::is_alnum(c); });
}

// Who wrote the field, as far as it decides what a lone name before an address means.
bool names_by_lookup(const std::vector<ReceivedToken>& tokens, std::string_view date) {
    bool has_id = false;
    for (std::size_t i = 0; i < tokens.size(); ++i) {
        if (tokens[i].comment && base::istarts_with(tokens[i].text, "Exim"))
            return true;
        if (is_word(tokens[i], "id")) {
            has_id = true;
            if (i + 1 < tokens.size() && is_exim_id(tokens[i + 1].text))
                return true;
        }
    }
    // qmail and IronPort write no id, and a date without the day of the week.
    const std::string_view day = base::trim(date);
    return !has_id && !day.empty() && base::is_digit(day.front());
}

// What the tokens between "from" and "by" say.
class FromClause {
  public:
    explicit FromClause(Hop& hop) : hop_(hop) {}

    void name(std::string_view word) {
        const std::size_t bracket = word.find('[');
        if (bracket != std::string_view::npos && bracket > 0
            && !read_ip_word(word.substr(bracket)).empty()) {
            bare_address_ = read_ip_word(word.substr(bracket));
            word = word.substr(0, bracket);
        }
        name_ = word;
    }

    void word(std::string_view word) {
        if (word.starts_with('[') && bare_address_.empty())
            bare_address_ = read_ip_word(word);
        else if (base::iequals(word, "pickup") && base::iequals(name_, "mail"))
            hop_.local = true; // "from mail pickup service", Microsoft's local queue
    }

    void comment(std::string_view text) {
        const auto words = base::words(text);
        if (words.empty())
            return;
        if (base::iequals(words[0], "HELO") || base::iequals(words[0], "EHLO"))
            return said(words.size() > 1 ? words[1] : "");
        if (!hop_.address.empty() && names_another_address(words))
            disputed_ = true;
        if (base::iequals(words[0], "uid") || base::istarts_with(words[0], "uid="))
            hop_.local = true;
        // sendmail: the name does not lead back to the address. Whoever owns the address may have
        // written any name there.
        forged_ = forged_ || base::icontains(text, "may be forged");
        for (std::size_t i = 0; i < words.size(); ++i)
            comment_word(words, i);
        const bool alone = words.size() == 1 && comments_++ == 0;
        if (alone && hop_.address.empty() && is_plainly_a_host(words[0]))
            looked_up_ = words[0];
    }

    void finish(bool names_by_lookup, bool over_http) {
        if (base::iequals(name_, "SpoolDir") || base::iends_with(name_, "/SpoolDir"))
            hop_.local = true; // Mercury's own queue
        const std::string own_address = read_ip_word(name_);
        if (hop_.address.empty())
            hop_.address = bare_address_;
        // A name in brackets is the address where the recorder gives no other; a bare one is only
        // what the client said of itself.
        const bool name_is_address =
            hop_.address.empty() && !own_address.empty() && (name_.starts_with('[') || over_http);
        if (name_is_address)
            hop_.address = own_address;
        hop_.local = hop_.local && hop_.address.empty();
        if (hop_.local)
            return;
        if (disputed_) {
            hop_.address.clear();
            return;
        }
        const bool name_looked_up =
            said_helo_ || (looked_up_.empty() && names_by_lookup && !hop_.address.empty());
        if (!looked_up_.empty() && !forged_)
            hop_.reverse = read_host_word(looked_up_);
        else if (looked_up_.empty() && name_looked_up && own_address.empty() && !forged_)
            hop_.reverse = read_host_word(name_);
        if (said_helo_)
            hop_.helo = read_host_word(helo_);
        else if (!name_is_address && name_.find('@') == std::string_view::npos)
            hop_.helo = read_host_word(name_); // "from ann@example.org by" names a sender
    }

  private:
    void comment_word(const std::vector<std::string_view>& words, std::size_t i) {
        constexpr std::string_view k_helo = "helo=";
        const std::string_view word = words[i];
        if (base::istarts_with(word, k_helo))
            return said(word.substr(k_helo.size()));
        // ZMailer: ([192.0.2.1]:25 "EHLO name")
        if (base::iequals(word, "\"EHLO") || base::iequals(word, "\"HELO"))
            return said(i + 1 < words.size() ? words[i + 1] : "");
        if (base::iequals(word, "[local]"))
            hop_.local = true;
        if (!hop_.address.empty() || word.find('=') < word.find('['))
            return;
        // "name [address]", or without the blank between.
        const std::size_t bracket = std::min(word.find('['), word.size());
        const std::string_view glued = bracket < word.size() ? word.substr(0, bracket) : "";
        const std::string_view name = is_host(glued) ? glued : i > 0 ? words[i - 1] : "";
        hop_.address = read_ip_word(is_host(glued) ? word.substr(bracket) : word);
        if (!hop_.address.empty() && is_host(name))
            looked_up_ = name;
    }

    // Recorders write one comment with the address; a client whose HELO holds another gets two.
    [[nodiscard]] bool names_another_address(const std::vector<std::string_view>& words) const {
        return std::any_of(words.begin(), words.end(), [this](std::string_view word) {
            const std::string address =
                read_ip_word(word.substr(std::min(word.find('['), word.size())));
            const std::string bare = read_ip_word(word);
            return (!address.empty() && address != hop_.address)
                   || (!bare.empty() && bare != hop_.address);
        });
    }

    void said(std::string_view helo) {
        said_helo_ = true;
        helo_ = helo;
    }

    // A name, or somebody's word for having none.
    static bool is_host(std::string_view word) {
        word = word.substr(word.rfind('@') + 1);
        return !word.empty() && read_ip_word(word).empty()
               && std::all_of(word.begin(), word.end(), [](char c) {
                      return base::is_alnum(c) || c == '.' || c == '-' || c == '_'
                             || static_cast<unsigned char>(c) >= 0x80;
                  });
    }

    // A comment of one word tells more than names: "(authenticated)".
    static bool is_plainly_a_host(std::string_view word) {
        word = word.substr(word.rfind('@') + 1);
        return base::iequals(word, "localhost") || base::iequals(word, "unknown")
               || (is_host(word) && word.find('.') != std::string_view::npos);
    }

    Hop& hop_;
    std::string_view name_;
    std::string_view helo_;
    std::string_view looked_up_; // beside the address, in the recorder's comment
    std::string bare_address_;   // outside comments
    std::size_t comments_ = 0;
    bool said_helo_ = false;
    bool forged_ = false;
    bool disputed_ = false; // two comments give two addresses
};

// The comment behind "by" of those that note a name only after looking up its address as well.
// qmail, OpenSMTPD and others note what the owner of the address wrote into its PTR record.
bool is_of_confirming_recorder(std::string_view comment) {
    return base::icontains(comment, "Postfix") || base::istarts_with(comment, "Exim")
           || base::icontains(comment, "sendmail")
           || (comment.starts_with("8.") && comment.find('/') != std::string_view::npos);
}

// No client host: handed in by a user, or made by the MTA itself. Only asked where no "from"
// stands: behind one, comments quote what the client says, its certificate's name for one.
bool says_local(std::string_view comment) {
    return base::icontains(comment, "from userid") || base::icontains(comment, "invoked by")
           || base::icontains(comment, "invoked for") || base::istarts_with(comment, "from ");
}

// "" for what no protocol is called (RFC 5321 4.4: an atom).
std::string protocol(std::string_view word) {
    const std::string_view name = word.substr(0, word.find('/'));
    return base::is_valid_utf8(name) ? base::to_lower(name) : std::string();
}

class ValueReader {
  public:
    ValueReader(const std::vector<ReceivedToken>& tokens, std::string_view date)
        : tokens_(tokens),
          date_(date) {}

    Hop run() {
        read_from();
        for (; at_ < tokens_.size(); ++at_)
            clause();
        hop_.date = parse_date(date_);
        from_.finish(names_by_lookup(tokens_, date_), over_http_);
        hop_.confirmed = confirming_ && !hop_.reverse.empty();
        return std::move(hop_);
    }

  private:
    [[nodiscard]] const ReceivedToken* next(std::size_t ahead) const {
        return at_ + ahead < tokens_.size() ? &tokens_[at_ + ahead] : nullptr;
    }

    // The word behind "from" is the name whatever it is (a client may call itself "by"), unless
    // there is none.
    void read_from() {
        if (tokens_.empty() || !is_word(tokens_[0], "from"))
            return;
        hop_.has_from = true;
        at_ = 1;
        const ReceivedToken* const name = next(0);
        const ReceivedToken* const behind = next(1);
        const bool missing = name == nullptr || name->comment
                             || (is_word(*name, "by") && behind != nullptr && !behind->comment
                                 && !is_word(*behind, "by"));
        if (missing)
            return;
        from_.name(name->text);
        ++at_;
    }

    void clause() {
        const ReceivedToken& token = tokens_[at_];
        const ReceivedToken* const value = next(1);
        const bool has_value = value != nullptr && !value->comment;
        if (token.comment)
            return comment(token.text);
        if (is_word(token, "by") && !seen_by_)
            return read_by(has_value && !is_word(*value, "with") ? value->text : "");
        if (is_word(token, "with") && hop_.with.empty() && has_value) {
            hop_.with = protocol(value->text);
            hop_.local = hop_.local || hop_.with == "local";
            over_http_ = over_http_ || base::istarts_with(hop_.with, "http");
        } else if (is_word(token, "via") && has_value) {
            over_http_ = over_http_ || base::istarts_with(value->text, "http");
        } else if (is_word(token, "for") && hop_.for_address.empty() && has_value) {
            read_for(value->text);
        } else {
            if (!seen_by_)
                from_.word(token.text);
            return;
        }
        ++at_;
    }

    void comment(std::string_view text) {
        confirming_ = confirming_
                      || (seen_by_ && hop_.for_address.empty() && is_of_confirming_recorder(text));
        if (!hop_.has_from)
            hop_.local = hop_.local || says_local(text);
        else if (!seen_by_)
            from_.comment(text);
        else if (base::istarts_with(text, "DragonFly Mail Agent"))
            hop_.local = true; // dma listens to no network: its "from" names a user
    }

    void read_by(std::string_view name) {
        seen_by_ = true;
        if (name.empty())
            return;
        ++at_;
        hop_.by_address = read_ip_word(name);
        hop_.by = hop_.by_address.empty() ? read_host_word(name) : hop_.by_address;
        const ReceivedToken* const comment = next(1);
        if (comment == nullptr || !comment->comment || !hop_.by_address.empty())
            return;
        const auto words = base::words(comment->text);
        if (!words.empty())
            hop_.by_address = read_ip_word(words.back());
    }

    void read_for(std::string_view word) {
        while (!word.empty() && (word.front() == '<' || word.front() == '"'))
            word.remove_prefix(1);
        word = word.substr(0, word.find('>'));
        while (!word.empty() && (word.back() == ',' || word.back() == '"'))
            word.remove_suffix(1);
        if (word.find('@') != std::string_view::npos)
            hop_.for_address = base::is_valid_utf8(word) ? std::string(word) : std::string();
    }

    const std::vector<ReceivedToken>& tokens_;
    std::string_view date_;
    std::size_t at_ = 0;
    Hop hop_;
    FromClause from_{hop_};
    bool seen_by_ = false;
    bool confirming_ = false;
    bool over_http_ = false;
};

} // namespace

Hop parse_received(std::string_view unfolded) {
    const ReceivedPieces split = split_value(unfolded);
    return ValueReader(split.tokens, split.date).run();
}

std::optional<UnixTime> received_date(std::string_view value) {
    return parse_date(unfold(date_of(value)));
}

std::vector<Hop> received_hops(const HeaderBlock& header, const base::Limits& limits,
                               Defects& defects) {
    std::vector<Hop> hops;
    for (const Field& field : header.fields) {
        if (!base::iequals(field.name, "Received"))
            continue;
        if (hops.size() == limits.received_hops) {
            defects.note(Defect::too_many_hops);
            break;
        }
        hops.push_back(parse_received(unfold(field.value)));
    }
    return hops;
}

} // namespace backsift::message
