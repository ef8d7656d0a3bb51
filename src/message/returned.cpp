#include "message/returned.hpp"

#include <algorithm>
#include <array>
#include <utility>

#include "base/text.hpp"
#include "message/decode.hpp"
#include "message/header_block_search.hpp"
#include "message/header_end.hpp"

namespace backsift::message {

namespace {

struct Type {
    std::string_view type;
    std::string_view subtype;
};

// RFC 6522 and 6533 name the first four; the others are seen.
constexpr std::array<Type, 8> k_returned_types{{{"message", "rfc822"},
                                                {"message", "global"},
                                                {"text", "rfc822-headers"},
                                                {"message", "global-headers"},
                                                {"message", "rfc822-headers"},
                                                {"message", "partial"},
                                                {"message", "news"},
                                                {"text", "rfc822"}}};

bool is_returned_type(const MediaType& media) {
    return std::any_of(k_returned_types.begin(), k_returned_types.end(),
                       [&](const Type& t) { return media.is(t.type, t.subtype); });
}

// A header has seldom more than 16 KiB.
constexpr std::size_t k_copy_bytes = std::size_t{64} << 10U;

// Enough to call a part that is labelled so a returned message.
bool is_some_header(const HeaderBlock& header) {
    constexpr std::array<std::string_view, 7> k_telling{"From", "Received", "Message-ID", "Subject",
                                                        "Date", "To",       "Return-Path"};
    return std::any_of(k_telling.begin(), k_telling.end(),
                       [&](std::string_view name) { return header.has(name); });
}

Defects bounds_among(const Defects& noted) {
    Defects out;
    for (const Defect bound :
         {Defect::header_too_long, Defect::too_many_fields, Defect::field_too_long}) {
        if (noted.has(bound))
            out.note(bound);
    }
    return out;
}

class Finder {
  public:
    Finder(const Mail& mail, const base::Limits& limits, Defects& defects)
        : mail_(mail),
          limits_(limits),
          defects_(defects),
          search_(limits) {}

    std::optional<Returned> run();
    std::optional<Returned> run_text() { return first_part(&Finder::pasted); }
    std::vector<Returned> run_others(const Returned& first);

  private:
    using Try = std::optional<Returned> (Finder::*)(std::size_t);

    std::optional<Returned> first_part(Try attempt);
    std::optional<Returned> labelled(std::size_t index);
    std::optional<Returned> bare(std::size_t index);
    std::optional<Returned> unlabelled(std::size_t index);
    std::optional<Returned> pasted(std::size_t index);

    std::optional<Returned> read_part(std::size_t index, std::string_view bytes, bool cut);
    std::optional<Returned> read_block(std::size_t index, std::string_view text);
    [[nodiscard]] bool is_unlabelled_report_part(std::size_t index) const;
    [[nodiscard]] bool is_whole(const Part& part) const;
    [[nodiscard]] std::string name_part(std::size_t index) const;

