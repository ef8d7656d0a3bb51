# Puts the report's page together from its sources and writes it as C++:
#
#   cmake -DPAGE=page.html "-DSTYLES=a.css;b.css" "-DSCRIPTS=a.js;b.js" -DOUT=page_source.cpp -P EmbedPage.cmake
#
# The policy (CSP) in the page allows exactly this style and this script, by their SHA-256.

cmake_minimum_required(VERSION 3.25)

function(read_all out)
    set(all "")
    foreach(file IN LISTS ARGN)
        file(READ ${file} text)
        string(APPEND all "${text}")
    endforeach()
    set(${out} "${all}" PARENT_SCOPE)
endfunction()

# CMake gives hashes in hexadecimal; a policy wants base64. Three digits are two letters.
function(base64_of_hash out text)
    string(SHA256 digits "${text}")
    set(letters "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/")
    string(APPEND digits "00")
    set(coded "")
    foreach(at RANGE 0 63 3)
        string(SUBSTRING "${digits}" ${at} 3 three)
        math(EXPR first "0x${three} >> 6")
        math(EXPR second "0x${three} & 63")
        string(SUBSTRING "${letters}" ${first} 1 first)
        string(SUBSTRING "${letters}" ${second} 1 second)
        string(APPEND coded "${first}${second}")
    endforeach()
    string(SUBSTRING "${coded}" 0 43 coded)
    set(${out} "${coded}=" PARENT_SCOPE)
endfunction()

read_all(style ${STYLES})
read_all(script ${SCRIPTS})
set(script "(() => {\n'use strict';\n${script}})();\n")
base64_of_hash(style_hash "${style}")
base64_of_hash(script_hash "${script}")
file(READ ${PAGE} page)
set(policy "default-src 'none'; style-src 'sha256-${style_hash}'; script-src 'sha256-${script_hash}'")
string(APPEND policy "; base-uri 'none'; form-action 'none'")
string(REPLACE "@policy@" "${policy}" page "${page}")
string(REPLACE "@style@" "${style}" page "${page}")
string(REPLACE "@script@" "${script}" page "${page}")

set(pieces "")
foreach(mark IN ITEMS "@title@" "@summary@" "@data@")
    string(FIND "${page}" "${mark}" at)
    string(LENGTH "${mark}" length)
    string(SUBSTRING "${page}" 0 ${at} piece)
    math(EXPR at "${at} + ${length}")
    string(SUBSTRING "${page}" ${at} -1 page)
    string(APPEND pieces "    R\"page(${piece})page\",\n")
endforeach()
string(APPEND pieces "    R\"page(${page})page\"")
file(WRITE ${OUT} "// Made from src/report/page/ by contrib/cmake/EmbedPage.cmake.
#include \"report/page_source.hpp\"

namespace backsift::report {

const PageSource k_page_source{
${pieces}};

} // namespace backsift::report
")
