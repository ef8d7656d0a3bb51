// From bytes to a Mail: what stands before the header, the header, the envelope, the parts.
#include "message/mail.hpp"

#include <utility>

#include "base/text.hpp"
#include "message/envelope.hpp"
#include "message/lines.hpp"
#include "message/mime_split.hpp"

namespace backsift::message {

namespace {

constexpr std::string_view k_byte_order_mark = "\xEF\xBB\xBF";

// Where the header begins: behind a byte order mark, the mbox line, and blank lines that a field
// follows (where none follows they are what parts an empty header from its body).
std::size_t header_start(std::string_view text, std::size_t at) {
    if (text.substr(at).starts_with(k_byte_order_mark))
        at += k_byte_order_mark.size();
    LineReader lines(text, at);
    Line line;
    while (lines.next(line)) {
        if (base::trim(line.text).empty())
            continue;
        return field_name_length(line.text) > 0 ? line.at : at;
    }
    return at;
}

void read_header(Mail& mail, const base::Limits& limits) {
    const std::string_view text = mail.text();
    const std::size_t start = header_start(text, mail.from_line.size());
    std::size_t body_at = 0;
    mail.header = scan_header(text.substr(start), limits, mail.defects, body_at);
    for (Field& field : mail.header.fields)
        field.offset += start;
    mail.body = text.substr(start + body_at);
}

} // namespace

Mail parse(base::Bytes bytes, Envelope envelope, const base::Limits& limits) {
    Mail mail;
    mail.bytes = std::move(bytes);
    mail.envelope = std::move(envelope);
    if (mail.bytes.empty())
        mail.defects.note(Defect::empty);
    if (mail.bytes.size() > limits.message_bytes)
        mail.defects.note(Defect::message_too_large);
    mail.from_line = find_from_line(mail.text());
    read_header(mail, limits);
    if (mail.body.empty() && !mail.bytes.empty())
        mail.defects.note(Defect::header_only);
    complete_envelope(mail.envelope, mail.header, mail.from_line);
    mail.parts = split_mime(mail.text(), mail.header, mail.body, limits, mail.defects);
    return mail;
}

} // namespace backsift::message
