// The only file that includes mimetic. It sees one block of two fields that we wrote ourselves, so
// none of what brings it down (long fields, NUL, deep nesting, address fields) can reach it.
#include "message/media_fields.hpp"

#include <exception>
#include <utility>

#include <mimetic/mimetic.h>

#include "base/text.hpp"

namespace backsift::message {

namespace {

constexpr int k_header_only =
    mimetic::imBody | mimetic::imChildParts | mimetic::imPreamble | mimetic::imEpilogue;

std::string protected_value(const Field* field) {
    return field == nullptr ? std::string() : protect_parameters(unfold(field->value));
}

std::string sanitised_block(const Field* type, const std::string& type_value, const Field* encoding,
                            const std::string& encoding_value) {
    std::string block;
    if (type != nullptr)
        block += "Content-Type: " + type_value + "\r\n";
    if (encoding != nullptr)
        block += "Content-Transfer-Encoding: " + encoding_value + "\r\n";
    return block + "\r\n";
}

WrittenType written_type(const mimetic::ContentType& read) {
    WrittenType out{std::string(read.type().data(), read.type().size()),
                    std::string(read.subtype().data(), read.subtype().size()),
                    {}};
    for (const mimetic::FieldParam& parameter : read.paramList())
        out.parameters.emplace_back(parameter.name(), parameter.value());
    return out;
}

void read_type(const WrittenType& written, MediaType& media, Defects& defects) {
    std::string type = base::to_lower(written.type);
    std::string subtype = base::to_lower(written.subtype);
    if (!type.empty() && !subtype.empty()) {
        media.type = std::move(type);
        media.subtype = std::move(subtype);
    } else if (type == "multipart") {
        media.type = std::move(type);
        media.subtype = "mixed";
    }
    Parameters raw;
    raw.reserve(written.parameters.size());
    for (const auto& [name, value] : written.parameters)
        raw.emplace_back(base::to_lower(name), unprotect(value));
    media.parameters = join_parameters(raw, defects);
}

TransferEncoding read_encoding(std::string_view mechanism) {
    if (base::istarts_with(mechanism, "base64"))
        return TransferEncoding::base64;
    if (base::istarts_with(mechanism, "quoted-printable"))
        return TransferEncoding::quoted_printable;
    if (base::iequals(mechanism, "uuencode") || base::iequals(mechanism, "x-uuencode")
        || base::iequals(mechanism, "x-uue")) {
        return TransferEncoding::uuencode;
    }
    return TransferEncoding::identity;
}

} // namespace

void read_media(Part& part, Defects& defects, PlainFields how) {
    const Field* const type = part.header.find("Content-Type");
    const Field* const encoding = part.header.find("Content-Transfer-Encoding");
    part.has_content_type = type != nullptr;
    if (type == nullptr && encoding == nullptr)
        return;
    const std::string type_value = protected_value(type);
    const std::string encoding_value = protected_value(encoding);
    if (how == PlainFields::read_here) {
        const auto written = plain_type(type_value);
        const auto mechanism = plain_mechanism(encoding_value);
        if ((written || type == nullptr) && (mechanism || encoding == nullptr)) {
            if (written)
                read_type(*written, part.media, defects);
            if (mechanism)
                part.encoding = read_encoding(*mechanism);
            return;
        }
    }
    const std::string block = sanitised_block(type, type_value, encoding, encoding_value);
    try {
        mimetic::MimeEntity entity;
        entity.load(block.data(), block.data() + block.size(), k_header_only);
        const mimetic::Header& header = entity.header();
        if (type != nullptr)
            read_type(written_type(header.contentType()), part.media, defects);
        if (encoding != nullptr) {
            const auto& mechanism = header.contentTransferEncoding().mechanism();
            part.encoding = read_encoding(std::string_view(mechanism.data(), mechanism.size()));
        }
    } catch (const std::exception&) {
        defects.note(Defect::mime_library_refused);
    }
}

} // namespace backsift::message
