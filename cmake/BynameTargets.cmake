# What nearly every source of a kind includes, parsed once: a third of the time of a first build. Off in the presets for developers,
# which so find a missing include. A target of its own for each kind, as a precompiled header wants the options of its users.
# Only what nearly all include: the templates that nlohmann/json.hpp, rapidcheck.h and CLI11 leave to be instantiated cost every
# source half a second, used or not.
function(byname_precompiled_headers kind)
  cmake_parse_arguments(of "" "" "LIBRARIES;OPTIONS;HEADERS" ${ARGN})
  file(CONFIGURE OUTPUT ${CMAKE_BINARY_DIR}/generated/precompiled_${kind}.cpp CONTENT "")
  add_library(byname_precompiled_${kind} OBJECT ${CMAKE_BINARY_DIR}/generated/precompiled_${kind}.cpp)
  target_link_libraries(byname_precompiled_${kind} PRIVATE ${of_LIBRARIES})
  target_compile_options(byname_precompiled_${kind} PRIVATE ${of_OPTIONS})
  target_precompile_headers(byname_precompiled_${kind} PRIVATE ${of_HEADERS})
endfunction()

# Tests are run once a build, and the program's own folder and those that only read rules, keep or write what others found hardly
# compute: the first level is enough for them. What they call is compiled with all there is.
set(BYNAME_TEST_OPTIONS -O1)
set(BYNAME_PROGRAM_OPTIONS $<$<CONFIG:Release>:-O1>)
set(BYNAME_LIGHT_FOLDERS spec evaluate register publish figures rules)
if(BYNAME_PRECOMPILED_HEADERS)
  set(headers <algorithm> <array> <bit> <cmath> <cstring> <filesystem> <functional> <limits> <map> <memory> <numeric> <optional> <set>
    <span> <string> <string_view> <unordered_map> <utility> <vector> <fmt/format.h>)
  byname_precompiled_headers(source HEADERS ${headers} LIBRARIES fmt::fmt)
  byname_precompiled_headers(program HEADERS ${headers} LIBRARIES fmt::fmt OPTIONS ${BYNAME_PROGRAM_OPTIONS})
  if(BYNAME_DEVELOPER_MODE)
    find_package(GTest REQUIRED)
    byname_precompiled_headers(test HEADERS ${headers} <fstream> <gtest/gtest.h> <gmock/gmock.h>
      OPTIONS ${BYNAME_TEST_OPTIONS} LIBRARIES fmt::fmt GTest::gtest GTest::gmock)
  endif()
endif()

# byname_precompile(<target> <kind>): lets a target use the headers of its kind.
function(byname_precompile target kind)
  if(BYNAME_PRECOMPILED_HEADERS)
    target_precompile_headers(${target} REUSE_FROM byname_precompiled_${kind})
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
  if(folder IN_LIST BYNAME_LIGHT_FOLDERS)
    target_compile_options(byname_${folder} PRIVATE ${BYNAME_PROGRAM_OPTIONS})
    byname_precompile(byname_${folder} program)
  else()
    byname_precompile(byname_${folder} source)
  endif()
  byname_unity(byname_${folder} src/${folder})
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
  target_compile_options(${folder}_tests PRIVATE ${BYNAME_TEST_OPTIONS})
  byname_precompile(${folder}_tests test)
  gtest_discover_tests(${folder}_tests TEST_PREFIX ${folder}. DISCOVERY_MODE PRE_TEST
    WORKING_DIRECTORY ${CMAKE_SOURCE_DIR})
endfunction()
