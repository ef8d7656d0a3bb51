# Writes OUTPUT, the C++ table of the bounces in FOLDER (src/setup/shapes): cmake -DFOLDER=… -DOUTPUT=… -P
file(GLOB files ${FOLDER}/*.eml)
list(SORT files)
set(rows "")
foreach(file IN LISTS files)
    file(READ ${file} text)
    if(NOT text MATCHES "^Shape: ([^\n]+)\nKind: ([^\n]+)\n\n")
        message(FATAL_ERROR "${file}: the first lines are \"Shape: NAME\", \"Kind: KIND\" and a blank one")
    endif()
    string(LENGTH "${CMAKE_MATCH_0}" head)
    string(SUBSTRING "${text}" ${head} -1 mail)
    string(APPEND rows "    Shape{\"${CMAKE_MATCH_1}\", \"${CMAKE_MATCH_2}\", R\"shape(${mail})shape\"},\n")
endforeach()
file(WRITE ${OUTPUT} "#include \"setup/bounce_shape.hpp\"

#include <array>

namespace backsift::setup {

namespace {

constexpr std::array k_shapes{
${rows}};

} // namespace

std::span<const Shape> shapes() {
    return k_shapes;
}

} // namespace backsift::setup
")
