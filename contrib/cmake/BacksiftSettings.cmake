# How every target of Backsift is compiled: language, warnings, hardening, sanitizers, linking.
include(CMakeDependentOption)

set(CMAKE_CXX_STANDARD 20)
set(CMAKE_CXX_STANDARD_REQUIRED ON)
set(CMAKE_CXX_EXTENSIONS OFF)
set(CMAKE_EXPORT_COMPILE_COMMANDS ON)
set_property(GLOBAL PROPERTY USE_FOLDERS ON)

if(NOT CMAKE_BUILD_TYPE AND NOT CMAKE_CONFIGURATION_TYPES)
    set(CMAKE_BUILD_TYPE Release CACHE STRING "" FORCE)
endif()

# A checkout is where we work: warnings stop the build there, and only there.
if(EXISTS ${CMAKE_SOURCE_DIR}/.git)
    set(backsift_in_checkout ON)
else()
    set(backsift_in_checkout OFF)
endif()
option(BACKSIFT_WERROR "Warnings are errors" ${backsift_in_checkout})
option(BACKSIFT_TESTS "Build the tests" ON)
option(BACKSIFT_COVERAGE "Instrument for gcov" OFF)
option(BACKSIFT_FUZZ "Build libFuzzer programs instead of the replay of their seeds (clang only)" OFF)
set(BACKSIFT_SANITIZE "" CACHE STRING "Sanitizers, e.g. address,undefined")
# Sanitizers and coverage need the dynamic C library.
cmake_dependent_option(BACKSIFT_STATIC "Link the binary statically: a process then starts in the time of a no-op"
                       ON "NOT BACKSIFT_SANITIZE;NOT BACKSIFT_COVERAGE" OFF)
# The one flag of Debian's hardening=+all that is not on by itself. Relocating 8,500 pointers touches 30 pages:
# 0.13 ms of CPU for every message, on top of 0.33 for a process that only starts (2026-11-21, two cores).
option(BACKSIFT_PIE "Load the static binary at a random address (static-pie)" OFF)

find_package(Threads REQUIRED)

add_library(backsift_settings INTERFACE)
target_include_directories(backsift_settings INTERFACE ${CMAKE_SOURCE_DIR}/src)
target_compile_features(backsift_settings INTERFACE cxx_std_20)
target_compile_options(backsift_settings INTERFACE
    -Wall -Wextra -Wpedantic -Wshadow -Wconversion -Wsign-conversion -Wold-style-cast
    -Wnon-virtual-dtor -Woverloaded-virtual -Wformat=2 -Wcast-align -Wundef
    $<$<CXX_COMPILER_ID:GNU>:-Wlogical-op -Wduplicated-cond -Wduplicated-branches -Wuseless-cast>
    # g++ 12 sees uninitialised and overlapping std::string storage where there is none (GCC PR 105593,
    # PR 105651).
    $<$<CXX_COMPILER_ID:GNU>:-Wno-maybe-uninitialized -Wno-restrict>
    # The built-in rules' texts are one literal of more than the 64 KiB that the standard promises.
    $<$<CXX_COMPILER_ID:Clang>:-Wno-overlength-strings>
    $<$<BOOL:${BACKSIFT_WERROR}>:-Werror>
    -ffunction-sections -fdata-sections
    -fstack-protector-strong -fstack-clash-protection -fcf-protection)
if(BACKSIFT_PIE)
    target_compile_options(backsift_settings INTERFACE -fPIE)
endif()
target_compile_definitions(backsift_settings INTERFACE
    $<$<NOT:$<CONFIG:Release>>:_GLIBCXX_ASSERTIONS>
    $<$<CONFIG:Release>:_FORTIFY_SOURCE=2>)
target_link_options(backsift_settings INTERFACE -Wl,--gc-sections -Wl,-z,relro,-z,now)
target_link_libraries(backsift_settings INTERFACE Threads::Threads)

# -O3 makes the binary larger and a start slower: pages, not instructions, are what a process costs.
set(CMAKE_CXX_FLAGS_RELEASE "-O2 -DNDEBUG")
# What runs for long under sanitizers; the unit tests take Debug, which compiles in two thirds of the time.
set(CMAKE_CXX_FLAGS_RELWITHDEBINFO "-O1 -g1")

if(BACKSIFT_SANITIZE)
    target_compile_options(backsift_settings INTERFACE
        -fsanitize=${BACKSIFT_SANITIZE} -fno-sanitize-recover=all -fno-omit-frame-pointer -g1)
    target_link_options(backsift_settings INTERFACE -fsanitize=${BACKSIFT_SANITIZE})
    target_compile_definitions(backsift_settings INTERFACE BACKSIFT_SANITIZED)
endif()
if(BACKSIFT_FUZZ)
    # clang inlines nothing at -O1, and each call of a std::string_view's [] is then an edge and a comparison.
    set(CMAKE_CXX_FLAGS_RELWITHDEBINFO "-O2 -g1")
    # The rooms tell the fuzzer which of their edges an input takes.
    target_compile_options(backsift_settings INTERFACE -fsanitize=fuzzer-no-link)
endif()
if(BACKSIFT_COVERAGE)
    target_compile_options(backsift_settings INTERFACE --coverage -O0 -g)
    target_link_options(backsift_settings INTERFACE --coverage)
endif()
