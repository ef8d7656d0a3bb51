# A room is a folder of src/ and a static library that links only to the rooms it may know.
#
#   backsift_room(message KNOWS base SOURCES mail.cpp … [LIBRARIES foreign …])
#
# RUNS_ONCE: what a delivery runs of the room it runs once, where code that was never touched costs more
# than the instructions in it; it is compiled for size.
#
# The rooms named after KNOWS are public: who may know `message` may also see the types of `base`
# in its headers. tests/laws checks the same table against the #include lines.
function(backsift_room name)
    cmake_parse_arguments(ARG "RUNS_ONCE" "" "KNOWS;SOURCES;LIBRARIES" ${ARGN})
    list(TRANSFORM ARG_KNOWS PREPEND backsift_)
    if(ARG_SOURCES)
        add_library(backsift_${name} STATIC ${ARG_SOURCES})
        target_link_libraries(backsift_${name} PUBLIC backsift_settings ${ARG_KNOWS} PRIVATE ${ARG_LIBRARIES})
        if(ARG_RUNS_ONCE)
            target_compile_options(backsift_${name} PRIVATE $<$<CONFIG:Release>:-Os>)
            backsift_precompiled_room(backsift_${name} backsift_os)
        else()
            backsift_precompiled_room(backsift_${name} backsift_base)
        endif()
    else()
        add_library(backsift_${name} INTERFACE)
        target_link_libraries(backsift_${name} INTERFACE backsift_settings ${ARG_KNOWS})
    endif()
endfunction()
