# Writes OUTPUT, the C++ table of the pages in FOLDER (contrib/man): cmake -DFOLDER=… -DOUTPUT=… -P
file(GLOB files ${FOLDER}/*.in)
list(SORT files)
set(rows "")
foreach(file IN LISTS files)
    get_filename_component(name ${file} NAME)
    if(NOT name MATCHES "^(.+)\\.([15])\\.in$")
        message(FATAL_ERROR "${file}: a page is named NAME.SECTION.in, with section 1 or 5")
    endif()
    file(READ ${file} text)
    string(APPEND rows "    Page{\"${CMAKE_MATCH_1}\", '${CMAKE_MATCH_2}', R\"mdoc(${text})mdoc\"},\n")
endforeach()
file(WRITE ${OUTPUT} "#include \"manual/page.hpp\"

#include <array>

namespace backsift::manual {

namespace {

constexpr std::array k_pages{
${rows}};

} // namespace

std::span<const Page> pages() {
    return k_pages;
}

} // namespace backsift::manual
")
