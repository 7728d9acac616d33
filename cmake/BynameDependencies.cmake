# Installed packages only: nothing is downloaded while configuring (tools/install_dependencies.sh brings them).
find_package(ICU 72 REQUIRED COMPONENTS uc i18n data)
find_package(TBB REQUIRED)
find_package(Eigen3 3.4 REQUIRED NO_MODULE)
find_package(Boost 1.74 REQUIRED)
find_package(CLI11 REQUIRED)
find_package(fmt REQUIRED)
find_package(nlohmann_json REQUIRED)
find_package(ZLIB REQUIRED)
find_package(EXPAT REQUIRED)
find_path(BYNAME_TOMLPLUSPLUS_DIR toml++/toml.h REQUIRED)
find_package(Threads REQUIRED)
find_package(PkgConfig REQUIRED)
pkg_check_modules(hwy REQUIRED IMPORTED_TARGET libhwy)
pkg_check_modules(minizip REQUIRED IMPORTED_TARGET minizip)
pkg_check_modules(zstd REQUIRED IMPORTED_TARGET libzstd)
pkg_check_modules(crypto REQUIRED IMPORTED_TARGET libcrypto)
pkg_check_modules(sodium REQUIRED IMPORTED_TARGET libsodium)

if(NOT EXISTS ${BYNAME_DUCKDB_DIR}/libduckdb_static.a)
  message(FATAL_ERROR "DuckDB is not in ${BYNAME_DUCKDB_DIR}. Run tools/install_dependencies.sh first.")
endif()
add_library(duckdb_static_bundle INTERFACE)
target_include_directories(duckdb_static_bundle SYSTEM INTERFACE ${BYNAME_DUCKDB_DIR})
set(byname_duckdb_libraries)
foreach(name duckdb_static duckdb_generated_extension_loader autocomplete_extension core_functions_extension icu_extension
             json_extension parquet_extension tpcds_extension tpch_extension duckdb_fastpforlib duckdb_fmt duckdb_fsst
             duckdb_hyperloglog duckdb_mbedtls duckdb_miniz duckdb_pg_query duckdb_re2 duckdb_skiplistlib
             duckdb_utf8proc duckdb_yyjson duckdb_zstd)
  list(APPEND byname_duckdb_libraries ${BYNAME_DUCKDB_DIR}/lib${name}.a)
endforeach()
target_link_libraries(duckdb_static_bundle INTERFACE
  -Wl,--start-group ${byname_duckdb_libraries} -Wl,--end-group Threads::Threads ${CMAKE_DL_LIBS})

# SQLite with encryption (SQLite3 Multiple Ciphers), from its one source file; the only SQLite in the program. Its temporary
# tables stay in memory, since the encryption does not cover them; only ChaCha20-Poly1305 is compiled in.
if(NOT EXISTS ${BYNAME_SQLITE_DIR}/sqlite3.c)
  message(FATAL_ERROR "SQLite is not in ${BYNAME_SQLITE_DIR}. Run tools/install_dependencies.sh first.")
endif()
add_library(byname_sqlite STATIC ${BYNAME_SQLITE_DIR}/sqlite3.c)
target_include_directories(byname_sqlite SYSTEM PUBLIC ${BYNAME_SQLITE_DIR})
target_compile_options(byname_sqlite PRIVATE -w -O2)
target_compile_definitions(byname_sqlite PRIVATE
  SQLITE_TEMP_STORE=3 SQLITE_SECURE_DELETE=1 SQLITE_THREADSAFE=2 SQLITE_DEFAULT_SYNCHRONOUS=2
  SQLITE_DEFAULT_WAL_SYNCHRONOUS=2 SQLITE_DEFAULT_MEMSTATUS=0 SQLITE_DQS=0 SQLITE_LIKE_DOESNT_MATCH_BLOBS
  SQLITE_OMIT_DEPRECATED SQLITE_OMIT_SHARED_CACHE SQLITE_OMIT_LOAD_EXTENSION SQLITE_USE_ALLOCA SQLITE_ENABLE_FTS5
  SQLITE_ENABLE_DBPAGE_VTAB CODEC_TYPE=CODEC_TYPE_CHACHA20 SQLITE3MC_SECURE_MEMORY=1 HAVE_CIPHER_AES_128_CBC=0
  HAVE_CIPHER_AES_256_CBC=0 HAVE_CIPHER_SQLCIPHER=0 HAVE_CIPHER_RC4=0 HAVE_CIPHER_ASCON128=0 HAVE_CIPHER_AEGIS=0)
target_link_libraries(byname_sqlite PUBLIC Threads::Threads)
