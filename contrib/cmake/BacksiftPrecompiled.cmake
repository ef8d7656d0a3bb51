# Headers that most files include are parsed once for each build, not once for each file: most of what
# compiling costs is reading them. The sources name all they use all the same; the preset clang, which
# contrib/check-long builds, parses every file for itself and so finds an #include that is missing.
option(BACKSIFT_PRECOMPILE "Parse headers that most files include once" ON)
# g++ 12 holds its false alarms about std::string (GCC PR 105329, PR 105651) back only where it has read
# <string> itself; the package that contrib/check-long builds keeps these warnings.
if(BACKSIFT_PRECOMPILE)
    target_compile_options(backsift_settings INTERFACE
        $<$<CXX_COMPILER_ID:GNU>:-Wno-array-bounds -Wno-stringop-overflow -Wno-stringop-overread>)
endif()

# backsift_precompiled(room OWNER backsift_base HEADERS <string> …): the first target that names the owner
# is the owner, and makes what the others use. All of one owner are compiled with the same options.
function(backsift_precompiled target)
    cmake_parse_arguments(ARG "" "OWNER" "HEADERS" ${ARGN})
    if(NOT BACKSIFT_PRECOMPILE)
        return()
    endif()
    target_compile_options(${target} PRIVATE $<$<CXX_COMPILER_ID:Clang>:-fpch-instantiate-templates>)
    if(target STREQUAL ARG_OWNER)
        target_precompile_headers(${target} PRIVATE ${ARG_HEADERS})
    else()
        target_precompile_headers(${target} REUSE_FROM ${ARG_OWNER})
    endif()
endfunction()

# What the rooms share. Nothing of a room itself: whoever changes a room's header builds only who includes it.
function(backsift_precompiled_room target owner)
    backsift_precompiled(${target} OWNER ${owner} HEADERS
        <algorithm> <array> <cstdint> <cstring> <functional> <map> <memory> <optional> <set> <span>
        <string> <string_view> <utility> <vector> <tl/expected.hpp>)
endfunction()

function(backsift_precompiled_test target)
    backsift_precompiled(${target} OWNER base_test HEADERS
        <gtest/gtest.h> <algorithm> <array> <chrono> <cstdint> <filesystem> <fstream> <functional> <map> <optional>
        <set> <span> <string> <string_view> <thread> <utility> <vector> <tl/expected.hpp>)
endfunction()
