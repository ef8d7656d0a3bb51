#include "os/failure.hpp"

#include <array>
#include <cerrno>
#include <cstring>

namespace backsift::os {

namespace {

base::Kind kind_of(int error) {
    switch (error) {
    case ENOENT:
    case ENOTDIR:
        return base::Kind::no_input;
    case EACCES:
    case EPERM:
    case EROFS:
    case ELOOP:
        return base::Kind::permission;
    default:
        return base::Kind::temporary;
    }
}

#if defined(__GLIBC__)
// In English, as all that we say. strerror(3) would look for a translation first: for the one file
// that most systems lack (/etc/mailname) a page fault and a thousand instructions of every delivery
// (2026-11-28).
std::string words_for(int error) {
    const char* const words = ::strerrordesc_np(error);
    return words == nullptr ? "unknown error" : words;
}
#else
// strerror_r comes in two forms (GNU returns the text, POSIX fills the buffer); take either.
[[maybe_unused]] const char* text_of(const char* returned, const char*) {
    return returned;
}
[[maybe_unused]] const char* text_of(int, const char* buffer) {
    return buffer;
}

std::string words_for(int error) {
    std::array<char, 256> buffer{"unknown error"};
    return text_of(strerror_r(error, buffer.data(), buffer.size()), buffer.data());
}
#endif

} // namespace

base::Failure failure(int error, const std::string& what, const std::string& path) {
    return {kind_of(error), "cannot " + what + ": " + words_for(error), {path, 0, 0}, {}, {}};
}

} // namespace backsift::os
