#include "rules/inquiry.hpp"

#include <algorithm>

#include "base/text.hpp"
#include "message/mail.hpp"
#include "rules/asks/asks.hpp"

namespace backsift::rules {

namespace {

// The matched words with what stands around them.
std::string with_context(std::string_view text, const Found& found, std::size_t most_bytes) {
    if (text.size() <= most_bytes)
        return std::string(text);
    const std::size_t words = std::min(found.length, most_bytes);
    std::size_t begin = found.offset - std::min(found.offset, (most_bytes - words) / 3);
    // Not in the middle of a word, and so not of a character.
    while (begin > 0 && begin < found.offset && !base::is_space(text[begin - 1]))
        ++begin;
    return std::string(text.substr(begin, 2 * most_bytes));
}

} // namespace

void note_presence(Hit& note, std::string_view where, std::string_view shown) {
    note.where = where;
    note.excerpt = shown;
}

class Inquiry::InBook {
  public:
    InBook(Inquiry& inquiry, std::size_t book)
        : inquiry_(inquiry),
          outer_(std::exchange(inquiry.book_, book)) {}
    InBook(const InBook&) = delete;
    InBook& operator=(const InBook&) = delete;
    ~InBook() { inquiry_.book_ = outer_; }

  private:
    Inquiry& inquiry_;
    std::size_t outer_;
};

Inquiry::Inquiry(const Shelf& shelf, Subject& subject, message::Defects& defects)
    : shelf_(shelf),
      subject_(subject),
      defects_(defects),
      fields_(subject.mail().header),
      facts_(shelf.entries.size()) {
    constexpr std::size_t k_usual_targets = 12;
    known_targets_.reserve(k_usual_targets);
}

std::optional<Hit> Inquiry::ask(const Entry& entry, Words words) {
    const InBook here(*this, entry.book);
    const Match match = decide(entry);
    if (match == Match::undetermined)
        defects_.note(message::Defect::pattern_undetermined);
    if (match != Match::hit)
        return std::nullopt;
    Hit hit;
    hit.rule = entry.rule;
    if (words == Words::left_out)
        return hit;
    note_words(entry, hit);
    const std::size_t most = subject_.limits().excerpt_bytes;
    hit.where = base::clean(hit.where, most);
    hit.excerpt = base::clean(hit.excerpt, most);
    return hit;
}

Match Inquiry::decide(const Entry& entry) {
    if (lacks_fields(entry))
        return Match::miss;
    const Rule& rule = *entry.rule;
    Match answer = all(rule.all());
    if (answer != Match::miss && !rule.any().empty()) {
        const Match one = any(rule.any());
        if (one != Match::hit)
            answer = one;
    }
    if (answer != Match::miss && !rule.none().empty()) {
        const Match excluded = any(rule.none());
        if (excluded == Match::hit)
            answer = Match::miss;
        if (excluded == Match::undetermined)
            answer = excluded;
    }
    return answer;
}

Match Inquiry::ask(const Condition& condition, Hit* note) {
    // Two questions in three are for fields that the mail has not.
    const bool of_own_field = condition.verb == Verb::field || condition.verb == Verb::address;
    if (of_own_field && !fields_.could_hold(condition))
        return Match::miss;
    return k_asks[static_cast<std::size_t>(condition.verb)](*this, condition, note);
}

Match Inquiry::all(std::span<const Condition> list) {
    Match answer = Match::hit;
    for (const Condition& condition : list) {
        const Match match = ask(condition, nullptr);
        if (match == Match::miss)
            return match;
        if (match == Match::undetermined)
            answer = match;
    }
    return answer;
}

Match Inquiry::any(std::span<const Condition> list) {
    Match answer = Match::miss;
    for (const Condition& condition : list) {
        answer = either(answer, ask(condition, nullptr));
        if (answer == Match::hit)
            return answer;
    }
    return answer;
}

// The condition whose words say most about why a rule hit: the alternative that did, else the first
// pattern, else the first thing that is there.
const Condition* Inquiry::telling(const Rule& rule) {
    for (const Condition& condition : rule.any()) {
        if (ask(condition, nullptr) == Match::hit)
            return &condition;
    }
    const auto all = rule.all();
    const auto pattern =
        std::find_if(all.begin(), all.end(), [](const Condition& c) { return c.patterns != 0; });
    if (pattern != all.end())
        return &*pattern;
    return all.empty() ? nullptr : &all.front();
}

void Inquiry::note_words(const Entry& entry, Hit& note) {
    const InBook there(*this, entry.book);
    if (const Condition* condition = telling(*entry.rule))
        static_cast<void>(ask(*condition, &note));
}

const Candidates& Inquiry::candidates(Target& target) {
    if (book_ != 0 && target.of_others.empty())
        target.of_others.resize(shelf_.books.size() - 1);
    std::optional<Candidates>& found = book_ == 0 ? target.candidates : target.of_others[book_ - 1];
    if (!found) {
        const Book& book = shelf_.books[book_]->book();
        found = rules::candidates(book.prefilter, book.patterns.size(), target.text);
    }
    return *found;
}

Match Inquiry::search(Target& target, const Condition& condition, std::string_view where,
                      Hit* note) {
    const OpenBook& book = *shelf_.books[book_];
    const Candidates* const likely = shelf_.use_prefilter ? &candidates(target) : nullptr;
    Match answer = Match::miss;
    const std::size_t end = std::size_t{condition.first_pattern} + condition.patterns;
    for (std::size_t number = condition.first_pattern; number < end; ++number) {
        const Prefilter& prefilter = book.book().prefilter;
        if (likely != nullptr
            && (!could_match(prefilter, *likely, number, target.text)
                || !has_besides(prefilter, number, target.text, target.grams)))
            continue;
        const Found found =
            may_still_ask() ? book.search(number, target.text) : Found{Match::undetermined, 0, 0};
        if (book_ != 0) {
            given_up_ += found.match == Match::undetermined ? 1 : 0;
            own_bytes_ += target.text.size();
        }
        answer = either(answer, found.match);
        if (answer != Match::hit)
            continue;
        if (note != nullptr)
            note_presence(*note, where,
                          with_context(target.text, found, subject_.limits().excerpt_bytes));
        return answer;
    }
    return answer;
}

Inquiry::Fields Inquiry::fields(const Condition& condition) {
    found_fields_.clear();
    fields_.find(condition, subject_.limits().received_hops, found_fields_);
    return found_fields_;
}

Inquiry::Fields Inquiry::fields(const message::HeaderBlock& header, const Condition& condition) {
    found_fields_.clear();
    find_fields(header, condition, subject_.limits().received_hops, found_fields_);
    return found_fields_;
}

const std::vector<std::string>& Inquiry::part_names() {
    if (part_names_.empty()) {
        for (const message::Part& part : subject_.mail().parts)
            part_names_.push_back(part.media.name());
    }
    return part_names_;
}

Match Inquiry::fact(const Condition& condition, Hit* note) {
    const std::size_t number = fact_number(condition);
    if (number < shelf_.entries.size()) {
        const Match match = fact_rule(number);
        if (match == Match::hit && note != nullptr)
            note_words(shelf_.entries[number], *note);
        return match;
    }
    const auto known = condition.subject_fact >= 0
                           ? std::optional(static_cast<Fact>(condition.subject_fact))
                           : fact_from_word(condition.name);
    if (!known)
        return Match::miss;
    if (note != nullptr)
        note_presence(*note, condition.name, "");
    return subject_.fact(*known) ? Match::hit : Match::miss;
}

// The entry that is the fact, or entries.size(). The first book's rules are the first entries,
// unless a user's rule of their id stands in their place.
std::size_t Inquiry::fact_number(const Condition& condition) const {
    const bool built_in = book_ == 0 && shelf_.books.size() == 1;
    if (built_in && condition.fact_rule >= 0)
        return static_cast<std::size_t>(condition.fact_rule);
    if (built_in && condition.subject_fact >= 0)
        return shelf_.entries.size();
    return shelf_.find_fact(condition.name, condition.key);
}

Match Inquiry::fact_rule(std::size_t number) {
    if (facts_[number])
        return *facts_[number];
    // A user's fact may replace one that it asks for itself: then it does not hold.
    facts_[number] = Match::miss;
    const InBook there(*this, shelf_.entries[number].book);
    const Match match = decide(shelf_.entries[number]);
    facts_[number] = match;
    return match;
}

} // namespace backsift::rules
