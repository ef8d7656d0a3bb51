# `cpack` makes a Debian package and a tarball, both with the static binary. The same sources and tools
# give the same bytes, wherever they are built: every file bears the day of the version.
install(FILES README.md CHANGELOG.md SECURITY.md DESTINATION ${CMAKE_INSTALL_DOCDIR})
install(DIRECTORY examples DESTINATION ${CMAKE_INSTALL_DOCDIR})
install(DIRECTORY filters DESTINATION ${CMAKE_INSTALL_DOCDIR})
install(DIRECTORY contrib/courier contrib/dovecot contrib/exim contrib/fdm contrib/maildrop contrib/opensmtpd
        contrib/postfix contrib/qmail DESTINATION ${CMAKE_INSTALL_DOCDIR}/snippets)
install(FILES contrib/README.md DESTINATION ${CMAKE_INSTALL_DOCDIR}/snippets)

set(CPACK_GENERATOR DEB TGZ)
set(CPACK_PACKAGE_NAME ${PROJECT_NAME})
set(CPACK_PACKAGE_VENDOR "${PROJECT_NAME}")
set(CPACK_PACKAGE_CONTACT "Seed a9bfd376 maintainers <maintainers@users.noreply.h-seed-a9bfd376.example>")
set(CPACK_PACKAGE_DESCRIPTION_SUMMARY "delivery filter against false bounces (backscatter)")
set(CPACK_RESOURCE_FILE_LICENSE ${CMAKE_SOURCE_DIR}/LICENSE)
set(CPACK_STRIP_FILES ON)
string(TOLOWER ${CMAKE_SYSTEM_NAME}-${CMAKE_SYSTEM_PROCESSOR} CPACK_SYSTEM_NAME)
set(CPACK_DEBIAN_FILE_NAME DEB-DEFAULT)
set(CPACK_DEBIAN_PACKAGE_SECTION mail)
set(CPACK_DEBIAN_PACKAGE_PRIORITY optional)
set(CPACK_DEBIAN_PACKAGE_SUGGESTS "procmail | maildrop | dovecot-sieve, mutt, jq")
set(CPACK_DEBIAN_PACKAGE_DESCRIPTION
"Recognises automatic replies (bounces, delay warnings, autoreplies,
challenges, confirmation requests, scanner notices), finds out whether
they answer mail that the user really sent, and files those that do not
into a Maildir folder of their own. Everything else is delivered as if it
were not there.
.
It works as a condition or filter of procmail, maildrop, Sieve and fdm, in
a .forward file, and on mail that is already there. It needs no daemon and
no network, sends no mail, and can explain every verdict.")
if(NOT BACKSIFT_STATIC)
    set(CPACK_DEBIAN_PACKAGE_SHLIBDEPS ON)
endif()
set(CPACK_PRE_BUILD_SCRIPTS ${CMAKE_CURRENT_LIST_DIR}/PackageTree.cmake)
set(CPACK_BACKSIFT_SOURCE ${CMAKE_SOURCE_DIR})
set(CPACK_BACKSIFT_DAY ${BACKSIFT_DAY})
set(CPACK_VERBATIM_VARIABLES ON)
include(CPack)
