# Run by cpack on the tree of files that it is about to pack.
set(tree ${CPACK_TEMPORARY_INSTALL_DIRECTORY})

# What the Debian Policy wants of a package and a prefix of one's own need not have.
if(CPACK_GENERATOR STREQUAL "DEB")
    set(share ${tree}/usr/share)
    set(doc ${share}/doc/backsift)
    file(COPY_FILE ${CPACK_BACKSIFT_SOURCE}/contrib/debian/copyright ${doc}/copyright)
    file(MAKE_DIRECTORY ${share}/lintian/overrides)
    file(COPY_FILE ${CPACK_BACKSIFT_SOURCE}/contrib/debian/lintian-overrides ${share}/lintian/overrides/backsift)
    file(MAKE_DIRECTORY ${share}/zsh/vendor-completions)
    file(RENAME ${share}/zsh/site-functions/_backsift ${share}/zsh/vendor-completions/_backsift)
    file(REMOVE_RECURSE ${share}/zsh/site-functions)

    # The changelog in Debian's form, from our own.
    file(STRINGS ${doc}/CHANGELOG.md lines)
    set(debian "")
    set(trailer "")
    foreach(line IN LISTS lines)
        if(line MATCHES "^## ([0-9.]+) \\(([0-9-]+)\\)$")
            string(APPEND debian "${trailer}backsift (${CMAKE_MATCH_1}) unstable; urgency=medium\n\n")
            execute_process(COMMAND date -u -R -d ${CMAKE_MATCH_2} OUTPUT_VARIABLE date OUTPUT_STRIP_TRAILING_WHITESPACE)
            set(trailer "\n -- ${CPACK_PACKAGE_CONTACT}  ${date}\n\n")
        elseif(trailer AND line MATCHES "^- (.*)$")
            string(APPEND debian "  * ${CMAKE_MATCH_1}\n")
        elseif(trailer AND line MATCHES "^  (.*)$")
            string(APPEND debian "    ${CMAKE_MATCH_1}\n")
        endif()
    endforeach()
    string(REGEX REPLACE "\n\n$" "\n" trailer "${trailer}")
    file(WRITE ${doc}/changelog "${debian}${trailer}")
    file(REMOVE ${doc}/CHANGELOG.md)

    file(GLOB pages ${share}/man/man*/*)
    execute_process(COMMAND gzip -9n ${doc}/changelog ${pages} COMMAND_ERROR_IS_FATAL ANY)
endif()

# Everything bears the day of the version, and the rights that it needs.
execute_process(COMMAND chmod -R u=rwX,go=rX ${tree} COMMAND_ERROR_IS_FATAL ANY)
execute_process(COMMAND find ${tree} -exec touch -h -d "${CPACK_BACKSIFT_DAY} 00:00:00 UTC" {} + COMMAND_ERROR_IS_FATAL ANY)
execute_process(COMMAND date -u -d ${CPACK_BACKSIFT_DAY} +%s OUTPUT_VARIABLE epoch OUTPUT_STRIP_TRAILING_WHITESPACE)
set(ENV{SOURCE_DATE_EPOCH} ${epoch})
