# The day of this version, from its heading in CHANGELOG.md: the manual and the packages bear it, and
# nothing that is built bears another, so that two builds are the same bytes.
file(STRINGS ${CMAKE_SOURCE_DIR}/CHANGELOG.md heading REGEX "^## ${PROJECT_VERSION} \\(" LIMIT_COUNT 1)
if(NOT heading MATCHES "\\(([0-9][0-9][0-9][0-9])-([0-9][0-9])-([0-9][0-9])\\)$")
    message(FATAL_ERROR "CHANGELOG.md has no heading \"## ${PROJECT_VERSION} (YYYY-MM-DD)\"")
endif()
set(BACKSIFT_DAY "${CMAKE_MATCH_1}-${CMAKE_MATCH_2}-${CMAKE_MATCH_3}")
set(months January February March April May June July August September October November December)
math(EXPR month "${CMAKE_MATCH_2} - 1")
math(EXPR day "${CMAKE_MATCH_3}")
list(GET months ${month} month)
set(BACKSIFT_DATE "${month} ${day}, ${CMAKE_MATCH_1}")  # as mdoc(7) wants it
set_property(DIRECTORY APPEND PROPERTY CMAKE_CONFIGURE_DEPENDS ${CMAKE_SOURCE_DIR}/CHANGELOG.md)
