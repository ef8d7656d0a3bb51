#include "os/failure.hpp"

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

// strerror_r comes in two forms (GNU returns the text, POSIX fills the buffer); take either.
[[maybe_unused]] const char* text_of(const char* returned, const char*) {
    return returned;
}
[[maybe_unused]] const char* text_of(int, const char* buffer) {
    return buffer;
}

} // namespace

base::Failure failure(int error, const std::string& what, const std::string& path) {
    char buffer[256] = "unknown error";
    const char* const words = text_of(strerror_r(error, buffer, sizeof buffer), buffer);
    return {kind_of(error), "cannot " + what + ": " + words, {path, 0, 0}, {}, {}};
}

} // namespace backsift::os