    const Mail& mail_;
    const base::Limits& limits_;
    Defects& defects_;
    BlockSearch search_;
};

std::optional<Returned> Finder::run() {
    for (const Try attempt :
         {&Finder::labelled, &Finder::bare, &Finder::unlabelled, &Finder::pasted}) {
        if (auto found = first_part(attempt))
            return found;
    }
    return std::nullopt;
}

std::vector<Returned> Finder::run_others(const Returned& first) {
    std::vector<Returned> found;
    for (std::size_t i = 0; i < mail_.parts.size(); ++i) {
        if (static_cast<int>(i) == first.part)
            continue;
        if (auto part = labelled(i))
            found.push_back(std::move(*part));
    }
    return found;
}

std::optional<Returned> Finder::first_part(Try attempt) {
    for (std::size_t i = 0; i < mail_.parts.size(); ++i) {
        if (auto found = (this->*attempt)(i))
            return found;
    }
    return std::nullopt;
}

// A part that says it is a returned message.
std::optional<Returned> Finder::labelled(std::size_t index) {
    const Part& part = mail_.parts[index];
    if (!is_returned_type(part.media))
        return std::nullopt;
    Defects decoding;
    const std::string decoded = decoded_body(part, limits_, decoding);
    auto found = read_part(index, decoded, decoding.has(Defect::part_cut));
    if (found && !is_some_header(found->header)) {
        // A second MIME header was put in front of it.
        found = read_part(index, found->body, decoding.has(Defect::part_cut));
    }
    if (found && is_some_header(found->header)) {
        defects_.add(decoding);
        return found;
    }
    // Labelled as encoded, and is not; or quoted inside the part.
    if (part.encoding != TransferEncoding::identity) {
        found = read_part(index, part.body.substr(0, limits_.decoded_part_bytes), true);
        if (found && looks_like_mail(found->header))
            return found;
    }
    return read_block(index, decoded);
}

// A part whose own MIME header is that of a mail: the returned message was put between the
// delimiters without a header of its own in front.
std::optional<Returned> Finder::bare(std::size_t index) {
    const Part& part = mail_.parts[index];
    if (part.parent < 0 || !looks_like_mail(part.header))
        return std::nullopt;
    const char* const begin = part.header.text.data();
    const auto size = static_cast<std::size_t>(part.body.data() + part.body.size() - begin);
    const bool cut = size > limits_.decoded_part_bytes;
    return read_part(index, {begin, std::min(size, limits_.decoded_part_bytes)}, cut);
}

// A report's later part that does not say what it is, but begins like a mail.
std::optional<Returned> Finder::unlabelled(std::size_t index) {
    if (!is_unlabelled_report_part(index))
        return std::nullopt;
    Defects decoding;
    const std::string decoded = decoded_body(mail_.parts[index], limits_, decoding);
    const std::string_view text = base::trim(decoded);
    if (field_name_length(text) == 0)
        return std::nullopt;
    auto found = read_part(index, decoded, decoding.has(Defect::part_cut));
    if (!found || !looks_like_mail(found->header))
        return std::nullopt;
    defects_.add(decoding);
    return found;
}

bool Finder::is_unlabelled_report_part(std::size_t index) const {
    const Part& part = mail_.parts[index];
    if (part.parent < 0 || is_returned_type(part.media))
        return false;
    const auto parent = static_cast<std::size_t>(part.parent);
    // The first child is the notice.
    if (index == parent + 1 || !mail_.parts[parent].media.is("multipart", "report"))
        return false;
    return part.media.is("text", "plain") || part.media.type == "message"
           || part.media.type == "application";
}

// A block inside text.
std::optional<Returned> Finder::pasted(std::size_t index) {
    const Part& part = mail_.parts[index];
    if (part.media.type != "text" || is_returned_type(part.media))
        return std::nullopt;
    if (const auto text = text_as_it_is(part, limits_))
        return read_block(index, *text);
    return read_block(index, decoded_text(part, limits_, defects_));
}

// Did the part really end where it does, or did the bounce stop inside it?
bool Finder::is_whole(const Part& part) const {
    return part.parent < 0
           || part.body.data() + part.body.size() != mail_.text().data() + mail_.text().size();
}

std::string Finder::name_part(std::size_t index) const {
    return "part " + std::to_string(index) + ", " + mail_.parts[index].media.name();
}

std::optional<Returned> Finder::read_part(std::size_t index, std::string_view bytes, bool cut) {
    const std::size_t start = bytes.find_first_not_of("\r\n");
    if (start == std::string_view::npos)
        return std::nullopt;
    Returned found;
    found.bytes = base::Bytes(bytes.substr(start));
    Defects scan;
    std::size_t body_at = 0;
    found.header = scan_header(found.bytes.view(), limits_, scan, body_at);
    if (found.header.fields.empty())
        return std::nullopt;
    const bool bounded = scan.has(Defect::header_too_long) || scan.has(Defect::too_many_fields);
    found.bounds = bounds_among(scan);
    if (cut)
        found.bounds.note(Defect::part_cut);
    // The end of a whole part ends its header as well as a blank line does.
    found.header.ended = !bounded && (found.header.ended || (!cut && is_whole(mail_.parts[index])));
    found.body = found.bytes.view().substr(body_at);
    found.form = base::trim(found.body).empty() ? ReturnedForm::headers : ReturnedForm::full;
    found.part = static_cast<int>(index);
    found.where = name_part(index);
    return found;
}

std::optional<Returned> Finder::read_block(std::size_t index, std::string_view text) {
    const std::optional<PastedBlock> block = search_.first_in(text, defects_);
    if (!block)
        return std::nullopt;
    Returned found;
    found.bytes = base::Bytes(block->header + block->rest);
    Defects scan;
    std::size_t body_at = 0;
    found.header =
        scan_header(found.bytes.view().substr(0, block->header.size()), limits_, scan, body_at);
    found.bounds = bounds_among(scan);
    found.header.ended =
        block->ended && !scan.has(Defect::header_too_long) && !scan.has(Defect::too_many_fields);
    found.body = found.bytes.view().substr(block->header.size());
    found.form = ReturnedForm::text;
    found.part = static_cast<int>(index);
    found.text_offset = block->offset;
    found.where = name_part(index) + ", line " + std::to_string(block->line);
    return found;
}

} // namespace

bool Returned::ended() const {
    const bool in_mid_line = form == ReturnedForm::headers && !header.text.ends_with('\n')
                             && !header.text.ends_with('\r');
    const bool cut = in_mid_line || is_ellipsis(body) || breaks_off(header)
                     || (form != ReturnedForm::full && announces_more(header));
    return header.ended && !cut;
}

bool Returned::complete() const {
    const std::size_t fields_in_text = 6; // From, Date, Received and three more
    return ended() && header.has("From") && header.has("Date") && header.has("Received")
           && (form != ReturnedForm::text || header.fields.size() >= fields_in_text);
}

std::optional<Returned> find_returned(const Mail& mail, const base::Limits& limits,
                                      Defects& defects) {
    return Finder(mail, limits, defects).run();
}

std::vector<Returned> find_copies(const Mail& mail, const Returned& first,
                                  const base::Limits& limits, Defects& defects) {
    std::vector<Returned> copies;
    if (first.form != ReturnedForm::text) {
        if (auto pasted = Finder(mail, limits, defects).run_text())
            copies.push_back(std::move(*pasted));
    }
    // Only their headers are wanted, and all of them are kept at once.
    base::Limits front = limits;
    front.decoded_part_bytes = std::min(limits.decoded_part_bytes, k_copy_bytes);
    Defects of_copies;
    for (Returned& other : Finder(mail, front, of_copies).run_others(first))
        copies.push_back(std::move(other));
    return copies;
}

} // namespace backsift::message
