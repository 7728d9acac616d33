# Writes a C++ source that holds the text of every table: cmake -DTABLES=<folder> -DOUTPUT=<file> -P embed_tables.cmake
file(GLOB tables ${TABLES}/*.tsv)
list(SORT tables)
set(entries "")
foreach(table IN LISTS tables)
  get_filename_component(name ${table} NAME)
  file(READ ${table} text)
  string(APPEND entries "    {\"${name}\", R\"table(${text})table\"},\n")
endforeach()
file(WRITE ${OUTPUT} "// Made by cmake/embed_tables.cmake from src/names/tables.
#include \"names/embedded_tables.hpp\"

namespace byname {

namespace {

constexpr EmbeddedTable kTables[] = {
${entries}};

}  // namespace

std::span<const EmbeddedTable> embedded_tables() noexcept { return kTables; }

}  // namespace byname
")
