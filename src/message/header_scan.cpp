// Reading a header block. Every line is looked at once; what cannot be read is stepped over, for a
// bounce is worth reading even where its header is broken.
#include <algorithm>

#include "base/text.hpp"
#include "message/header.hpp"
#include "message/lines.hpp"

namespace backsift::message {

namespace {

class HeaderScan {
  public:
    HeaderScan(std::string_view text, const base::Limits& limits, Defects& defects)
        : text_(text),
          limits_(limits),
          defects_(defects) {}

    HeaderBlock run(std::size_t& body_at);

  private:
    void read(const Line& line);
    void begin_field(const Line& line, std::size_t name_length);
    void extend_field(const Line& line);
    void skip(const Line& line);
    void note_odd_bytes();

    std::string_view text_;
    const base::Limits& limits_;
    Defects& defects_;
    HeaderBlock block_;
    bool field_open_ = false; // the last field may be continued
};

HeaderBlock HeaderScan::run(std::size_t& body_at) {
    LineReader lines(text_);
    Line line;
    std::size_t end = text_.size();
    body_at = text_.size();
    while (lines.next(line)) {
        if (line.lone_cr)
            defects_.note(Defect::cr_only_lines);
        if (line.text.empty()) {
            block_.ended = true;
            end = line.at;
            body_at = line.next;
            break;
        }
        read(line);
    }
    if (block_.fields.empty() && end != 0) {
        // Not a header at all: everything is body.
        block_.ended = false;
        body_at = end = 0;
    }
    block_.text = text_.substr(0, end);
    note_odd_bytes();
    return std::move(block_);
}

void HeaderScan::read(const Line& line) {
    if (line.at >= limits_.header_bytes) {
        defects_.note(Defect::header_too_long);
        return;
    }
    if (base::is_blank(line.text.front())) {
        if (field_open_)
            extend_field(line);
        else
            skip(line);
        return;
    }
    const std::size_t name_length = field_name_length(line.text);
    if (name_length == 0) {
        skip(line);
    } else if (block_.fields.size() >= limits_.header_fields) {
        defects_.note(Defect::too_many_fields);
        field_open_ = false;
    } else {
        begin_field(line, name_length);
    }
}

void HeaderScan::begin_field(const Line& line, std::size_t name_length) {
    Field field;
    field.name = line.text.substr(0, name_length);
    field.value = line.text.substr(line.text.find(':', name_length) + 1);
    field.offset = line.at;
    block_.fields.push_back(field);
    field_open_ = true;
    if (field.value.size() > limits_.field_bytes)
        extend_field(line);
}

void HeaderScan::extend_field(const Line& line) {
    Field& field = block_.fields.back();
    const auto begin = static_cast<std::size_t>(field.value.data() - text_.data());
    const std::size_t size = line.at + line.text.size() - begin;
    if (size > limits_.field_bytes)
        defects_.note(Defect::field_too_long);
    field.value = text_.substr(begin, std::min(size, limits_.field_bytes));
}

void HeaderScan::skip(const Line& line) {
    defects_.note(line.at == 0 ? Defect::no_header : Defect::line_without_colon);
    field_open_ = false;
}

void HeaderScan::note_odd_bytes() {
    const std::string_view seen = block_.text.substr(0, limits_.header_bytes);
    if (seen.find('\0') != std::string_view::npos)
        defects_.note(Defect::nul_in_header);
    const auto high = [](char c) { return (static_cast<unsigned char>(c) & 0x80U) != 0; };
    if (std::any_of(seen.begin(), seen.end(), high) && !base::is_valid_utf8(seen)) {
        defects_.note(Defect::eight_bit_header);
    }
}

} // namespace

HeaderBlock scan_header(std::string_view text, const base::Limits& limits, Defects& defects,
                        std::size_t& body_at) {
    return HeaderScan(text, limits, defects).run(body_at);
}

std::size_t field_name_length(std::string_view line) {
    std::size_t length = 0;
    while (length < line.size() && line[length] > ' ' && line[length] < '\x7F'
           && line[length] != ':') {
        ++length;
    }
    std::size_t colon = length;
    while (colon < line.size() && base::is_blank(line[colon]))
        ++colon;
    return colon < line.size() && line[colon] == ':' ? length : 0;
}

} // namespace backsift::message
