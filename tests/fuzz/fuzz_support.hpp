// What the fuzz targets share: a promise that aborts when it is broken.
#pragma once

#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <fstream>
#include <string>
#include <string_view>

#include <unistd.h>

#include "base/result.hpp"
#include "base/text.hpp"

namespace backsift::fuzz {

inline void promise(bool kept, const char* what) {
    if (kept)
        return;
    std::fprintf(stderr, "broken promise: %s\n", what);
    std::abort();
}

inline void promise_that_it_can_be_shown(const base::Failure& failure) {
    promise(!failure.sentence.empty(), "a failure has its sentence");
    promise(base::is_valid_utf8(base::describe(failure)), "a failure can be shown");
}

// Of this process, in memory where there is /dev/shm: files are written again and again.
inline std::string scratch_path(const std::string& name) {
    return (::access("/dev/shm", W_OK) == 0 ? "/dev/shm/" : "/tmp/") + name + '.'
           + std::to_string(::getpid());
}

inline void write_file(const std::string& path, std::string_view bytes) {
    std::ofstream(path, std::ios::binary | std::ios::trunc) << bytes;
}

inline std::string_view text(const std::uint8_t* bytes, std::size_t size) {
    return {reinterpret_cast<const char*>(bytes), size};
}

} // namespace backsift::fuzz
