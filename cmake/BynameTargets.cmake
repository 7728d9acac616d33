# What nearly every source includes, parsed once for all libraries: a third of the time of a first build. Off in the presets
# for developers, which so find a missing include.
if(BYNAME_PRECOMPILED_HEADERS)
  file(WRITE ${CMAKE_BINARY_DIR}/generated/precompiled.cpp "")
  add_library(byname_precompiled OBJECT ${CMAKE_BINARY_DIR}/generated/precompiled.cpp)
  target_link_libraries(byname_precompiled PRIVATE fmt::fmt)
  target_precompile_headers(byname_precompiled PRIVATE <algorithm> <array> <cmath> <functional> <map> <memory>
    <optional> <span> <string> <string_view> <unordered_map> <vector> <fmt/format.h>)
endif()

# byname_precompile(<target>): lets a target use them.
function(byname_precompile target)
  if(BYNAME_PRECOMPILED_HEADERS)
    target_precompile_headers(${target} REUSE_FROM byname_precompiled)
  endif()
endfunction()

# byname_library(<folder> <dependency>...): one static library from all .cpp of src/<folder>.
function(byname_library folder)
  file(GLOB sources CONFIGURE_DEPENDS ${CMAKE_SOURCE_DIR}/src/${folder}/*.cpp)
  if(NOT sources)
    add_library(byname_${folder} INTERFACE)
    target_link_libraries(byname_${folder} INTERFACE ${ARGN})
    return()
  endif()
  add_library(byname_${folder} STATIC ${sources})
  target_include_directories(byname_${folder} PUBLIC ${CMAKE_SOURCE_DIR}/src ${CMAKE_BINARY_DIR}/generated)
  target_link_libraries(byname_${folder} PUBLIC ${ARGN})
  byname_precompile(byname_${folder})
endfunction()

# byname_tests(<folder> <library>...): one GoogleTest program from all tests/<folder>/*_test.cpp.
function(byname_tests folder)
  file(GLOB sources CONFIGURE_DEPENDS ${CMAKE_SOURCE_DIR}/tests/${folder}/*_test.cpp)
  if(NOT sources)
    return()
  endif()
  add_executable(${folder}_tests ${sources})
  target_include_directories(${folder}_tests PRIVATE ${CMAKE_SOURCE_DIR}/tests)
  target_link_libraries(${folder}_tests PRIVATE ${ARGN} rapidcheck GTest::gtest GTest::gmock GTest::gtest_main)
  gtest_discover_tests(${folder}_tests TEST_PREFIX ${folder}. DISCOVERY_MODE PRE_TEST
    WORKING_DIRECTORY ${CMAKE_SOURCE_DIR})
endfunction()
