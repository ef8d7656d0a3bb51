# Writes OUTPUT, the C++ file of a table that is made from files: in namespace backsift::ROOM the function
# FUNCTION of HEADER, which returns a span of ELEMENT. ROWS: their initialisers, a line each.
function(embed_table output header room element function rows)
    file(WRITE ${output} "#include \"${header}\"

#include <array>

namespace backsift::${room} {

namespace {

constexpr std::array k_${function}{
${rows}};

} // namespace

std::span<const ${element}> ${function}() {
    return k_${function};
}

} // namespace backsift::${room}
")
endfunction()
