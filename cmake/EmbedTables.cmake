# byname_embed_tables(<target> <folder>): builds the bytes of every <folder>/*.tsv into <target>, as
# embedded_table("<name>") of names/embedded_tables.hpp. The tables stay plain text that anyone can edit.
# Run as a script (-DOUTPUT=... -DFOLDER=... -P), this file writes that source.
if(CMAKE_SCRIPT_MODE_FILE)
  file(GLOB tables ${FOLDER}/*.tsv)
  list(SORT tables)
  set(arrays "")
  set(choices "")
  foreach(table ${tables})
    get_filename_component(name ${table} NAME_WE)
    file(READ ${table} bytes HEX)
    string(REGEX REPLACE "([0-9a-f][0-9a-f])" "0x\\1," bytes "${bytes}")
    string(APPEND arrays "const unsigned char k_${name}[] = {${bytes}0};\n")
    string(APPEND choices "  if (name == \"${name}\") return text_of(k_${name});\n")
  endforeach()
  file(WRITE ${OUTPUT} "#include \"names/embedded_tables.hpp\"\n\n#include <cstddef>\n\nnamespace byname {\n\nnamespace {\n\n"
    "${arrays}\n"
    "template <std::size_t kSize>\nstd::string_view text_of(const unsigned char (&bytes)[kSize]) {\n"
    "  return {reinterpret_cast<const char*>(bytes), kSize - 1};\n}\n\n}  // namespace\n\n"
    "std::string_view embedded_table(std::string_view name) {\n${choices}  return {};\n}\n\n}  // namespace byname\n")
  return()
endif()

set(BYNAME_EMBED_SCRIPT ${CMAKE_CURRENT_LIST_FILE})

function(byname_embed_tables target folder)
  file(GLOB tables CONFIGURE_DEPENDS ${folder}/*.tsv)
  set(source ${CMAKE_CURRENT_BINARY_DIR}/${target}_tables.cpp)
  add_custom_command(OUTPUT ${source}
    COMMAND ${CMAKE_COMMAND} -DOUTPUT=${source} -DFOLDER=${folder} -P ${BYNAME_EMBED_SCRIPT}
    DEPENDS ${tables} ${BYNAME_EMBED_SCRIPT} VERBATIM)
  target_sources(${target} PRIVATE ${source})
endfunction()
