# What a binary was built with, for `backsift version`: no date, no host and no path, so that the same
# sources and tools give the same bytes.
function(backsift_version_of variable header)
    find_file(header_${variable} ${header})
    mark_as_advanced(header_${variable})
    set(numbers "")
    if(header_${variable})
        foreach(macro IN LISTS ARGN)
            file(STRINGS ${header_${variable}} line REGEX "^#define[ \t]+${macro}[ \t]" LIMIT_COUNT 1)
            string(REGEX MATCH "[0-9][0-9._]*" number "${line}")
            string(REPLACE "_" "." number "${number}")
            list(APPEND numbers ${number})
        endforeach()
    endif()
    string(JOIN "." numbers ${numbers})
    set(${variable} "${numbers}" PARENT_SCOPE)
endfunction()

backsift_version_of(boost boost/version.hpp "BOOST_LIB_VERSION")
backsift_version_of(gmp gmp.h "__GNU_MP_VERSION" "__GNU_MP_VERSION_MINOR" "__GNU_MP_VERSION_PATCHLEVEL")
backsift_version_of(nettle nettle/version.h "NETTLE_VERSION_MAJOR" "NETTLE_VERSION_MINOR")
backsift_version_of(json nlohmann/detail/abi_macros.hpp
    "NLOHMANN_JSON_VERSION_MAJOR" "NLOHMANN_JSON_VERSION_MINOR" "NLOHMANN_JSON_VERSION_PATCH")
backsift_version_of(sodium sodium/version.h "SODIUM_VERSION_STRING")
backsift_version_of(expected tl/expected.hpp
    "TL_EXPECTED_VERSION_MAJOR" "TL_EXPECTED_VERSION_MINOR" "TL_EXPECTED_VERSION_PATCH")
backsift_version_of(toml toml++/impl/version.h "TOML_LIB_MAJOR" "TOML_LIB_MINOR" "TOML_LIB_PATCH")

set(linked "dynamically")
if(BACKSIFT_STATIC)
    set(linked "statically")
endif()
set(BACKSIFT_FACTS "build      ${CMAKE_BUILD_TYPE}, linked ${linked}, for ${CMAKE_SYSTEM_PROCESSOR} ${CMAKE_SYSTEM_NAME}
compiler   ${CMAKE_CXX_COMPILER_ID} ${CMAKE_CXX_COMPILER_VERSION}
libraries  Boost.Regex ${boost}, GMP ${gmp}, JSON for Modern C++ ${json}, libsodium ${sodium},
           mimetic, nettle ${nettle}, tl::expected ${expected}, toml++ ${toml}
")
if(BACKSIFT_SANITIZE)
    string(APPEND BACKSIFT_FACTS "sanitizers ${BACKSIFT_SANITIZE}\n")
endif()
file(CONFIGURE OUTPUT ${CMAKE_BINARY_DIR}/facts/build_facts.hpp @ONLY CONTENT
"// Written by cmake: see contrib/cmake/BacksiftFacts.cmake.
#pragma once

inline constexpr const char k_build_facts[] = R\"(@BACKSIFT_FACTS@)\";
")
