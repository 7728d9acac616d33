# Sources compiled several at a time: the headers of a folder are read once for a batch, which nearly halves the time of a first
# build. tools/unity_batches.py says which, so that no file changes what another means. Off in the preset for developers, which so
# finds a missing include and compiles no more than what changed.
find_program(BYNAME_PYTHON python3)

# byname_unity(<target> <folder>): for a target that has all sources of the folder, which is given relative to the root.
function(byname_unity target folder)
  if(NOT BYNAME_UNITY_BUILD OR NOT BYNAME_PYTHON)
    return()
  endif()
  execute_process(COMMAND ${BYNAME_PYTHON} ${CMAKE_SOURCE_DIR}/tools/unity_batches.py ${folder}
    OUTPUT_VARIABLE lines OUTPUT_STRIP_TRAILING_WHITESPACE COMMAND_ERROR_IS_FATAL ANY)
  string(REPLACE "\n" ";" lines "${lines}")
  get_target_property(sources ${target} SOURCES)
  set_source_files_properties(${sources} PROPERTIES SKIP_UNITY_BUILD_INCLUSION ON)
  foreach(line IN LISTS lines)
    string(REGEX MATCH "^(.*) ([0-9]+)$" line "${line}")
    set_source_files_properties(${CMAKE_MATCH_1} PROPERTIES SKIP_UNITY_BUILD_INCLUSION OFF UNITY_GROUP batch_${CMAKE_MATCH_2})
  endforeach()
  set_target_properties(${target} PROPERTIES UNITY_BUILD ON UNITY_BUILD_MODE GROUP)
  # A changed source may belong elsewhere.
  set_property(DIRECTORY APPEND PROPERTY CMAKE_CONFIGURE_DEPENDS ${sources} ${CMAKE_SOURCE_DIR}/tools/unity_batches.py)
  # Two warnings take the files of a batch for one another's; the others follow values through what was inlined, and are wrong of
  # temporaries (GCC 12). The preset for developers has them all.
  target_compile_options(${target} PRIVATE $<$<COMPILE_LANG_AND_ID:CXX,GNU>:-Wno-subobject-linkage -Wno-shadow -Wno-restrict
    -Wno-maybe-uninitialized -Wno-dangling-pointer -Wno-stringop-overflow -Wno-array-bounds>)
endfunction()
