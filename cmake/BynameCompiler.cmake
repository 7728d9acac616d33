# Flags that every target shares. -ffp-contract=off: the same sums on every machine (docs/architecture.md, determinism).
set(CMAKE_CXX_STANDARD 20)
set(CMAKE_CXX_STANDARD_REQUIRED ON)
set(CMAKE_CXX_EXTENSIONS OFF)
set(CMAKE_EXPORT_COMPILE_COMMANDS ON)
add_compile_options(-Wall -Wextra -Wshadow $<$<COMPILE_LANGUAGE:CXX>:-Wnon-virtual-dtor> -ffp-contract=off -fno-math-errno
  -fmacro-prefix-map=${CMAKE_SOURCE_DIR}/=)
# Every x86-64 processor since about 2009: popcount and SSE 4.2 without dispatch.
if(CMAKE_SYSTEM_PROCESSOR STREQUAL "x86_64")
  add_compile_options(-march=x86-64-v2)
endif()
if(BYNAME_PRECOMPILED_HEADERS AND CMAKE_CXX_COMPILER_ID STREQUAL "GNU")
  add_compile_options($<$<COMPILE_LANGUAGE:CXX>:-fpch-preprocess>)
endif()
if(BYNAME_WARNINGS_AS_ERRORS)
  add_compile_options(-Werror)
endif()
find_program(BYNAME_CCACHE ccache)
if(BYNAME_CCACHE)
  # ccache caches what uses a precompiled header only if it may trust the header's contents. It goes by the files that the compiler
  # read; else it would preprocess every source once more.
  set(CMAKE_CXX_COMPILER_LAUNCHER
    ${CMAKE_COMMAND} -E env CCACHE_DEPEND=1 CCACHE_SLOPPINESS=pch_defines,time_macros ${BYNAME_CCACHE})
  set(CMAKE_C_COMPILER_LAUNCHER ${BYNAME_CCACHE})
endif()
find_program(BYNAME_MOLD mold)
if(BYNAME_MOLD)
  add_link_options(-fuse-ld=mold)
endif()
