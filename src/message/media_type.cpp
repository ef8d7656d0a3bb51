// The only file that includes mimetic. It sees one block of two fields that we wrote ourselves, so
// none of what brings it down (long fields, NUL, deep nesting, address fields) can reach it.
#include "message/media_fields.hpp"

#include <exception>

#include <mimetic/mimetic.h>

#include "base/text.hpp"

namespace backsift::message {

namespace {

constexpr int k_header_only =
    mimetic::imBody | mimetic::imChildParts | mimetic::imPreamble | mimetic::imEpilogue;

std::string sanitised_block(const Field* type, const Field* encoding) {
    std::string block;
    if (type != nullptr)
        block += "Content-Type: " + protect_parameters(unfold(type->value)) + "\r\n";
    if (encoding != nullptr) {
        block +=
            "Content-Transfer-Encoding: " + protect_parameters(unfold(encoding->value)) + "\r\n";
    }
    return block + "\r\n";
}

void read_type(const mimetic::ContentType& read, MediaType& media, Defects& defects) {
    const std::string type =
        base::to_lower(std::string_view(read.type().data(), read.type().size()));
    const std::string subtype =
        base::to_lower(std::string_view(read.subtype().data(), read.subtype().size()));
    if (!type.empty() && !subtype.empty()) {
        media.type = type;
        media.subtype = subtype;
    } else if (type == "multipart") {
        media.type = type;
        media.subtype = "mixed";
    }
    Parameters raw;
    for (const mimetic::FieldParam& parameter : read.paramList()) {
        const std::string_view name(parameter.name().data(), parameter.name().size());
        raw.emplace_back(base::to_lower(name), unprotect(parameter.value()));
    }
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

void read_media(Part& part, Defects& defects) {
    const Field* const type = part.header.find("Content-Type");
    const Field* const encoding = part.header.find("Content-Transfer-Encoding");
    part.has_content_type = type != nullptr;
    if (type == nullptr && encoding == nullptr)
        return;
    const std::string block = sanitised_block(type, encoding);
    try {
        mimetic::MimeEntity entity;
        entity.load(block.data(), block.data() + block.size(), k_header_only);
        const mimetic::Header& header = entity.header();
        if (type != nullptr)
            read_type(header.contentType(), part.media, defects);
        if (encoding != nullptr) {
            const auto& mechanism = header.contentTransferEncoding().mechanism();
            part.encoding = read_encoding(std::string_view(mechanism.data(), mechanism.size()));
        }
    } catch (const std::exception&) {
        defects.note(Defect::mime_library_refused);
    }
}

} // namespace backsift::message
